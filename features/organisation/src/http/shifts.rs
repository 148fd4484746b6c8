//! Shifts: who works where and when.

use std::collections::HashMap;

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, CounterId, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Patch, Path, Problem, Problems, Query};

use crate::api::{StaffName, staff_names};
use crate::model::shift::{Shift, ShiftId};
use crate::service::shifts;
use crate::store::shift::ShiftFilter;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_shifts, create_shift))
        .routes(routes!(update_shift, remove_shift))
}

/// A stretch of work; it may run over midnight.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShiftView {
    /// Its id.
    id: ShiftId,
    /// Where.
    branch_id: BranchId,
    /// Who.
    staff_id: StaffId,
    /// Their name, in Chinese.
    staff_name: String,
    /// Their name, in English letters.
    staff_name_en: String,
    /// At which counter, when it is settled.
    counter_id: Option<CounterId>,
    /// From when.
    starts_at: Timestamp,
    /// Until when.
    ends_at: Timestamp,
    /// Rises with every change; send it back when changing.
    version: i32,
}

/// One page of shifts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShiftPage {
    /// The shifts, by their beginning.
    items: Vec<ShiftView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// A shift that is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateShift {
    /// Where.
    branch_id: BranchId,
    /// Who.
    staff_id: StaffId,
    /// At which counter, when it is settled.
    counter_id: Option<CounterId>,
    /// From when.
    starts_at: Timestamp,
    /// Until when; at most 24 hours later.
    ends_at: Timestamp,
}

/// What is to change about a shift; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateShift {
    /// The version that the caller has seen.
    version: i32,
    /// Who.
    #[serde(default)]
    staff_id: Patch<StaffId>,
    /// At which counter; `null` leaves it open.
    #[serde(default)]
    counter_id: Patch<CounterId>,
    /// From when.
    #[serde(default)]
    starts_at: Patch<Timestamp>,
    /// Until when.
    #[serde(default)]
    ends_at: Patch<Timestamp>,
}

/// Which shifts are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShiftQuery {
    /// Only shifts at this branch.
    branch_id: Option<BranchId>,
    /// Only shifts of this person.
    staff_id: Option<StaffId>,
    /// Only shifts that end after this.
    from: Option<Timestamp>,
    /// Only shifts that begin before this.
    to: Option<Timestamp>,
}

/// That something was removed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RemovedView {
    /// Always true.
    removed: bool,
}

impl ShiftView {
    fn new(shift: &Shift, names: &HashMap<StaffId, StaffName>) -> Self {
        let name = names.get(&shift.staff);
        Self {
            id: shift.id,
            branch_id: shift.branch,
            staff_id: shift.staff,
            staff_name: name.map(|name| name.name.clone()).unwrap_or_default(),
            staff_name_en: name.map(|name| name.name_en.clone()).unwrap_or_default(),
            counter_id: shift.counter,
            starts_at: shift.from,
            ends_at: shift.to,
            version: shift.version,
        }
    }
}

/// Lists shifts, by their beginning.
#[utoipa::path(get, path = "/shifts", tag = "organisation", params(PageQuery, ShiftQuery),
    security(("session" = ["staff:read"])),
    responses((status = 200, description = "A page of shifts.", body = ShiftPage), Problems))]
async fn list_shifts(
    ctx: Ctx,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
    Query(query): Query<ShiftQuery>,
) -> Result<Json<ShiftPage>, Problem> {
    let filter = ShiftFilter {
        branch: query.branch_id,
        staff: query.staff_id,
        from: query.from,
        to: query.to,
    };
    let page = shifts::list(&ctx, &app, &filter, &page.into()).await?;
    let staff: Vec<_> = page.items.iter().map(|shift| shift.staff).collect();
    let names = staff_names(&app, &staff).await?;
    let page = page.map(|shift| ShiftView::new(&shift, &names));
    Ok(Json(ShiftPage { items: page.items, next: page.next }))
}

/// Creates a shift; one person works at one place at a time.
#[utoipa::path(post, path = "/shifts", tag = "organisation", request_body = CreateShift,
    security(("session" = ["staff:manage"])),
    responses((status = 201, description = "The new shift.", body = ShiftView), Problems))]
async fn create_shift(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<CreateShift>,
) -> Result<Answer<ShiftView>, Problem> {
    let shift = Shift {
        id: ctx.id(),
        branch: body.branch_id,
        staff: body.staff_id,
        counter: body.counter_id,
        from: body.starts_at,
        to: body.ends_at,
        version: 1,
    };
    let names = staff_names(&app, &[shift.staff]).await?;
    let change = shifts::create(&ctx, &app, shift).await?;
    web::created(&ctx, change, |shift| ShiftView::new(&shift, &names)).await
}

/// Changes a shift.
#[utoipa::path(patch, path = "/shifts/{shift_id}", tag = "organisation", params(("shift_id" = ShiftId, Path)),
    security(("session" = ["staff:manage"])),
    request_body = UpdateShift, responses((status = 200, description = "The changed shift.", body = ShiftView), Problems))]
async fn update_shift(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<ShiftId>,
    Json(body): Json<UpdateShift>,
) -> Result<Answer<ShiftView>, Problem> {
    let apply = |shift: &mut Shift| {
        body.staff_id.apply_required(&mut shift.staff);
        body.counter_id.apply(&mut shift.counter);
        body.starts_at.apply_required(&mut shift.from);
        body.ends_at.apply_required(&mut shift.to);
    };
    let change = shifts::update(&ctx, &app, id, body.version, apply).await?;
    let names = staff_names(&app, &[change.value.staff]).await?;
    web::answer(&ctx, change, |shift| ShiftView::new(&shift, &names)).await
}

/// Removes a shift.
#[utoipa::path(delete, path = "/shifts/{shift_id}", tag = "organisation", params(("shift_id" = ShiftId, Path)),
    security(("session" = ["staff:manage"])),
    responses((status = 200, description = "The shift was removed.", body = RemovedView), Problems))]
async fn remove_shift(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<ShiftId>,
) -> Result<Answer<RemovedView>, Problem> {
    let change = shifts::remove(&ctx, &app, id).await?;
    web::answer(&ctx, change, |()| RemovedView { removed: true }).await
}
