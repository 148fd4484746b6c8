//! What can be booked, booking it, and checking in at a kiosk.

use access::{ClientAddress, Ctx};
use app::App;
use axum::extract::State;
use kernel::{BranchId, ServiceId, Timestamp};
use organisation::api::Service;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Secret;
use web::{Answer, Json, Path, Problem, Problems, Query};

use super::views::{AppointmentView, BookAppointment};
use crate::http::parts::{HallBranchView, NameView};
use crate::http::tickets::{TicketView, limit};
use crate::model::appointment::Booker;
use crate::model::appointment::slots::Slot;
use crate::service::appointments::arriving::{ShownBy, at_kiosk};
use crate::service::appointments::booking::{self, Booked, Booking, Offer, OfferedDay};
use crate::service::appointments::holder::Held;
use crate::service::hall::zone;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_booking))
        .routes(routes!(list_booking_days))
        .routes(routes!(book_appointment))
        .routes(routes!(check_in_at_kiosk))
}

/// What can be booked at a branch.
#[derive(Debug, Serialize, ToSchema)]
struct BookingView {
    /// The branch.
    branch: HallBranchView,
    /// The zone of the branch, in whose time everything is shown.
    zone: String,
    /// The server's clock.
    now: Timestamp,
    /// What can be booked beforehand.
    services: Vec<BookableServiceView>,
    /// The last day that can be booked, counted from today.
    days_ahead: u32,
    /// Until how long before the appointed time one may move or cancel, in minutes.
    cancel_until_min: u32,
    /// From how long before the appointed time one may check in, in minutes.
    check_in_opens_min: u32,
    /// How long after the appointed time it is kept, in minutes.
    hold_min: u32,
    /// Open appointments of one mobile number.
    per_person: u32,
    /// Whether mail about the appointment can be wanted.
    mail: bool,
}

/// A service that can be booked beforehand.
#[derive(Debug, Serialize, ToSchema)]
struct BookableServiceView {
    /// Its id.
    id: ServiceId,
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// What it covers, in Chinese.
    description: String,
    /// What it covers, in English.
    description_en: String,
    /// What to bring.
    papers: Vec<NameView>,
    /// The usual time at the counter, in minutes.
    typical_minutes: u32,
}

/// The days that can be booked for a service.
#[derive(Debug, Serialize, ToSchema)]
struct BookingDayList {
    /// The server's clock.
    now: Timestamp,
    /// Today first.
    days: Vec<BookingDayView>,
}

/// A day that can be booked.
#[derive(Debug, Serialize, ToSchema)]
struct BookingDayView {
    /// The date on the wall of the branch, such as `2026-11-24`.
    date: String,
    /// Why there are no appointments, in Chinese.
    reason: Option<String>,
    /// Why there are no appointments, in English.
    reason_en: Option<String>,
    /// The slots that are not too near; none on a day when the branch is closed.
    slots: Vec<SlotView>,
}

/// A slot.
#[derive(Debug, Serialize, ToSchema)]
struct SlotView {
    /// When it begins.
    starts_at: Timestamp,
    /// When it ends.
    ends_at: Timestamp,
    /// The same on the wall of the branch, such as `09:30`.
    time: String,
    /// How many appointments it still takes; 0 when it is full.
    left: u32,
}

/// For which service days are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BookingDayQuery {
    /// The service.
    service_id: ServiceId,
}

/// By what somebody says which appointment is theirs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CheckInBy {
    /// The eight digits.
    Code,
    /// The mobile number it was booked with.
    Phone,
    /// What the QR code of the appointment says.
    Link,
}

/// Somebody with an appointment stands at a kiosk.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckInAtKiosk {
    /// By what.
    by: CheckInBy,
    /// What was typed or scanned; neither stored nor logged.
    #[schema(value_type = String, max_length = 400)]
    value: Secret<String>,
    /// Whether large type and an accessible counter are wanted.
    #[serde(default)]
    accessible: bool,
}

/// Shows what can be booked at a branch.
#[utoipa::path(get, path = "/public/branches/{branch_id}/booking", tag = "appointments", params(("branch_id" = BranchId, Path)),
    security(()),
    responses((status = 200, description = "What can be booked.", body = BookingView), Problems))]
async fn show_booking(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Json<BookingView>, Problem> {
    let offer = booking::offer(&ctx, &app, branch).await?;
    Ok(Json(BookingView::of(&ctx, &offer, app.mail.is_some())))
}

/// Lists the days that can be booked for a service, with what is left of every slot.
#[utoipa::path(get, path = "/public/branches/{branch_id}/booking/days", tag = "appointments",
    security(()),
    params(("branch_id" = BranchId, Path), BookingDayQuery),
    responses((status = 200, description = "The days, today first.", body = BookingDayList), Problems))]
