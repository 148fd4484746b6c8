//! Operations of this room, one file for each screen or group of acts, with the views they answer.
//!
//! - [`public`]: branches, kiosk, hall screen. [`finder`]: where to go. [`help`]: needs, asking for a person. [`tickets`]: taking and holding a number.
//! - [`counters`], [`acts`]: what tellers do. [`desk`], [`board`], [`visits`], [`alerts`]: what staff see.
//! - [`incidents`]: what cannot be done for a while. [`what_if`]: past days imagined otherwise. [`staffing`]: what a day needs.
//! - [`kiosks`]: registering machines. [`offline`]: what these do when the network is down.
//! - [`rolls`]: pre-printed numbers.
//! - [`checklists`], [`ticking`], [`photos`]: what a branch checks. [`handovers`]: notes to the next shift.
//! - [`appointments`]: booking beforehand, by customers and by staff.
//! - [`parts`], [`standing`]: views that several of them share.

mod acts;
mod alerts;
mod appointments;
mod board;
mod checklists;
mod counters;
mod desk;
mod finder;
mod handovers;
mod help;
mod incidents;
mod kiosks;
mod offline;
mod parts;
mod people;
mod photos;
mod public;
mod rolls;
mod staffing;
mod standing;
mod tickets;
mod ticking;
mod visit;
mod visits;
mod what_if;

use app::App;
use utoipa_axum::router::OpenApiRouter;

/// Returns all operations.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(public::router())
        .merge(finder::router())
        .merge(help::router())
        .merge(tickets::router())
        .merge(counters::router())
        .merge(desk::router())
        .merge(acts::router())
        .merge(visits::router())
        .merge(board::router())
        .merge(alerts::router())
        .merge(incidents::router())
        .merge(what_if::router())
        .merge(staffing::router())
        .merge(kiosks::router())
        .merge(offline::router())
        .merge(rolls::router())
        .merge(checklists::router())
        .merge(ticking::router())
        .merge(photos::router())
        .merge(handovers::router())
        .merge(appointments::router())
}
