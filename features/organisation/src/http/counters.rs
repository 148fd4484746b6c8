//! Counters of a branch.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, CounterId, ServiceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Patch, Path, Problem, Problems, Query};

use crate::model::counter::{Counter, CounterKind};
use crate::service::counters;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_counters, create_counter))
        .routes(routes!(show_counter, update_counter))
}

/// A counter 柜台 as it is set up; its present state is on the board.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CounterView {
    /// Its id.
    id: CounterId,
    /// The branch.
    branch_id: BranchId,
    /// The number on its sign, unique in the branch.
    number: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// How it is built.
    kind: CounterKind,
    /// What it does; empty means everything that the branch offers.
    service_ids: Vec<ServiceId>,
    /// What it is there for in the first place.
    specialised_service_ids: Vec<ServiceId>,
    /// Whether it can be opened.
    active: bool,
    /// Rises with every change; send it back when changing.
    version: i32,
}

/// One page of counters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CounterPage {
    /// The counters, by number.
    items: Vec<CounterView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// A counter that is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateCounter {
    /// The number on its sign, unique in the branch.
    number: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// How it is built.
    kind: CounterKind,
    /// What it does; empty means everything that the branch offers.
    #[serde(default)]
    service_ids: Vec<ServiceId>,
    /// What it is there for in the first place.
    #[serde(default)]
    specialised_service_ids: Vec<ServiceId>,
}

/// What is to change about a counter; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateCounter {
    /// The version that the caller has seen.
    version: i32,
    /// The number on its sign.
    #[serde(default)]
    number: Patch<String>,
    /// Its name, in Chinese.
    #[serde(default)]
    name: Patch<String>,
    /// Its name, in English.
    #[serde(default)]
    name_en: Patch<String>,
    /// How it is built.
    #[serde(default)]
    kind: Patch<CounterKind>,
    /// What it does.
    #[serde(default)]
    #[schema(value_type = Option<Vec<ServiceId>>)]
    service_ids: Patch<Vec<ServiceId>>,
    /// What it is there for in the first place.
    #[serde(default)]
    #[schema(value_type = Option<Vec<ServiceId>>)]
    specialised_service_ids: Patch<Vec<ServiceId>>,
    /// Whether it can be opened.
    #[serde(default)]
    active: Patch<bool>,
}

impl From<Counter> for CounterView {
    fn from(counter: Counter) -> Self {
        Self {
            id: counter.id,
            branch_id: counter.branch,
            number: counter.number,
            name: counter.name,
            name_en: counter.name_en,
            kind: counter.kind,
            service_ids: counter.services,
            specialised_service_ids: counter.specialised,
            active: counter.active,
            version: counter.version,
        }
    }
}

impl CreateCounter {
    fn into_counter(self, id: CounterId, branch: BranchId) -> Counter {
        Counter {
            id,
            branch,
            number: self.number,
            name: self.name,
            name_en: self.name_en,
            kind: self.kind,
            services: self.service_ids,
            specialised: self.specialised_service_ids,
            active: true,
            version: 1,
        }
    }
}

impl UpdateCounter {
    fn apply(self, counter: &mut Counter) {
        self.number.apply_required(&mut counter.number);
        self.name.apply_required(&mut counter.name);
        self.name_en.apply_required(&mut counter.name_en);
        self.kind.apply_required(&mut counter.kind);
        self.service_ids.apply_required(&mut counter.services);
        self.specialised_service_ids.apply_required(&mut counter.specialised);
        self.active.apply_required(&mut counter.active);
    }
}

/// Lists the counters of a branch, by number.
#[utoipa::path(get, path = "/branches/{branch_id}/counters", tag = "organisation", params(("branch_id" = BranchId, Path), PageQuery),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "A page of counters.", body = CounterPage), Problems))]
async fn list_counters(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<CounterPage>, Problem> {
    let page = counters::list(&ctx, &app, branch, &page.into()).await?.map(CounterView::from);
    Ok(Json(CounterPage { items: page.items, next: page.next }))
}

/// Shows a counter as it is set up.
#[utoipa::path(get, path = "/counters/{counter_id}", tag = "organisation", params(("counter_id" = CounterId, Path)),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "The counter.", body = CounterView), Problems))]
async fn show_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
) -> Result<Json<CounterView>, Problem> {
    Ok(Json(counters::show(&ctx, &app, id).await?.into()))
}

/// Creates a counter.
#[utoipa::path(post, path = "/branches/{branch_id}/counters", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:manage"])),
    request_body = CreateCounter, responses((status = 201, description = "The new counter.", body = CounterView), Problems))]
async fn create_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<CreateCounter>,
) -> Result<Answer<CounterView>, Problem> {
    let change = counters::create(&ctx, &app, body.into_counter(ctx.id(), branch)).await?;
    web::created(&ctx, change, CounterView::from).await
}

/// Changes a counter; who is served there now is served to the end.
#[utoipa::path(patch, path = "/counters/{counter_id}", tag = "organisation", params(("counter_id" = CounterId, Path)),
    security(("session" = ["branch:manage"])),
    request_body = UpdateCounter, responses((status = 200, description = "The changed counter.", body = CounterView), Problems))]
async fn update_counter(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CounterId>,
    Json(body): Json<UpdateCounter>,
) -> Result<Answer<CounterView>, Problem> {
    let change =
        counters::update(&ctx, &app, id, body.version, |counter| body.apply(counter)).await?;
    web::answer(&ctx, change, CounterView::from).await
}
