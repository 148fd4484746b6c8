//! Everything that staff do with a visit.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{CounterId, ServiceId, StaffId, VisitId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Patch, Path, Problem, Problems};

use super::visit::VisitView;
use crate::model::step::GuidanceOutcome;
use crate::service::acts::{self, Reclass, TransferTo};
use crate::service::calling;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(call_visit))
        .routes(routes!(recall_visit))
        .routes(routes!(serve_visit))
        .routes(routes!(miss_visit))
        .routes(routes!(park_visit))
        .routes(routes!(unpark_visit))
        .routes(routes!(transfer_visit))
        .routes(routes!(finish_visit))
        .routes(routes!(triage_visit))
        .routes(routes!(guide_visit))
        .routes(routes!(leave_visit))
}

/// Why a visit is set aside.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ParkVisit {
    /// A code of the rules.
    reason: Option<String>,
    /// A remark; kept sealed.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// Where a visit goes; exactly one of service, person and counter.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TransferVisit {
    /// To whoever renders this service.
    service_id: Option<ServiceId>,
    /// To this person, who must be on duty.
    staff_id: Option<StaffId>,
    /// To this counter, which must be staffed.
    counter_id: Option<CounterId>,
    /// A remark for whoever takes over; kept sealed.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// What came of a service.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct FinishVisit {
    /// A code of the rules; the first of them when absent.
    outcome: Option<String>,
    /// What the customer does next, codes of the rules; shown on the phone page.
    next_steps: Vec<String>,
    /// A remark; kept sealed.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// What triage changes; what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TriageVisit {
    /// The service now wanted.
    service_id: Option<ServiceId>,
    /// The care group; `null` takes it away.
    care_group: Patch<String>,
    /// Whether large type and an accessible counter are wanted.
    accessible: Option<bool>,
    /// The class, when the rules are to be overruled.
    class: Option<String>,
}

/// A suggestion to use a machine or the app.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GuideVisit {
    /// Which, a code of the rules.
    kind: String,
    /// What came of it.
    outcome: GuidanceOutcome,
    /// Whether the customer asked for the machine; a care customer keeps the counter otherwise.
    #[serde(default)]
    customer_asked: bool,
}

type Answered = Result<Answer<VisitView>, Problem>;

