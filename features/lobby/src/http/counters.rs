//! Sitting down at a counter, leaving it, pauses, and calling the next.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, CounterId, ServiceId, Timestamp};
use queueing::Idle;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use super::people::StaffNameView;
use super::visit::VisitView;
use crate::model::counter::CounterStateName;
use crate::service::calling::{self, Called};
use crate::service::counters::{self, CounterNow};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open_counter))
        .routes(routes!(close_counter))
        .routes(routes!(pause_counter))
        .routes(routes!(resume_counter))
        .routes(routes!(call_next))
}

/// A counter as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CounterNowView {
    /// Its id.
    id: CounterId,
    /// Its number.
    number: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// Where.
    branch_id: BranchId,
    /// What happens there.
    state: CounterStateName,
    /// Since when.
    since: Timestamp,
    /// Why it pauses, a code of the rules.
    pause_reason: Option<String>,
    /// Who sits there.
    staff: Option<StaffNameView>,
    /// What it does; empty means everything that the branch offers.
    service_ids: Vec<ServiceId>,
}

/// Why a counter pauses.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PauseCounter {
    /// A code of the rules.
    reason: String,
}

/// Whom a counter called.
#[derive(Debug, Serialize, ToSchema)]
struct CalledView {
    /// The visit; `null` when nobody could be called.
    visit: Option<VisitView>,
    /// Why nobody could be called.
    idle: Option<IdleView>,
}

/// Why nobody could be called.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum IdleView {
    /// Nobody waits who may be called now.
    NobodyWaiting,
    /// Somebody waits, but for what this counter or person does not do.
    NoSkill,
}

/// Sits down at a counter.
///
/// A colleague who left it free or paused is relieved. One person sits at one counter.
#[utoipa::path(post, path = "/counters/{counter_id}/open", tag = "counters", params(("counter_id" = CounterId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The open counter.", body = CounterNowView), Problems))]
async fn open_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
) -> Result<Answer<CounterNowView>, Problem> {
    let counter = counters::open(&ctx, &app, id).await?;
    web::answer(&ctx, counter, CounterNowView::from).await
}

/// Leaves a counter; not while a customer is called or served.
#[utoipa::path(post, path = "/counters/{counter_id}/close", tag = "counters", params(("counter_id" = CounterId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The closed counter.", body = CounterNowView), Problems))]
async fn close_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
) -> Result<Answer<CounterNowView>, Problem> {
    let counter = counters::close(&ctx, &app, id).await?;
    web::answer(&ctx, counter, CounterNowView::from).await
}

/// Stops calling for a while, for a reason that everybody who runs the hall sees.
#[utoipa::path(post, path = "/counters/{counter_id}/pause", tag = "counters", request_body = PauseCounter,
    security(("session" = ["visit:call"])),
    params(("counter_id" = CounterId, Path)),
    responses((status = 200, description = "The paused counter.", body = CounterNowView), Problems))]
async fn pause_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
    Json(body): Json<PauseCounter>,
) -> Result<Answer<CounterNowView>, Problem> {
    let counter = counters::pause(&ctx, &app, id, body.reason).await?;
    web::answer(&ctx, counter, CounterNowView::from).await
}

/// Goes on after a pause.
#[utoipa::path(post, path = "/counters/{counter_id}/resume", tag = "counters", params(("counter_id" = CounterId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "The free counter.", body = CounterNowView), Problems))]
async fn resume_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
) -> Result<Answer<CounterNowView>, Problem> {
    let counter = counters::resume(&ctx, &app, id).await?;
    web::answer(&ctx, counter, CounterNowView::from).await
}

/// Calls the visit that the rules put first for this counter.
///
/// The answer says why it was this one. When nobody can be called, `idle` says why.
/// Two counters never get the same visit.
#[utoipa::path(post, path = "/counters/{counter_id}/call-next", tag = "counters", params(("counter_id" = CounterId, Path)),
    security(("session" = ["visit:call"])),
    responses((status = 200, description = "Whom the counter called.", body = CalledView), Problems))]
async fn call_next(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
) -> Result<Answer<CalledView>, Problem> {
    let called = calling::call_next(&ctx, &app, id).await?;
    web::answer(&ctx, called, |called| CalledView::of(&ctx, called)).await
}

impl From<CounterNow> for CounterNowView {
    fn from(now: CounterNow) -> Self {
        let CounterNow { place, counter, staff } = now;
        Self {
            id: counter.id,
            number: place.number.clone(),
            name: place.name.clone(),
            name_en: place.name_en.clone(),
            branch_id: counter.branch,
            state: counter.state().name(),
            since: counter.since(),
            pause_reason: counter.pause_reason().map(str::to_owned),
            staff: staff.map(StaffNameView::from),
            service_ids: place.services.clone(),
        }
    }
}

impl CalledView {
    fn of(ctx: &Ctx, called: Called) -> Self {
        match called {
            Called::Visit(record) => Self { visit: Some(VisitView::of(ctx, &record)), idle: None },
            Called::Nobody(Idle::NobodyWaiting) => {
                Self { visit: None, idle: Some(IdleView::NobodyWaiting) }
            }
            Called::Nobody(Idle::NobodyForServer) => {
                Self { visit: None, idle: Some(IdleView::NoSkill) }
            }
        }
    }
}
