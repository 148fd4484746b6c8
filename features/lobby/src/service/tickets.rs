//! What a visitor does: take a number, look at it, postpone, leave, ask for a person.

use std::sync::Arc;

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use customers::api::{Identity, Known, identify};
use db::{Change, WriteTx};
use kernel::{BranchId, ServiceId};
use organisation::api::Service;
use queueing::Asked;
use sea_orm::ConnectionTrait;
use web::Fields;

use super::duty::Duty;
use super::estimate::Outlook;
use super::hall::{Hall, rules};
use super::keep::{self, Writing};
use super::kiosks::reporting::why_unknown;
use super::{opening, rolls};
use crate::error::{LobbyError, Thing};
use crate::model::actions::{Arrival, Triage};
use crate::model::appointment::appointed::Appointed;
use crate::model::class::{Visitor, classify};
use crate::model::incident::IncidentChoice;
use crate::model::rules::LobbyRules;
use crate::model::step::{Channel, Step};
use crate::model::token::TicketToken;
use crate::model::visit::{LeftReason, StateName, Visit, VisitStanding};
use crate::permissions::VISIT_ISSUE;
use crate::store;
use crate::store::convert::Kept;

/// The longest need in plain words, in characters.
pub(crate) const LONGEST_NEED: usize = 500;

/// What a visitor asks for.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// What is wanted.
    pub(crate) service: ServiceId,
    /// By what the visitor wants to be recognised.
    pub(crate) identity: Option<Identity>,
    /// The care group that was chosen.
    pub(crate) care_group: Option<String>,
    /// Whether large type and an accessible counter are wanted.
    pub(crate) accessible: bool,
    /// The need in plain words.
    pub(crate) need: Option<String>,
    /// Through what the number is taken.
    pub(crate) channel: Channel,
    /// The appointment it is for, and whether its class counts already.
    pub(crate) appointed: Option<(Appointed, bool)>,
}

/// A ticket with everything that its page shows.
pub(crate) struct Ticket {
    /// The visit.
    pub(crate) visit: Visit,
    /// Whether the visit was rated.
    pub(crate) rated: bool,
    /// Where.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<LobbyRules>,
    /// What its holder may expect while it waits.
    pub(crate) outlook: Outlook,
    /// The care group as far as the visitor told or showed it; what the bank knows of its own is not the ticket's to tell.
    pub(crate) care_group: Option<String>,
    /// The secret of the holder.
    pub(crate) token: TicketToken,
}

/// Who a visitor is and how the visitor is classed.
struct Recognised {
    known: Option<Known>,
    standing: VisitStanding,
    /// The care group that the visitor chose or that the shown document itself tells.
    told_care_group: Option<String>,
}

/// Takes a number.
///
/// # Errors
/// The branch does not exist or has not finished its opening checklist, a field is wrong, the identity breaks a rule, the database is away.
pub(crate) async fn take(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    order: Order,
) -> Result<Change<Ticket>, LobbyError> {
    let hall = match order.channel {
        Channel::Staff => Hall::load_for(ctx, app, branch, VISIT_ISSUE).await?,
        Channel::Kiosk | Channel::Phone => Hall::load(app, branch, ctx.now()).await?,
    }
    .serving()?;
    let rules = rules(app, &hall.branch)?;
    let service = check(ctx, &hall, &rules, &order)?;
    // Everything that only reads comes before the write begins, because writers take turns.
    let recognised = recognise(ctx, app, &rules, &service, &order).await?;
    let class = &recognised.standing.class;
    let outlook = Outlook::of_newcomer(app, &hall, &rules, &service, class, ctx.now()).await?;
    let care_group = recognised.told_care_group.clone();
    let asked = outlook.asked.as_ref();
    let (tx, visit, token) = issue(ctx, app, &hall, &order, recognised, asked).await?;
    let rated = false;
    let ticket = Ticket { visit, rated, hall, rules, outlook, care_group, token };
    Ok(Change::new(tx, ticket))
}