/// Calls a waiting or parked visit that the caller chose to the caller's own counter.
///
/// The record says that it was chosen by hand.
#[utoipa::path(post, path = "/visits/{visit_id}/call", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The called visit.", body = VisitView), Problems))]
async fn call_visit(ctx: Ctx, State(app): State<App>, Path(id): Path<VisitId>) -> Answered {
    let visit = calling::call_by_hand(&ctx, &app, id).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Calls the number again; the customer gets time to walk between two calls.
#[utoipa::path(post, path = "/visits/{visit_id}/recall", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The called visit.", body = VisitView), Problems))]
async fn recall_visit(ctx: Ctx, State(app): State<App>, Path(id): Path<VisitId>) -> Answered {
    let visit = acts::recall(&ctx, &app, id).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Begins service: the customer stands at the counter.
#[utoipa::path(post, path = "/visits/{visit_id}/serve", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The visit being served.", body = VisitView), Problems))]
async fn serve_visit(ctx: Ctx, State(app): State<App>, Path(id): Path<VisitId>) -> Answered {
    let visit = acts::serve(&ctx, &app, id).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Gives up on a customer who did not come; only after enough recalls.
#[utoipa::path(post, path = "/visits/{visit_id}/no-show", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The visit that is over.", body = VisitView), Problems))]
async fn miss_visit(ctx: Ctx, State(app): State<App>, Path(id): Path<VisitId>) -> Answered {
    let visit = acts::miss(&ctx, &app, id).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Sets a visit aside, for example to fill in a form.
///
/// The counter becomes free; the customer keeps the number.
#[utoipa::path(post, path = "/visits/{visit_id}/park", tag = "visits", request_body = ParkVisit,
    security(("session" = ["visit:call"])),
    params(("visit_id" = VisitId, Path)),
    responses((status = 200, description = "The parked visit.", body = VisitView), Problems))]
async fn park_visit(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    Json(body): Json<ParkVisit>,
) -> Answered {
    let visit = acts::park(&ctx, &app, id, body.reason, body.note).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Puts a parked visit back into the line, with the time it had waited before.
#[utoipa::path(post, path = "/visits/{visit_id}/unpark", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The waiting visit.", body = VisitView), Problems))]
async fn unpark_visit(ctx: Ctx, State(app): State<App>, Path(id): Path<VisitId>) -> Answered {
    let visit = acts::unpark(&ctx, &app, id).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Hands a visit on to a service, a person or a counter.
///
/// It waits again, with the time it had waited before; a person or counter is given up when they leave.
#[utoipa::path(post, path = "/visits/{visit_id}/transfer", tag = "visits", request_body = TransferVisit,
    security(("session" = ["visit:call"])),
    params(("visit_id" = VisitId, Path)),
    responses((status = 200, description = "The waiting visit.", body = VisitView), Problems))]
async fn transfer_visit(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    Json(body): Json<TransferVisit>,
) -> Answered {
    let visit = acts::transfer(&ctx, &app, id, body.into()).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Ends service.
#[utoipa::path(post, path = "/visits/{visit_id}/finish", tag = "visits", request_body = FinishVisit,
    security(("session" = ["visit:call"])),
    params(("visit_id" = VisitId, Path)),
    responses((status = 200, description = "The finished visit.", body = VisitView), Problems))]
async fn finish_visit(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    Json(body): Json<FinishVisit>,
) -> Answered {
    let visit = acts::finish(&ctx, &app, id, body.outcome, body.next_steps, body.note).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Corrects what a visitor wants or how the visitor is classed.
#[utoipa::path(post, path = "/visits/{visit_id}/triage", tag = "visits", request_body = TriageVisit,
    security(("session" = ["visit:triage"])),
    params(("visit_id" = VisitId, Path)),
    responses((status = 200, description = "The visit.", body = VisitView), Problems))]
async fn triage_visit(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    Json(body): Json<TriageVisit>,
) -> Answered {
    let visit = acts::triage(&ctx, &app, id, body.into()).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Notes that a machine or the app was suggested, and what came of it.
///
/// `done` ends the visit. Care customers keep the counter unless they asked for the machine, and those whom the rules
/// exclude never count in figures on diversion.
#[utoipa::path(post, path = "/visits/{visit_id}/guidance", tag = "visits", request_body = GuideVisit,
    security(("session" = ["visit:triage"])),
    params(("visit_id" = VisitId, Path)),
    responses((status = 200, description = "The visit.", body = VisitView), Problems))]
async fn guide_visit(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    Json(body): Json<GuideVisit>,
) -> Answered {
    let visit = acts::guide(&ctx, &app, id, body.kind, body.outcome, body.customer_asked).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

/// Notes that a visitor left without being served.
#[utoipa::path(post, path = "/visits/{visit_id}/leave", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:triage"]), ("session" = ["visit:call"])),
    responses((status = 200, description = "The visit that is over.", body = VisitView), Problems))]
async fn leave_visit(ctx: Ctx, State(app): State<App>, Path(id): Path<VisitId>) -> Answered {
    let visit = acts::leave(&ctx, &app, id).await?;
    web::answer(&ctx, visit, |record| VisitView::of(&ctx, &record)).await
}

impl From<TransferVisit> for TransferTo {
    fn from(body: TransferVisit) -> Self {
        Self {
            service: body.service_id,
            staff: body.staff_id,
            counter: body.counter_id,
            note: body.note,
        }
    }
}

impl From<TriageVisit> for Reclass {
    fn from(body: TriageVisit) -> Self {
        let TriageVisit { service_id, care_group, accessible, class } = body;
        Self { service: service_id, care_group, accessible, class }
    }
}
