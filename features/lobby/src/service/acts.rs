//! Everything that staff do with a visit after it was called, and before: park, hand on, finish, triage, guide.

use std::sync::Arc;

use access::{Ctx, Scope};
use app::App;
use db::{Change, WriteTx};
use kernel::{CounterId, ServiceId, StaffId, VisitId};
use web::{Fields, Patch};

use super::hall::{Hall, rules};
use super::keep::{self, Writing};
use super::learn;
use super::record::{VisitRecord, assemble, hall_of, hand};
use crate::error::{LobbyError, Thing};
use crate::model::actions::{Guidance, Target, Triage};
use crate::model::class::{Visitor, classify};
use crate::model::place::{Hand, Place, Reserved};
use crate::model::refusal::Refusal;
use crate::model::rules::{LobbyRules, Named, knows};
use crate::model::step::{GuidanceOutcome, Step};
use crate::model::visit::{LeftReason, Visit, VisitStanding};
use crate::permissions::{VISIT_CALL, VISIT_TRIAGE};
use crate::store;
use crate::store::convert::Kept;

/// The longest remark, in characters.
const LONGEST_NOTE: usize = 500;

/// An act on a visit, in progress.
struct Acting {
    tx: WriteTx,
    hall: Hall,
    rules: Arc<LobbyRules>,
    kept: Kept,
    before: Option<Place>,
    hand: Hand,
}

/// Calls the number again.
pub(crate) async fn recall(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
) -> Result<Change<VisitRecord>, LobbyError> {
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    let step = acting.kept.visit.recall(acting.hand, &acting.rules.calling, ctx.now())?;
    done(ctx, app, acting, step, None).await
}

/// Begins service.
pub(crate) async fn serve(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
) -> Result<Change<VisitRecord>, LobbyError> {
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    let step = acting.kept.visit.serve(acting.hand, ctx.now())?;
    done(ctx, app, acting, step, None).await
}

/// Gives up on somebody who did not come.
pub(crate) async fn miss(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
) -> Result<Change<VisitRecord>, LobbyError> {
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    let step = acting.kept.visit.miss(acting.hand, &acting.rules.calling, ctx.now())?;
    done(ctx, app, acting, step, None).await
}

/// Sets a visit aside.
pub(crate) async fn park(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
    reason: Option<String>,
    note: Option<String>,
) -> Result<Change<VisitRecord>, LobbyError> {
    check_note(note.as_deref())?;
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    let parking = &acting.rules.park;
    known(&parking.reasons, reason.as_deref(), "/reason")?;
    if let Some(place) = acting.before {
        let parked =
            store::line::parked_by(&acting.tx, acting.hall.id(), acting.hall.day(), place.counter)
                .await?;
        if parked >= u64::from(parking.per_counter) {
            return Err(Refusal::ParkedMany { limit: parking.per_counter }.into());
        }
    }
    let step = acting.kept.visit.park(acting.hand, reason, ctx.now())?;
    done(ctx, app, acting, step, note.as_deref()).await
}

/// Puts a parked visit back into the line.
pub(crate) async fn unpark(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
) -> Result<Change<VisitRecord>, LobbyError> {
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    let step = acting.kept.visit.unpark(ctx.now())?;
    done(ctx, app, acting, step, None).await
}

/// Where a visit is to be handed on to, as it was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct TransferTo {
    /// To whoever renders this service.
    pub(crate) service: Option<ServiceId>,
    /// To this person.
    pub(crate) staff: Option<StaffId>,
    /// To this counter.
    pub(crate) counter: Option<CounterId>,
    /// A remark for whoever takes over.
    pub(crate) note: Option<String>,
}

/// Hands a visit on.
pub(crate) async fn transfer(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
    to: TransferTo,
) -> Result<Change<VisitRecord>, LobbyError> {
    check_note(to.note.as_deref())?;
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    let target = target(&acting, &to).await?;
    let step = acting.kept.visit.transfer(acting.hand, target, ctx.now())?;
    done(ctx, app, acting, step, to.note.as_deref()).await
}

