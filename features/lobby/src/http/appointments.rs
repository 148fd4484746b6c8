//! Booking beforehand.
//!
//! - [`booking`]: what can be booked, and booking it. [`holder`]: what whoever booked sees and does.
//! - [`office`]: what staff see and do. [`views`]: what several of them answer.

mod booking;
mod holder;
mod office;
mod views;

use app::App;
use utoipa_axum::router::OpenApiRouter;

pub(super) use views::VisitAppointmentView;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(booking::router()).merge(holder::router()).merge(office::router())
}
