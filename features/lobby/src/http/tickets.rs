//! Taking a number, and what its holder can do with it.

use std::time::Duration;

use access::rate::RateClass;
use access::{ClientAddress, Ctx};
use app::App;
use axum::extract::State;
use customers::api::Identity;
use kernel::{BranchId, ServiceId, Timestamp, VisitId};
use organisation::api::Counter;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use super::incidents::IncidentNoteView;
use super::parts::{
    CodeView, HallBranchView, NameView, SelfServiceView, ServiceNameView, WaitView,
};
use crate::model::incident::IncidentChoice;
use crate::model::rules::LobbyRules;
use crate::model::step::Channel;
use crate::model::visit::{Ending, State as VisitState, StateName, Visit};
use crate::service::tickets::{self, Order, Ticket};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take_ticket))
        .routes(routes!(show_ticket))
        .routes(routes!(leave_line))
        .routes(routes!(postpone_ticket))
        .routes(routes!(choose_meanwhile))
}

/// What a visitor asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakeTicket {
    /// What is wanted.
    service_id: ServiceId,
    /// By what the visitor wants to be recognised; nobody has to be.
    #[serde(default)]
    identity: Option<Identity>,
    /// The care group that the visitor chose.
    #[serde(default)]
    care_group: Option<String>,
    /// Whether large type and an accessible counter are wanted.
    #[serde(default)]
    accessible: bool,
    /// The need in plain words, at most 500 characters; kept sealed.
    #[serde(default)]
    #[schema(max_length = 500)]
    need: Option<String>,
    /// Through what the number is taken; `staff` needs the permission `visit:issue`.
    #[serde(default)]
    channel: Channel,
}

/// What a visitor does while the service is stopped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChooseMeanwhile {
    /// What was chosen.
    choice: IncidentChoice,
    /// What is wanted instead, with the choice `service`.
    #[serde(default)]
    service_id: Option<ServiceId>,
}

/// A number as its holder sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketView {
    /// The visit.
    visit_id: VisitId,
    /// The secret of the holder; whoever has it may look, postpone and leave.
    token: String,
    /// The number.
    number: String,
    /// What is happening.
    state: StateName,
    /// Where.
    branch: HallBranchView,
    /// What is wanted.
    service: ServiceNameView,
    /// What to have ready.
    papers: Vec<NameView>,
    /// A machine or the app that does it too; `null` with a care group, whose members are never sent away from the counter.
    self_service: Option<SelfServiceView>,
    /// How many will be called first, as things stand.
    ahead: u32,
    /// How long it will probably take; `null` when nobody is on duty for it, or the visit does not wait.
    wait: Option<WaitView>,
    /// `false` while the visit waits and nobody who is on duty, or should be by the shifts of this hour, could take it.
    staffed: bool,
    /// What keeps the service from being rendered while the visit waits; the place is kept.
    incident: Option<IncidentNoteView>,
    /// Where to go; `null` until the number is called.
    counter: Option<TicketCounterView>,
    /// The care group, when the visitor chose it or the shown document tells it; never what only the bank knows.
    care_group: Option<CodeView>,
    /// Whether large type and an accessible counter are wanted.
    accessible: bool,
    /// When the number was taken.
    issued_at: Timestamp,
    /// When it was called last.
    called_at: Option<Timestamp>,
    /// How often it was called.
    calls: u32,
    /// Until when the call is postponed.
    postponed_until: Option<Timestamp>,
    /// The path of the phone page.
    phone_path: String,
    /// The whole address of the phone page, for the code on the slip.
    phone_url: String,
    /// The live topic of this ticket.
    topic: String,
    /// Whether a rating is asked for.
    rating: TicketRatingView,
    /// What to do next, after service.
    next_steps: Vec<NameView>,
    /// The day of the branch for which the number counts.
    business_day: String,
}

/// The counter that calls.
#[derive(Debug, Serialize, ToSchema)]
struct TicketCounterView {
    /// Its number.
    number: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
}

/// Whether a rating is asked for.
#[derive(Debug, Serialize, ToSchema)]
struct TicketRatingView {
    /// The visit is over and can still be rated.
    due: bool,
    /// It was rated.
    given: bool,
}

/// By how much the call is to be postponed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PostponeTicket {
    /// Minutes; the rules of the hall say which are offered, usually 5, 10 and 15.
    minutes: u32,
}

/// Takes a number.
///
/// A repetition with the same `Idempotency-Key` gets the same number.
#[utoipa::path(post, path = "/public/branches/{branch_id}/tickets", tag = "tickets", request_body = TakeTicket,
    security(()),
    params(("branch_id" = BranchId, Path)),
    responses((status = 201, description = "The number.", body = TicketView), Problems))]
async fn take_ticket(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<TakeTicket>,
) -> Result<Answer<TicketView>, Problem> {
    limit(&ctx, &app, client)?;
    let ticket = tickets::take(&ctx, &app, branch, body.into()).await?;
    web::created(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

/// Shows a ticket to its holder.
#[utoipa::path(get, path = "/public/tickets/{token}", tag = "tickets", params(("token" = String, Path)),
    security(()),
    responses((status = 200, description = "The ticket as it stands.", body = TicketView), Problems))]
async fn show_ticket(
    ctx: Ctx,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Json<TicketView>, Problem> {
    let ticket = tickets::show(&ctx, &app, &token).await?;
    Ok(Json(TicketView::of(&ctx, &app, ticket)))
}

/// Leaves the line.
///
/// The number is gone; who comes back takes a new one.
#[utoipa::path(post, path = "/public/tickets/{token}/leave", tag = "tickets", params(("token" = String, Path)),
    security(()),
    responses((status = 200, description = "The ticket that is over.", body = TicketView), Problems))]