/// Writes the visit with its number; the number is given out once, and only if this commits.
async fn issue(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    order: &Order,
    recognised: Recognised,
    asked: Option<&Asked>,
) -> Result<(WriteTx, Visit, TicketToken), LobbyError> {
    let Recognised { known, standing, told_care_group } = recognised;
    let service = hall.find_offered(order.service).ok_or(LobbyError::NotFound(Thing::Branch))?;
    let id = ctx.id();
    let token = TicketToken::draw(id, &ctx.ids);
    let digest = token.digest();
    let need = order.need.as_deref().map(str::trim).filter(|need| !need.is_empty());
    let need =
        need.map(|need| app.vault.seal(keep::NEED, id.uuid(), need)).transpose()?.map(Vec::from);
    let first = opening::admit(app, hall).await?;
    let tx = app.db.begin_write().await?;
    if first {
        opening::admit_first(&tx, app, hall).await?;
    }
    let number = rolls::next_number(&tx, hall, order.channel, &service.prefix).await?;
    let arrival = Arrival {
        id,
        branch: hall.id(),
        day: hall.day(),
        number,
        service: service.id,
        standing,
        customer: known.map(|known| known.customer_id),
        channel: order.channel,
    };
    let (mut visit, step) = Visit::take(arrival, ctx.now());
    visit.appointed = order.appointed.map(|(appointed, _)| appointed);
    let channel = order.channel.code();
    store::visits::insert(&tx, &visit, channel, digest, need, told_care_group, asked).await?;
    keep::step_of(&Writing { ctx, app, tx: &tx, hall }, &visit, step, None).await?;
    Ok((tx, visit, token))
}

fn check(
    ctx: &Ctx,
    hall: &Hall,
    rules: &LobbyRules,
    order: &Order,
) -> Result<Arc<Service>, LobbyError> {
    let mut fields = Fields::default();
    let service = hall.find_offered(order.service);
    fields.check(
        service.is_some(),
        "/service_id",
        "lobby.service_not_offered",
        "本网点不办理这项业务，请重新选择，或请大堂经理帮忙。",
        "This branch does not offer that service. Please choose again, or ask the lobby manager.",
    );
    if let Some(code) = &order.care_group {
        let by_staff = ctx.require_at(VISIT_ISSUE, hall.id()).is_ok();
        check_care_group(rules, code, by_staff, &mut fields);
    }
    let too_long = order.need.as_ref().is_some_and(|need| need.chars().count() > LONGEST_NEED);
    fields.check(
        !too_long,
        "/need",
        "lobby.need_too_long",
        "请把需求说得简短一些，不超过 500 字。",
        "Please say it in fewer words, at most 500 characters.",
    );
    let service = service.cloned();
    fields.into_result()?;
    service.ok_or(LobbyError::NotFound(Thing::Branch))
}

/// A care group must exist; one that goes before everybody is for staff to see, not for anybody to claim.
fn check_care_group(rules: &LobbyRules, code: &str, by_staff: bool, fields: &mut Fields) {
    let group = rules.find_care_group(code);
    fields.check(
        group.is_some(),
        "/care_group",
        "lobby.unknown_care_group",
        "没有这个关爱类别，请重新选择。",
        "There is no such care group. Please choose again.",
    );
    let urgent = group.is_some_and(|group| rules.is_urgent(&group.class));
    fields.check(
        !urgent || by_staff,
        "/care_group",
        "lobby.care_group_by_staff",
        "这种情况请直接请工作人员帮忙，会立即有人来。",
        "Please call a member of staff for this; somebody comes at once.",
    );
}

