//! Routes and views of this room, one file for each thing.

mod accounts;
mod audit;
mod branches;
mod calendars;
mod counters;
mod grants;
mod hours;
mod rules;
mod services;
pub mod session;
mod session_factors;
mod session_permissions;
mod shifts;
mod skills;
mod staff;

use app::App;
use utoipa_axum::router::OpenApiRouter;

/// Returns all operations of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(branches::router())
        .merge(counters::router())
        .merge(services::router())
        .merge(skills::router())
        .merge(staff::router())
        .merge(accounts::router())
        .merge(grants::router())
        .merge(shifts::router())
        .merge(hours::router())
        .merge(calendars::router())
        .merge(rules::router())
        .merge(audit::router())
        .merge(session::router())
}