async fn list_booking_days(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Query(query): Query<BookingDayQuery>,
) -> Result<Json<BookingDayList>, Problem> {
    let (hall, days) = booking::days(&ctx, &app, branch, query.service_id).await?;
    let zone = zone(&hall.branch);
    let days = days.into_iter().map(|day| BookingDayView::of(day, &zone)).collect();
    Ok(Json(BookingDayList { now: ctx.now(), days }))
}

/// Books an appointment.
///
/// A slot never takes more than its capacity; a repetition with the same `Idempotency-Key` gets the same appointment.
#[utoipa::path(post, path = "/public/branches/{branch_id}/appointments", tag = "appointments", request_body = BookAppointment,
    security(()),
    params(("branch_id" = BranchId, Path)),
    responses((status = 201, description = "The appointment.", body = AppointmentView), Problems))]
async fn book_appointment(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<BookAppointment>,
) -> Result<Answer<AppointmentView>, Problem> {
    limit(&ctx, &app, client)?;
    let booked = booking::book(&ctx, &app, branch, body.by(Booker::Customer)).await?;
    web::created(&ctx, booked, |Booked { shown, token }| {
        AppointmentView::of(&app, Held { shown, number: None, token })
    })
    .await
}

/// Checks in at the kiosk of a branch: the appointment becomes a number.
///
/// Early or in time the number is of the class `appointment` when its time has come; later it is an ordinary one.
#[utoipa::path(post, path = "/public/branches/{branch_id}/check-ins", tag = "appointments", request_body = CheckInAtKiosk,
    security(()),
    params(("branch_id" = BranchId, Path)),
    responses((status = 201, description = "The number.", body = TicketView), Problems))]
async fn check_in_at_kiosk(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<CheckInAtKiosk>,
) -> Result<Answer<TicketView>, Problem> {
    limit(&ctx, &app, client)?;
    let ticket =
        at_kiosk(&ctx, &app, branch, (body.by.into(), body.value), body.accessible).await?;
    web::created(&ctx, ticket, |ticket| TicketView::of(&ctx, &app, ticket)).await
}

impl BookAppointment {
    /// Says who books.
    pub(super) fn by(self, by: Booker) -> Booking {
        let Self { service_id, starts_at, name, phone, email } = self;
        Booking { service: service_id, starts_at, name, phone, email, by }
    }
}

impl From<CheckInBy> for ShownBy {
    fn from(by: CheckInBy) -> Self {
        match by {
            CheckInBy::Code => Self::Code,
            CheckInBy::Phone => Self::Phone,
            CheckInBy::Link => Self::Link,
        }
    }
}

impl BookingView {
    fn of(ctx: &Ctx, offer: &Offer, mail: bool) -> Self {
        let Offer { hall, rules, services } = offer;
        let services = services.iter().map(|service| BookableServiceView::from(service.as_ref()));
        Self {
            branch: hall.branch.as_ref().into(),
            zone: hall.branch.zone.clone(),
            now: ctx.now(),
            services: services.collect(),
            days_ahead: rules.days_ahead,
            cancel_until_min: rules.cancel_until_min,
            check_in_opens_min: rules.check_in.opens_min,
            hold_min: rules.check_in.hold_min,
            per_person: rules.per_person,
            mail,
        }
    }
}

impl From<&Service> for BookableServiceView {
    fn from(service: &Service) -> Self {
        Self {
            id: service.id,
            code: service.code.clone(),
            name: service.name.clone(),
            name_en: service.name_en.clone(),
            description: service.description.clone(),
            description_en: service.description_en.clone(),
            papers: service.papers.iter().map(NameView::from).collect(),
            typical_minutes: u32::try_from(service.typical_s).unwrap_or(0).div_ceil(60),
        }
    }
}

impl BookingDayView {
    fn of(day: OfferedDay, zone: &jiff::tz::TimeZone) -> Self {
        let slot = |(slot, left): (Slot, u32)| SlotView {
            starts_at: slot.from,
            ends_at: slot.to,
            time: zone.to_datetime(slot.from.to_jiff()).strftime("%H:%M").to_string(),
            left,
        };
        let (reason, reason_en) =
            day.blackout.map(|blackout| (blackout.reason, blackout.reason_en)).unzip();
        Self {
            date: day.date.to_string(),
            reason,
            reason_en,
            slots: day.slots.into_iter().map(slot).collect(),
        }
    }
}
