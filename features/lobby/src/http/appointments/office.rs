//! What staff see of appointments and do with them.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, PageRequest, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Fields, Json, PageQuery, Path, Problem, Problems, Query};

use super::views::{AppointmentRecordView, BookAppointment};
use crate::http::parts::{CodeView, codes};
use crate::http::tickets::TicketView;
use crate::model::appointment::{AppointmentId, Booker};
use crate::model::number::BusinessDay;
use crate::service::appointments::booking::{self, Booked};
use crate::service::appointments::office::{self, AppointmentRecord};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_appointments, book_for_customer))
        .routes(routes!(move_for_customer))
        .routes(routes!(cancel_for_customer))
        .routes(routes!(check_in_customer))
}

/// Which appointments are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AppointmentQuery {
    /// Of this day, such as `2026-11-24`; today when absent.
    day: Option<String>,
    /// At most this many, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// One page of appointments.
#[derive(Debug, Serialize, ToSchema)]
struct AppointmentPage {
    /// The appointments, by their time.
    items: Vec<AppointmentRecordView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
    /// Why staff move or cancel.
    reasons: Vec<CodeView>,
}

/// To when and why an appointment is moved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoveForCustomer {
    /// The beginning of a slot.
    starts_at: Timestamp,
    /// Why, a code of the rules.
    reason: String,
}

/// Why an appointment is given up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CancelForCustomer {
    /// Why, a code of the rules.
    reason: String,
}

/// Lists the appointments of a day at a branch, by their time.
#[utoipa::path(get, path = "/branches/{branch_id}/appointments", tag = "appointments",
    security(("session" = ["appointment:read"])),
    params(("branch_id" = BranchId, Path), AppointmentQuery),
    responses((status = 200, description = "One page of appointments.", body = AppointmentPage), Problems))]
async fn list_appointments(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Query(query): Query<AppointmentQuery>,
) -> Result<Json<AppointmentPage>, Problem> {
    let day = read_day(query.day.as_deref())?;
    let page: PageRequest = PageQuery { limit: query.limit, cursor: query.cursor }.into();
    let (rules, page) = office::list(&ctx, &app, branch, day, &page).await?;
    let items = page.items.into_iter().map(AppointmentRecordView::of).collect();
    Ok(Json(AppointmentPage { items, next: page.next, reasons: codes(&rules.reasons) }))
}

/// Books an appointment for a customer who calls or stands there.
#[utoipa::path(post, path = "/branches/{branch_id}/appointments", tag = "appointments", request_body = BookAppointment,
    security(("session" = ["appointment:manage"])),
    params(("branch_id" = BranchId, Path)),
    responses((status = 201, description = "The appointment.", body = AppointmentRecordView), Problems))]
async fn book_for_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<BookAppointment>,
) -> Result<Answer<AppointmentRecordView>, Problem> {
    let booked = booking::book(&ctx, &app, branch, body.by(Booker::Staff)).await?;
    web::created(&ctx, booked, |Booked { shown, .. }| {
        AppointmentRecordView::of(AppointmentRecord { shown, visit: None, letter: None })
    })
    .await
}

/// Moves an appointment for a customer, at any time before they come.
#[utoipa::path(post, path = "/appointments/{appointment_id}/move", tag = "appointments", request_body = MoveForCustomer,
    security(("session" = ["appointment:manage"])),
    params(("appointment_id" = AppointmentId, Path)),
    responses((status = 200, description = "The moved appointment.", body = AppointmentRecordView), Problems))]
async fn move_for_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<AppointmentId>,
    Json(body): Json<MoveForCustomer>,
) -> Result<Answer<AppointmentRecordView>, Problem> {
    let moved = office::move_to(&ctx, &app, id, body.starts_at, body.reason).await?;
    web::answer(&ctx, moved, AppointmentRecordView::of).await
}

/// Gives an appointment up for a customer, at any time before they come.
#[utoipa::path(post, path = "/appointments/{appointment_id}/cancel", tag = "appointments", request_body = CancelForCustomer,
    security(("session" = ["appointment:manage"])),
    params(("appointment_id" = AppointmentId, Path)),
    responses((status = 200, description = "The appointment that was given up.", body = AppointmentRecordView), Problems))]
async fn cancel_for_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<AppointmentId>,
    Json(body): Json<CancelForCustomer>,
) -> Result<Answer<AppointmentRecordView>, Problem> {
    let cancelled = office::cancel(&ctx, &app, id, body.reason).await?;
    web::answer(&ctx, cancelled, AppointmentRecordView::of).await
}

/// Checks a customer in who stands there: the appointment becomes a number.
#[utoipa::path(post, path = "/appointments/{appointment_id}/check-in", tag = "appointments",
    security(("session" = ["appointment:manage"])),
    params(("appointment_id" = AppointmentId, Path)),
    responses((status = 201, description = "The number.", body = TicketView), Problems))]
async fn check_in_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<AppointmentId>,
) -> Result<Answer<TicketView>, Problem> {
    let ticket = office::arrive(&ctx, &app, id).await?;
    web::created(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

fn read_day(day: Option<&str>) -> Result<Option<BusinessDay>, Fields> {
    let read = day.map(BusinessDay::parse);
    let mut fields = Fields::default();
    fields.check(
        read != Some(None),
        "/day",
        "lobby.bad_day",
        "日期格式应为 2026-11-24。",
        "The day is written like 2026-11-24.",
    );
    fields.into_result()?;
    Ok(read.flatten())
}
