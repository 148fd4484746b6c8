//! What whoever booked an appointment sees and does, by the link.

use access::{ClientAddress, Ctx};
use app::App;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use kernel::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use super::views::AppointmentView;
use crate::http::tickets::{TicketView, limit};
use crate::service::appointments::{calendar, holder};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_appointment))
        .routes(routes!(move_appointment))
        .routes(routes!(cancel_appointment))
        .routes(routes!(check_in))
        .routes(routes!(show_appointment_calendar))
}

/// To when an appointment is moved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoveAppointment {
    /// The beginning of a slot.
    starts_at: Timestamp,
}

/// Somebody with an appointment is at the branch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckIn {
    /// Whether large type and an accessible counter are wanted.
    #[serde(default)]
    accessible: bool,
}

/// Shows an appointment to whoever has its link.
#[utoipa::path(get, path = "/public/appointments/{token}", tag = "appointments", params(("token" = String, Path)),
    security(()),
    responses((status = 200, description = "The appointment as it stands.", body = AppointmentView), Problems))]
async fn show_appointment(
    ctx: Ctx,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Json<AppointmentView>, Problem> {
    let held = holder::show(&ctx, &app, &token).await?;
    Ok(Json(AppointmentView::of(&app, held)))
}

/// Moves an appointment to another slot.
///
/// Not possible once the customer has checked in, or too shortly before it; what the bank did not keep can always be moved.
#[utoipa::path(post, path = "/public/appointments/{token}/move", tag = "appointments", request_body = MoveAppointment,
    security(()),
    params(("token" = String, Path)),
    responses((status = 200, description = "The moved appointment.", body = AppointmentView), Problems))]
async fn move_appointment(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
    Json(body): Json<MoveAppointment>,
) -> Result<Answer<AppointmentView>, Problem> {
    limit(&ctx, &app, client)?;
    let moved = holder::move_to(&ctx, &app, &token, body.starts_at).await?;
    web::answer(&ctx, moved, |held| AppointmentView::of(&app, held)).await
}

/// Gives an appointment up.
#[utoipa::path(post, path = "/public/appointments/{token}/cancel", tag = "appointments", params(("token" = String, Path)),
    security(()),
    responses((status = 200, description = "The appointment that was given up.", body = AppointmentView), Problems))]
async fn cancel_appointment(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Answer<AppointmentView>, Problem> {
    limit(&ctx, &app, client)?;
    let cancelled = holder::cancel(&ctx, &app, &token).await?;
    web::answer(&ctx, cancelled, |held| AppointmentView::of(&app, held)).await
}

/// Checks in on the own phone: the appointment becomes a number.
#[utoipa::path(post, path = "/public/appointments/{token}/check-in", tag = "appointments", request_body = CheckIn,
    security(()),
    params(("token" = String, Path)),
    responses((status = 201, description = "The number.", body = TicketView), Problems))]
async fn check_in(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(token): Path<String>,
    Json(body): Json<CheckIn>,
) -> Result<Answer<TicketView>, Problem> {
    limit(&ctx, &app, client)?;
    let ticket = holder::arrive(&ctx, &app, &token, body.accessible).await?;
    web::created(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

/// Returns the file for the customer's own calendar, with an alarm for each reminder.
#[utoipa::path(get, path = "/public/appointments/{token}/calendar", tag = "appointments", params(("token" = String, Path)),
    security(()),
    responses((status = 200, description = "The file, RFC 5545.", content_type = "text/calendar", body = String), Problems))]
async fn show_appointment_calendar(
    ctx: Ctx,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let file = calendar::file(&ctx, &app, &token).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"appointment.ics\""),
    ];
    Ok((headers, file))
}