async fn leave_line(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Answer<TicketView>, Problem> {
    limit(&ctx, &app, client)?;
    let ticket = tickets::leave(&ctx, &app, &token).await?;
    web::answer(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

/// Asks to be called later.
///
/// The place in the line is kept; until then the number is not called.
#[utoipa::path(post, path = "/public/tickets/{token}/postpone", tag = "tickets", request_body = PostponeTicket,
    security(()),
    params(("token" = String, Path)),
    responses((status = 200, description = "The postponed ticket.", body = TicketView), Problems))]
async fn postpone_ticket(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
    Json(body): Json<PostponeTicket>,
) -> Result<Answer<TicketView>, Problem> {
    limit(&ctx, &app, client)?;
    let ticket = tickets::postpone(&ctx, &app, &token, body.minutes).await?;
    web::answer(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

/// Chooses what to do while the service is stopped by an incident.
///
/// Whoever waits, goes elsewhere or makes an appointment keeps the number; whoever wants something else that can be done
/// keeps the time waited.
#[utoipa::path(post, path = "/public/tickets/{token}/meanwhile", tag = "tickets", request_body = ChooseMeanwhile,
    security(()),
    params(("token" = String, Path)),
    responses((status = 200, description = "The ticket as it stands.", body = TicketView), Problems))]
async fn choose_meanwhile(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
    Json(body): Json<ChooseMeanwhile>,
) -> Result<Answer<TicketView>, Problem> {
    limit(&ctx, &app, client)?;
    let ChooseMeanwhile { choice, service_id } = body;
    let ticket = tickets::choose(&ctx, &app, &token, choice, service_id).await?;
    web::answer(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

/// Strangers may not ask too often; whoever has signed in is known by name.
pub(super) fn limit(ctx: &Ctx, app: &App, client: ClientAddress) -> Result<(), Problem> {
    if ctx.staff().is_err() {
        app.access.rates.check(RateClass::Ticket, client.0, ctx.now())?;
    }
    Ok(())
}

impl From<TakeTicket> for Order {
    fn from(body: TakeTicket) -> Self {
        let TakeTicket { service_id, identity, care_group, accessible, need, channel } = body;
        let appointed = None;
        Self { service: service_id, identity, care_group, accessible, need, channel, appointed }
    }
}

impl TicketView {
    /// Shows a ticket.
    pub(super) fn of(ctx: &Ctx, app: &App, ticket: Ticket) -> Self {
        let Ticket { visit, rated, hall, rules, outlook, care_group, token } = ticket;
        let token = token.reveal();
        let phone_path = format!("/phone/{token}");
        let service = hall.find_service(visit.service);
        let care_group = care_group.as_deref().and_then(|code| rules.find_care_group(code));
        let machine = service
            .and_then(|service| service.self_service.as_ref())
            .filter(|_| care_group.is_none());
        let called_to = visit.busy_place().and_then(|place| hall.find_counter(place.counter));
        let (next_steps, due) = after_service(ctx, &visit, rated, &rules);
        let waits = matches!(visit.state_name(), StateName::Waiting | StateName::Parked);
        Self {
            visit_id: visit.id,
            phone_url: format!("{}{phone_path}", app.config.public_url.trim_end_matches('/')),
            phone_path,
            topic: crate::events::ticket_topic(visit.id),
            token,
            number: visit.number.to_string(),
            state: visit.state_name(),
            branch: hall.branch.as_ref().into(),
            service: ServiceNameView::of(&hall, visit.service),
            papers: service
                .iter()
                .flat_map(|service| &service.papers)
                .map(NameView::from)
                .collect(),
            self_service: machine.map(SelfServiceView::from),
            ahead: outlook.ahead,
            wait: outlook.wait.map(WaitView::from),
            staffed: outlook.staffed,
            incident: hall
                .find_incident(visit.service)
                .filter(|_| waits)
                .map(IncidentNoteView::from),
            counter: called_to.map(|counter| TicketCounterView::from(counter.as_ref())),
            care_group: care_group.map(CodeView::from),
            accessible: visit.standing.accessible,
            issued_at: visit.arrived_at,
            called_at: visit.last_called_at,
            calls: visit.calls,
            postponed_until: visit.postponed_until(),
            rating: TicketRatingView { due, given: rated },
            next_steps,
            business_day: visit.day.to_string(),
        }
    }
}

/// Returns what the customer does next, and whether a rating is still asked for; nothing before service has ended.
fn after_service(
    ctx: &Ctx,
    visit: &Visit,
    rated: bool,
    rules: &LobbyRules,
) -> (Vec<NameView>, bool) {
    let VisitState::Ended(Ending::Finished { next_steps, .. }) = visit.state() else {
        return (Vec::new(), false);
    };
    let known = rules.next_steps.iter().filter(|step| next_steps.contains(&step.code));
    let open_for = Duration::from_secs(u64::from(rules.rating.open_for_s));
    (known.map(NameView::from).collect(), !rated && ctx.now() <= visit.since() + open_for)
}

impl From<&Counter> for TicketCounterView {
    fn from(counter: &Counter) -> Self {
        Self {
            number: counter.number.clone(),
            name: counter.name.clone(),
            name_en: counter.name_en.clone(),
        }
    }
}