async fn recognise(
    ctx: &Ctx,
    app: &App,
    rules: &LobbyRules,
    service: &Service,
    order: &Order,
) -> Result<Recognised, LobbyError> {
    let (mut known, mut shown_age) = (None, None);
    if let Some(identity) = &order.identity {
        known = identify(app.db.reader(), ctx, app, identity).await?;
        shown_age = identity.age(ctx.now());
    }
    let told = Visitor {
        care_group: order.care_group.as_deref(),
        age: shown_age,
        service_class: service.class.as_deref(),
        appointment: order.appointed.is_some_and(|(_, counts)| counts),
        accessible: order.accessible,
        ..Visitor::default()
    };
    let told_care_group = classify(rules, &told).care_group;
    let visitor = Visitor {
        care_needs: known.as_ref().map_or(&[], |known| &known.care_needs),
        age: known.as_ref().and_then(|known| known.age).or(shown_age),
        tier: known.as_ref().map(|known| known.tier.as_str()),
        ..told
    };
    let standing = classify(rules, &visitor);
    Ok(Recognised { known, standing, told_care_group })
}

/// Shows a ticket to its holder.
///
/// # Errors
/// The token is not known; the database is away.
pub(crate) async fn show(ctx: &Ctx, app: &App, token: &str) -> Result<Ticket, LobbyError> {
    let (scene, kept, token) = match scene(ctx, app, token).await {
        Err(LobbyError::NotFound(Thing::Ticket)) => return Err(why_unknown(app, token).await?),
        found => found?,
    };
    scene.describe(ctx, app.db.reader(), kept, token).await
}

/// Leaves the line, by the visitor's own wish.
///
/// # Errors
/// The token is not known, or the visit is being served or over.
pub(crate) async fn leave(ctx: &Ctx, app: &App, token: &str) -> Result<Change<Ticket>, LobbyError> {
    change(ctx, app, token, |visit, _| Ok(visit.leave(LeftReason::Customer, ctx.now())?)).await
}

/// Asks to be called later.
///
/// # Errors
/// The token is not known, the visit does not wait, the time is not offered, or it was postponed too often.
pub(crate) async fn postpone(
    ctx: &Ctx,
    app: &App,
    token: &str,
    minutes: u32,
) -> Result<Change<Ticket>, LobbyError> {
    change(ctx, app, token, |visit, rules| {
        Ok(visit.postpone(minutes, &rules.postpone, ctx.now())?)
    })
    .await
}

/// Chooses what to do while the service is stopped; whoever wants something else that can be done keeps the place.
///
/// # Errors
/// The token is not known, the visit does not wait, its service is not stopped, or the other one is not to be had.
pub(crate) async fn choose(
    ctx: &Ctx,
    app: &App,
    token: &str,
    choice: IncidentChoice,
    other: Option<ServiceId>,
) -> Result<Change<Ticket>, LobbyError> {
    let (scene, kept, token) = scene(ctx, app, token).await?;
    let hall = &scene.hall;
    let incident = hall.find_incident(kept.visit.service).ok_or(LobbyError::NothingStopped)?.id;
    let to = match choice {
        IncidentChoice::Service => Some(instead(hall, other)?),
        _ => None,
    };
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let mut kept = held(store::visits::find(&tx, &Scope::All, token.id).await?, &token)?;
    if kept.visit.state_name() != StateName::Waiting {
        return Err(LobbyError::ChangedMeanwhile);
    }
    store::incidents::choose(&tx, incident, kept.visit.id, choice, ctx.now()).await?;
    let entry = Entry::new("incident.chosen").on("visit", kept.visit.id).branch(hall.id());
    app.audit.record(&tx, ctx, entry.detail(choice)).await?;
    if to.is_some() {
        let step = kept.visit.triage(Triage { service: to, standing: None }, ctx.now())?;
        keep::act(&Writing { ctx, app, tx: &tx, hall }, &mut kept, None, step, None).await?;
    }
    let ticket = scene.describe(ctx, &tx, kept, token).await?;
    Ok(Change::new(tx, ticket))
}