async fn target(acting: &Acting, to: &TransferTo) -> Result<Target, LobbyError> {
    match (to.service, to.staff, to.counter) {
        (Some(service), None, None) => {
            offered(&acting.hall, service)?;
            Ok(Target::Service(service))
        }
        (None, Some(staff), None) => {
            let seat = store::counters::find_of_staff(&acting.tx, staff).await?;
            seat.filter(|seat| acting.hall.uses(seat.id)).ok_or(Refusal::TransferOffDuty)?;
            Ok(Target::Kept(Reserved::Staff(staff)))
        }
        (None, None, Some(counter)) => {
            let seat = store::counters::find(&acting.tx, counter).await?;
            seat.filter(|seat| acting.hall.uses(seat.id) && seat.staff().is_some())
                .ok_or(Refusal::TransferOffDuty)?;
            Ok(Target::Kept(Reserved::Counter(counter)))
        }
        _ => Err(Refusal::TransferNowhere { number: acting.kept.visit.number.clone() }.into()),
    }
}

/// Ends service; without an outcome the first of the rules is meant.
pub(crate) async fn finish(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
    outcome: Option<String>,
    next_steps: Vec<String>,
    note: Option<String>,
) -> Result<Change<VisitRecord>, LobbyError> {
    check_note(note.as_deref())?;
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_CALL)?).await?;
    known(&acting.rules.outcomes, outcome.as_deref(), "/outcome")?;
    for (index, code) in next_steps.iter().enumerate() {
        known(&acting.rules.next_steps, Some(code), &format!("/next_steps/{index}"))?;
    }
    let usual = || acting.rules.outcomes.first().map(|outcome| outcome.code.clone());
    let outcome = outcome.or_else(usual).unwrap_or_default();
    let began = acting.kept.visit.since();
    let step = acting.kept.visit.finish(acting.hand, outcome, next_steps, ctx.now())?;
    learn::finished(&acting.tx, &acting.hall, acting.kept.visit.service, (began, step.at)).await?;
    done(ctx, app, acting, step, note.as_deref()).await
}

/// Notes that somebody left without being served.
pub(crate) async fn leave(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
) -> Result<Change<VisitRecord>, LobbyError> {
    let scope = ctx.require(VISIT_TRIAGE).or_else(|_| ctx.require(VISIT_CALL))?;
    let mut acting = begin(ctx, app, id, scope).await?;
    let step = acting.kept.visit.leave(LeftReason::Staff, ctx.now())?;
    done(ctx, app, acting, step, None).await
}

/// What triage is to change, as it was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reclass {
    /// The service now wanted.
    pub(crate) service: Option<ServiceId>,
    /// The care group; null takes it away.
    pub(crate) care_group: Patch<String>,
    /// Whether large type and an accessible counter are wanted.
    pub(crate) accessible: Option<bool>,
    /// The class, when the rules are to be overruled.
    pub(crate) class: Option<String>,
}

/// Corrects what a visitor wants or how the visitor is classed.
pub(crate) async fn triage(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
    reclass: Reclass,
) -> Result<Change<VisitRecord>, LobbyError> {
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_TRIAGE)?).await?;
    if let Some(service) = reclass.service {
        offered(&acting.hall, service)?;
    }
    check_codes(&acting.rules, &reclass)?;
    let standing = standing(&acting, &reclass);
    let triage = Triage { service: reclass.service, standing: Some(standing) };
    let step = acting.kept.visit.triage(triage, ctx.now())?;
    done(ctx, app, acting, step, None).await
}

fn check_codes(rules: &LobbyRules, reclass: &Reclass) -> Result<(), LobbyError> {
    let mut fields = Fields::default();
    let class = reclass.class.as_deref();
    fields.check(
        class.is_none_or(|class| rules.dispatch.policy.find_class(class).is_some()),
        "/class",
        "lobby.unknown_class",
        "没有这个类别，请从列表中选择。",
        "There is no such class. Please choose one of the list.",
    );
    fields.check(
        reclass.care_group.value().is_none_or(|group| rules.find_care_group(group).is_some()),
        "/care_group",
        "lobby.unknown_care_group",
        "没有这个关爱类别，请重新选择。",
        "There is no such care group. Please choose again.",
    );
    Ok(fields.into_result()?)
}

