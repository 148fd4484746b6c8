//! Alerts about a whole line: too many wait, or nobody on duty renders what somebody waits for.
//!
//! Both resolve themselves when their cause is gone, whether somebody took them up or not.

use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::ServiceId;
use organisation::api::Service;
use queueing::WaitBasis;

use super::duty::Duty;
use super::estimate::is_urgent;
use super::hall::Hall;
use super::{alerts, settle};
use crate::error::LobbyError;
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel};
use crate::model::rules::LobbyRules;
use crate::store;
use crate::store::alerts::{Alert, Unresolved};
use crate::store::line::WaitingFor;

/// The alerts about lines that stand anywhere, read once for all branches.
pub(crate) struct Standing(Vec<Alert>);

impl Standing {
    /// Reads them.
    ///
    /// # Errors
    /// The database is away.
    pub(crate) async fn load(app: &App) -> Result<Self, LobbyError> {
        let db = app.db.reader();
        let mut all = Vec::new();
        for kind in [AlertKind::ExtraCounter, AlertKind::Unattended] {
            all.extend(store::alerts::unresolved(db, Unresolved::Everywhere(kind)).await?);
        }
        Ok(Self(all))
    }

    fn at(&self, hall: &Hall, kind: AlertKind) -> Vec<Alert> {
        let here = |alert: &&Alert| alert.branch == hall.id() && alert.kind == kind;
        self.0.iter().filter(here).cloned().collect()
    }
}

/// Looks at the line of a branch.
///
/// # Errors
/// The database is away.
pub(crate) async fn look(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &LobbyRules,
    standing: &Standing,
) -> Result<(), LobbyError> {
    let mut line = store::line::waiting_by_service(app.db.reader(), hall.id(), hall.day()).await?;
    // No counter would help those whose service is stopped.
    line.retain(|line| hall.find_incident(line.service).is_none());
    let duty =
        if line.is_empty() { Duty::default() } else { Duty::load(app, hall, ctx.now()).await? };
    let waiting = line.iter().map(|line| line.waiting).sum();
    let longest_s = longest(hall, rules, &duty, &line);
    let limits = &rules.alerts.extra_counter;
    let asked = standing.at(hall, AlertKind::ExtraCounter);
    if limits.is_exceeded(waiting, longest_s) {
        if asked.is_empty() {
            ask_for_counter(ctx, app, hall, waiting, longest_s).await?;
        }
    } else if limits.is_calm(waiting, longest_s) {
        settle::resolve(ctx, app, &asked).await?;
    }
    let unattended = unattended(hall, rules, &duty, &line);
    let (told, over): (Vec<_>, Vec<_>) = standing
        .at(hall, AlertKind::Unattended)
        .into_iter()
        .partition(|alert| unattended.iter().any(|about| alert.args.service == about.service));
    settle::resolve(ctx, app, &over).await?;
    for about in unattended {
        if !told.iter().any(|alert| alert.args.service == about.service) {
            tell(ctx, app, hall, about).await?;
        }
    }
    Ok(())
}

/// Returns how long newcomers will wait at most for anything that somebody waits for and a counter renders, in seconds; zero
/// when that is unknown.
fn longest(hall: &Hall, rules: &LobbyRules, duty: &Duty, line: &[WaitingFor]) -> u32 {
    let wanted =
        hall.offered.iter().filter(|service| line.iter().any(|line| line.service == service.id));
    let ranges = wanted.filter_map(|service| duty.newcomer(hall, rules, service, line));
    let known = ranges.filter(|range| range.basis != WaitBasis::Planned);
    known.map(|range| range.high_s).max().unwrap_or(0)
}

/// Asks for another counter, at most once an hour, and not while a former request stands.
async fn ask_for_counter(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    waiting: u32,
    longest_s: u32,
) -> Result<(), LobbyError> {
    let mark = alerts::hourly_mark(AlertKind::ExtraCounter, hall.id(), ctx.now());
    if store::alerts::is_raised(app.db.reader(), &mark).await? {
        return Ok(());
    }
    let args = AlertArgs {
        waiting: Some(waiting),
        expected_s: Some(longest_s).filter(|longest_s| *longest_s > 0),
        ..AlertArgs::default()
    };
    let alert = alerts::draft(ctx, hall.id(), AlertKind::ExtraCounter, AlertLevel::Info, args);
    let tx = app.db.begin_write().await?;
    alerts::raise(ctx, app, &tx, &alert, &mark).await?;
    tx.commit().await?;
    Ok(())
}

/// What somebody waits for and nobody on duty renders.
struct Unattended {
    /// The service; `None` when no counter is on duty at all.
    service: Option<ServiceId>,
    level: AlertLevel,
}

/// Lists what somebody waits for and nobody on duty renders; what goes before everybody is named also when no counter is
/// on duty at all.
fn unattended(
    hall: &Hall,
    rules: &LobbyRules,
    duty: &Duty,
    line: &[WaitingFor],
) -> Vec<Unattended> {
    let wanted = line.iter().filter_map(|line| hall.find_service(line.service));
    let (urgent, usual): (Vec<_>, Vec<_>) = wanted
        .filter(|service| !duty.pool(hall, service).attended())
        .partition(|service| is_urgent(rules, service));
    let about =
        |level| move |service: &Arc<Service>| Unattended { service: Some(service.id), level };
    let mut all: Vec<_> = urgent.into_iter().map(about(AlertLevel::Breach)).collect();
    if duty.attends() || usual.is_empty() {
        all.extend(usual.into_iter().map(about(AlertLevel::Warn)));
    } else {
        all.push(Unattended { service: None, level: AlertLevel::Warn });
    }
    all
}

/// Tells that nobody on duty renders something, unless somebody else has just told it.
async fn tell(ctx: &Ctx, app: &App, hall: &Hall, about: Unattended) -> Result<(), LobbyError> {
    let kind = AlertKind::Unattended;
    let args = AlertArgs { service: about.service, ..AlertArgs::default() };
    let alert = alerts::draft(ctx, hall.id(), kind, about.level, args);
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let standing = store::alerts::unresolved(&tx, Unresolved::Of(hall.id(), kind)).await?;
    if standing.iter().any(|alert| alert.args.service == about.service) {
        return Ok(());
    }
    alerts::raise(ctx, app, &tx, &alert, &alert.id.to_string()).await?;
    tx.commit().await?;
    Ok(())
}
