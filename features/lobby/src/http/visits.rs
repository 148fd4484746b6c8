//! Visits of the present and the past.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, CustomerId, PageRequest, VisitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Fields, Json, PageQuery, Path, Problem, Problems, Query};

use super::visit::VisitView;
use crate::model::number::BusinessDay;
use crate::model::visit::StateName;
use crate::service::visits;
use crate::store::list::Wanted;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_visits)).routes(routes!(show_visit))
}

/// Which visits are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct VisitQuery {
    /// Of this branch.
    branch_id: Option<BranchId>,
    /// Of this day, such as `2026-11-22`; today when a state or number is asked for and no customer.
    day: Option<String>,
    /// In this state.
    state: Option<String>,
    /// With this number.
    number: Option<String>,
    /// Of this customer.
    customer_id: Option<CustomerId>,
    /// At most this many, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// One page of visits.
#[derive(Debug, Serialize, ToSchema)]
struct VisitPage {
    /// The visits, newest first, without steps.
    items: Vec<VisitView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// Lists visits, newest first.
#[utoipa::path(get, path = "/visits", tag = "visits", params(VisitQuery),
    security(("session" = ["visit:read"])),
    responses((status = 200, description = "One page of visits.", body = VisitPage), Problems))]
async fn list_visits(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<VisitQuery>,
) -> Result<Json<VisitPage>, Problem> {
    let (wanted, page) = query.read()?;
    let page = visits::list(&ctx, &app, wanted, &page).await?;
    let items = page.items.into_iter().map(|record| VisitView::of(&ctx, &record)).collect();
    Ok(Json(VisitPage { items, next: page.next }))
}

/// Shows a visit with its whole record: every step, who, when, and why it was called.
#[utoipa::path(get, path = "/visits/{visit_id}", tag = "visits", params(("visit_id" = VisitId, Path)),
    security(("session" = ["visit:read"])),
    responses((status = 200, description = "The visit.", body = VisitView), Problems))]
async fn show_visit(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<VisitId>,
) -> Result<Json<VisitView>, Problem> {
    let record = visits::show(&ctx, &app, id).await?;
    Ok(Json(VisitView::of(&ctx, &record)))
}

impl VisitQuery {
    fn read(self) -> Result<(Wanted, PageRequest), Fields> {
        let mut fields = Fields::default();
        let day = self.day.as_deref().map(BusinessDay::parse);
        fields.check(
            day != Some(None),
            "/day",
            "lobby.bad_day",
            "日期格式应为 2026-11-22。",
            "The day is written like 2026-11-22.",
        );
        let state = self.state.as_deref().map(StateName::from_code);
        fields.check(
            state != Some(None),
            "/state",
            "lobby.bad_state",
            "没有这个状态，请从列表中选择。",
            "There is no such state. Please choose one of the list.",
        );
        fields.into_result()?;
        let number = self
            .number
            .map(|number| number.trim().to_uppercase())
            .filter(|number| !number.is_empty());
        let wanted = Wanted {
            branch: self.branch_id,
            day: day.flatten(),
            state: state.flatten(),
            number,
            customer: self.customer_id,
            before: None,
        };
        Ok((wanted, PageQuery { limit: self.limit, cursor: self.cursor }.into()))
    }
}