/// Classes the visitor anew where the need or the care group changed; a class that was named overrules the rules.
fn standing(acting: &Acting, reclass: &Reclass) -> VisitStanding {
    let visit = &acting.kept.visit;
    let mut care_group = visit.standing.care_group.clone();
    let regrouped = !reclass.care_group.is_absent();
    reclass.care_group.clone().apply(&mut care_group);
    let accessible = reclass.accessible.unwrap_or(visit.standing.accessible);
    let mut standing =
        VisitStanding { care_group: care_group.clone(), accessible, ..visit.standing.clone() };
    if regrouped || reclass.service.is_some() {
        let service = acting.hall.find_service(reclass.service.unwrap_or(visit.service));
        let visitor = Visitor {
            care_group: care_group.as_deref(),
            tier: visit.standing.tier.as_deref(),
            service_class: service.and_then(|service| service.class.as_deref()),
            accessible,
            ..Visitor::default()
        };
        standing = classify(&acting.rules, &visitor);
    }
    if let Some(class) = &reclass.class {
        standing.class.clone_from(class);
    }
    standing
}

/// Notes that a machine or the app was suggested, and what came of it.
pub(crate) async fn guide(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
    machine: String,
    outcome: GuidanceOutcome,
    customer_asked: bool,
) -> Result<Change<VisitRecord>, LobbyError> {
    let mut acting = begin(ctx, app, id, ctx.require(VISIT_TRIAGE)?).await?;
    known(&acting.rules.guidance.kinds, Some(&machine), "/kind")?;
    let group = care_group_of(&acting.rules, &acting.kept.visit);
    let guidance = Guidance {
        machine,
        outcome,
        customer_asked,
        never_machine_only: group.is_some() && acting.rules.guidance.care_groups_never_machine_only,
        counted: !group.is_some_and(|group| group.excluded_from_diversion),
    };
    let step = acting.kept.visit.guide(guidance.clone(), ctx.now())?;
    store::guidance::save(&acting.tx, &acting.kept.visit, &guidance, ctx.staff().ok(), step.at)
        .await?;
    done(ctx, app, acting, step, None).await
}

fn care_group_of<'a>(
    rules: &'a LobbyRules,
    visit: &Visit,
) -> Option<&'a crate::model::rules::CareGroup> {
    visit.standing.care_group.as_deref().and_then(|code| rules.find_care_group(code))
}

async fn begin(ctx: &Ctx, app: &App, id: VisitId, scope: Scope) -> Result<Acting, LobbyError> {
    let hall = hall_of(ctx, app, app.db.reader(), &scope, id).await?;
    let (rules, hand) = (rules(app, &hall.branch)?, hand(ctx, hall.id())?);
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let kept =
        store::visits::find(&tx, &scope, id).await?.ok_or(LobbyError::NotFound(Thing::Visit))?;
    let before = kept.visit.busy_place();
    Ok(Acting { tx, hall, rules, kept, before, hand })
}

async fn done(
    ctx: &Ctx,
    app: &App,
    acting: Acting,
    step: Step,
    note: Option<&str>,
) -> Result<Change<VisitRecord>, LobbyError> {
    let Acting { tx, hall, rules, mut kept, before, .. } = acting;
    keep::act(&Writing { ctx, app, tx: &tx, hall: &hall }, &mut kept, before, step, note).await?;
    let record = assemble(ctx, app, &tx, hall, rules, kept, false).await?;
    Ok(Change::new(tx, record))
}

fn offered(hall: &Hall, service: ServiceId) -> Result<(), LobbyError> {
    let mut fields = Fields::default();
    fields.check(
        hall.find_offered(service).is_some(),
        "/service_id",
        "lobby.service_not_offered",
        "本网点不办理这项业务，请重新选择。",
        "This branch does not offer that service. Please choose again.",
    );
    Ok(fields.into_result()?)
}

fn check_note(note: Option<&str>) -> Result<(), LobbyError> {
    let mut fields = Fields::default();
    fields.check(
        note.is_none_or(|note| note.chars().count() <= LONGEST_NOTE),
        "/note",
        "lobby.note_too_long",
        "备注请不超过 500 字。",
        "A remark has at most 500 characters.",
    );
    Ok(fields.into_result()?)
}

/// Checks a code against a list of the rules; none is fine.
fn known(list: &[Named], code: Option<&str>, pointer: &str) -> Result<(), LobbyError> {
    let mut fields = Fields::default();
    fields.check(
        code.is_none_or(|code| knows(list, code)),
        pointer,
        "lobby.unknown_code",
        "请从列表中选择一项。",
        "Please choose an entry of the list.",
    );
    Ok(fields.into_result()?)
}
