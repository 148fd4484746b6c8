//! What runs by itself.

use std::time::Duration;

use access::Ctx;
use app::App;
use jobs::{JobError, Registry};

use crate::service::appointments::letters::{self, SendLetter};
use crate::service::{appointments, watch};

/// How often waits are looked at; an alarm comes at most this late.
const WATCH_EVERY: Duration = Duration::from_secs(5);

/// How often parked visits are looked at.
const PARKED_EVERY: Duration = Duration::from_secs(30);

/// How often the days before are looked at.
const DAYS_EVERY: Duration = Duration::from_mins(5);

/// How often appointments are looked at: reminders, numbers that were taken early, no-shows.
const APPOINTMENTS_EVERY: Duration = Duration::from_secs(15);

/// Returns the periodic work of this room.
pub(crate) fn registry() -> Registry<App> {
    Registry::new()
        .on::<SendLetter>(letters::send)
        .every("lobby.watch_waits", WATCH_EVERY, |app: App, ctx: Ctx| async move {
            watch::waits(&ctx, &app).await.map_err(JobError::retry)
        })
        .every("lobby.return_parked", PARKED_EVERY, |app: App, ctx: Ctx| async move {
            watch::parked(&ctx, &app).await.map_err(JobError::retry)
        })
        .every("lobby.end_days", DAYS_EVERY, |app: App, ctx: Ctx| async move {
            watch::end_days(&ctx, &app).await.map_err(JobError::retry)
        })
        .every("lobby.watch_appointments", APPOINTMENTS_EVERY, |app: App, ctx: Ctx| async move {
            appointments::watch::look(&ctx, &app).await.map_err(JobError::retry)
        })
}
