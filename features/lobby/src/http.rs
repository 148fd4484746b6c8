//! Operations of this room, one file for each screen or group of acts, with the views they answer.
//!
//! - [`public`]: branches, kiosk, hall screen. [`help`]: needs, asking for a person. [`tickets`]: taking and holding a number.
//! - [`counters`], [`acts`]: what tellers do. [`desk`], [`board`], [`visits`], [`alerts`]: what staff see.
//! - [`appointments`]: booking beforehand, by customers and by staff.
//! - [`parts`], [`standing`]: views that several of them share.

mod acts;
mod alerts;
mod appointments;
mod board;
mod counters;
mod desk;
mod help;
mod parts;
mod people;
mod public;
mod standing;
mod tickets;
mod visit;
mod visits;

use app::App;
use utoipa_axum::router::OpenApiRouter;

/// Returns all operations.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(public::router())
        .merge(help::router())
        .merge(tickets::router())
        .merge(counters::router())
        .merge(desk::router())
        .merge(acts::router())
        .merge(visits::router())
        .merge(board::router())
        .merge(alerts::router())
        .merge(appointments::router())
}