/// Checks what is wanted instead: it is offered here and can be done now.
fn instead(hall: &Hall, other: Option<ServiceId>) -> Result<ServiceId, LobbyError> {
    let mut fields = Fields::default();
    let can = |service: &ServiceId| {
        hall.find_offered(*service).is_some() && hall.find_incident(*service).is_none()
    };
    fields.check(
        other.as_ref().is_some_and(can),
        "/service_id",
        "incident.not_available",
        "这项业务现在也不能办理，请选择其他业务。",
        "This service is not available now either. Please choose another.",
    );
    fields.into_result()?;
    other.ok_or(LobbyError::NothingStopped)
}

async fn change(
    ctx: &Ctx,
    app: &App,
    token: &str,
    act: impl FnOnce(&mut Visit, &LobbyRules) -> Result<Step, LobbyError>,
) -> Result<Change<Ticket>, LobbyError> {
    let (scene, _, token) = scene(ctx, app, token).await?;
    let hall = &scene.hall;
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let mut kept = held(store::visits::find(&tx, &Scope::All, token.id).await?, &token)?;
    let before = kept.visit.busy_place();
    let step = act(&mut kept.visit, &scene.rules)?;
    keep::act(&Writing { ctx, app, tx: &tx, hall }, &mut kept, before, step, None).await?;
    let ticket = scene.describe(ctx, &tx, kept, token).await?;
    Ok(Change::new(tx, ticket))
}

/// What a ticket is seen before: its branch, the rules there, who is on duty.
struct Scene {
    hall: Hall,
    rules: Arc<LobbyRules>,
    duty: Arc<Duty>,
}

/// Reads what a ticket is seen before, and checks its token; asked before a write begins.
async fn scene(
    ctx: &Ctx,
    app: &App,
    token: &str,
) -> Result<(Scene, Kept, TicketToken), LobbyError> {
    let token = TicketToken::parse(token).ok_or(LobbyError::NotFound(Thing::Ticket))?;
    let kept = held(store::visits::find(app.db.reader(), &Scope::All, token.id).await?, &token)?;
    let counter = kept.visit.busy_place().map(|place| place.counter);
    let hall = Hall::load(app, kept.visit.branch, ctx.now()).await?;
    let hall = hall.knowing(app, counter.as_slice()).await?;
    let (rules, duty) = (rules(app, &hall.branch)?, Duty::shared(app, &hall, ctx.now()).await?);
    Ok((Scene { hall, rules, duty }, kept, token))
}

fn held(kept: Option<Kept>, token: &TicketToken) -> Result<Kept, LobbyError> {
    kept.filter(|kept| token.matches(&kept.token_digest)).ok_or(LobbyError::NotFound(Thing::Ticket))
}

/// Finds the visit of a token; `None` for a token that was never issued.
pub(crate) async fn find_by_token(app: &App, token: &str) -> Result<Option<Kept>, LobbyError> {
    let Some(token) = TicketToken::parse(token) else { return Ok(None) };
    let kept = store::visits::find(app.db.reader(), &Scope::All, token.id).await?;
    Ok(kept.filter(|kept| token.matches(&kept.token_digest)))
}

impl Scene {
    async fn describe(
        self,
        ctx: &Ctx,
        db: &impl ConnectionTrait,
        kept: Kept,
        token: TicketToken,
    ) -> Result<Ticket, LobbyError> {
        let Self { hall, rules, duty } = self;
        let Kept { visit, rated, told_care_group, .. } = kept;
        // Staff who took the group away have seen that it was an error.
        let care_group = told_care_group.filter(|_| visit.standing.care_group.is_some());
        let waits = visit.state_name() == StateName::Waiting && visit.day == hall.day();
        let outlook = match hall.find_service(visit.service).filter(|_| waits) {
            Some(service) => {
                let who = (visit.standing.class.as_str(), visit.queued_at());
                duty.outlook(db, &hall, &rules, service, who, ctx.now()).await?
            }
            None => Outlook::NONE,
        };
        Ok(Ticket { visit, rated, hall, rules, outlook, care_group, token })
    }
}
