//! Alerts whose cause is gone without anybody having taken it away: the visit went on, or the day is over.

use std::collections::BTreeMap;

use access::Ctx;
use app::App;
use kernel::BranchId;

use super::alerts;
use super::hall::Hall;
use super::watch::survive;
use crate::error::LobbyError;
use crate::store;
use crate::store::alerts::{Alert, Unresolved};

/// Resolves the alerts about visits that have gone on since.
///
/// # Errors
/// The database is away.
pub(crate) async fn visits(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    let mut by_branch = BTreeMap::<BranchId, Vec<Alert>>::new();
    for alert in store::alerts::outlived(app.db.reader()).await? {
        by_branch.entry(alert.branch).or_default().push(alert);
    }
    for (branch, alerts) in by_branch {
        survive(branch, resolve(ctx, app, &alerts).await);
    }
    Ok(())
}

/// Resolves the alerts of the days before, whatever they were about.
///
/// # Errors
/// The database is away.
pub(crate) async fn days(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    for branch in store::alerts::unresolved_branches(app.db.reader()).await? {
        survive(branch, day(ctx, app, branch).await);
    }
    Ok(())
}

async fn day(ctx: &Ctx, app: &App, branch: BranchId) -> Result<(), LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?;
    let wanted = Unresolved::Before(branch, hall.day_began());
    resolve(ctx, app, &store::alerts::unresolved(app.db.reader(), wanted).await?).await
}

/// Resolves alerts in a write of their own; none is written when there are none.
pub(crate) async fn resolve(ctx: &Ctx, app: &App, alerts: &[Alert]) -> Result<(), LobbyError> {
    if alerts.is_empty() {
        return Ok(());
    }
    let tx = app.db.begin_write().await?;
    alerts::resolve(ctx, app, &tx, alerts).await?;
    tx.commit().await?;
    Ok(())
}
