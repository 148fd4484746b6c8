//! What has to happen by itself: alarms, parked visits that come back, the end of the day.
//!
//! Each is a reconciler: it looks at the state and brings it to where it should be, however often it runs.
//! What fails at one branch is logged and does not keep the others waiting.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use access::{Ctx, Scope};
use app::App;
use db::WriteTx;
use jiff::ToSpan as _;
use kernel::{BranchId, Timestamp, VisitId};
use organisation::api::branches;

use super::hall::{Hall, rules};
use super::keep::{self, Writing};
use super::{alerts, counters, crowd, settle};
use crate::error::LobbyError;
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel, earliest, judge};
use crate::model::counter::Counter;
use crate::model::number::BusinessDay;
use crate::model::rules::LobbyRules;
use crate::model::visit::{LeftReason, StateName, Visit};
use crate::store;
use crate::store::convert::Kept;
use crate::store::line::LongWait;

/// How many days back the end of a day is made up for, after a long standstill.
const DAYS_BACK: i64 = 31;

/// Whoever is at a counter when the day ends is served to the end, which is never later than this.
const TO_THE_END: Duration = Duration::from_hours(4);

/// A branch whose waits are looked at.
struct Watched {
    hall: Hall,
    rules: Arc<LobbyRules>,
}

/// Raises alarms about those who wait too long, about crowds and services that nobody renders, and takes back what is over.
///
/// # Errors
/// The database is away.
pub(crate) async fn waits(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    let mut watched = BTreeMap::new();
    for branch in branches(app).await? {
        watched
            .extend(survive(branch.id, watch(ctx, app, branch.id).await).map(|at| (branch.id, at)));
    }
    for wait in long_waits(ctx, app, &watched).await? {
        if let Some(at) = watched.get(&wait.branch) {
            survive(wait.branch, alarm(ctx, app, &at.rules, &wait).await);
        }
    }
    let standing = crowd::Standing::load(app).await?;
    for (id, at) in &watched {
        survive(*id, crowd::look(ctx, app, &at.hall, &at.rules, &standing).await);
    }
    settle::visits(ctx, app).await
}

/// Logs what went wrong at a branch, so that the others are looked at all the same.
pub(super) fn survive<T>(branch: BranchId, outcome: Result<T, LobbyError>) -> Option<T> {
    let log = |error: &LobbyError| {
        let error = error as &dyn std::error::Error;
        tracing::error!(branch.id = %branch, error, "cannot look after a branch");
    };
    outcome.inspect_err(log).ok()
}

async fn watch(ctx: &Ctx, app: &App, branch: BranchId) -> Result<Watched, LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?;
    let rules = rules(app, &hall.branch)?;
    Ok(Watched { hall, rules })
}

/// Lists who may have waited too long anywhere, by one query for all branches that have the same day.
async fn long_waits(
    ctx: &Ctx,
    app: &App,
    watched: &BTreeMap<BranchId, Watched>,
) -> Result<Vec<LongWait>, LobbyError> {
    let mut days = BTreeMap::<BusinessDay, Vec<BranchId>>::new();
    for (id, at) in watched {
        days.entry(at.hall.day()).or_default().push(*id);
    }
    let first = watched.values().map(|at| earliest(&at.rules)).min().unwrap_or(0);
    let before = ctx.now() - Duration::from_secs(u64::from(first));
    let mut long = Vec::new();
    for (day, branches) in days {
        long.extend(store::line::long_waits(app.db.reader(), &branches, day, before).await?);
    }
    // Who waits for what is stopped has been told so; hurry at the counters would not help.
    let stopped = |wait: &LongWait| {
        watched
            .get(&wait.branch)
            .is_some_and(|at| at.hall.find_incident(wait.waiting.service).is_some())
    };
    long.retain(|wait| !stopped(wait));
    Ok(long)
}

/// An alarm that is due about a wait.
struct Due {
    kind: AlertKind,
    level: AlertLevel,
    waited_s: u32,
    threshold_s: u32,
    alerted: i32,
}

/// Judges a wait; `None` when nothing is to be raised that is not open already.
fn due(
    ctx: &Ctx,
    rules: &LobbyRules,
    class: &str,
    queued_at: Timestamp,
    postponed_until: Option<Timestamp>,
    alerted: i32,
) -> Option<Due> {
    if postponed_until.is_some_and(|until| until > ctx.now()) {
        return None;
    }
    let waited_s = u32::try_from(ctx.now().since(queued_at).as_secs()).unwrap_or(u32::MAX);
    let (kind, level, threshold_s) = judge(rules, class, waited_s)?;
    let due = if level == AlertLevel::Breach { 2 } else { 1 };
    (due > alerted).then_some(Due { kind, level, waited_s, threshold_s, alerted: due })
}

async fn alarm(
    ctx: &Ctx,
    app: &App,
    rules: &LobbyRules,
    wait: &LongWait,
) -> Result<(), LobbyError> {
    let LongWait { branch, waiting, alerted } = wait;
    let (queued_at, until) = (waiting.queued_at, waiting.postponed_until);
    if due(ctx, rules, &waiting.class, queued_at, until, *alerted).is_none() {
        return Ok(());
    }
    let tx = app.db.begin_write().await?;
    tx.lock_on(branch.uuid()).await?;
    // Whoever was called in the meantime needs no alarm, and whoever was classed anew perhaps another one.
    let kept = store::visits::find(&tx, &Scope::All, waiting.id).await?;
    let Some(Kept { visit, alerted, .. }) =
        kept.filter(|kept| kept.visit.state_name() == StateName::Waiting)
    else {
        return Ok(());
    };
    let (class, until) = (&visit.standing.class, visit.postponed_until());
    if let Some(due) = due(ctx, rules, class, visit.queued_at(), until, alerted) {
        ring(ctx, app, &tx, &visit, due).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn ring(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    visit: &Visit,
    due: Due,
) -> Result<(), LobbyError> {
    let args = AlertArgs {
        waited_s: Some(due.waited_s),
        threshold_s: Some(due.threshold_s),
        class: Some(visit.standing.class.clone()),
        care_group: visit.standing.care_group.clone(),
        ..AlertArgs::default()
    };
    let mut alert = alerts::draft(ctx, visit.branch, due.kind, due.level, args);
    alert.visit = Some(visit.id);
    alert.number = Some(visit.number.to_string());
    store::visits::mark_alerted(tx, visit.id, due.alerted).await?;
    // A visit that waits or is judged anew has taken a step since, and may be alarmed about once more.
    let mark = format!("{}:{}", alerts::mark(due.kind, due.level, visit.id), visit.steps);
    if alerts::raise(ctx, app, tx, &alert, &mark).await? {
        store::alerts::resolve_waits(tx, visit.id, Some(alert.id), ctx.now()).await?;
    }
    Ok(())
}

/// Puts visits that were parked too long back into the line, so that nobody is forgotten.
///
/// # Errors
/// The database is away.
pub(crate) async fn parked(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    for branch in branches(app).await? {
        survive(branch.id, return_parked(ctx, app, branch.id).await);
    }
    Ok(())
}

async fn return_parked(ctx: &Ctx, app: &App, branch: BranchId) -> Result<(), LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?;
    let longest = Duration::from_secs(u64::from(rules(app, &hall.branch)?.park.longest_s));
    let (db, before) = (app.db.reader(), ctx.now() - longest);
    let states = [StateName::Parked];
    for id in store::leftovers::left_over(db, branch, &[hall.day()], &states, before).await? {
        let tx = app.db.begin_write().await?;
        tx.lock_on(branch.uuid()).await?;
        let kept = store::visits::find(&tx, &Scope::All, id).await?;
        let stale = |kept: &Kept| {
            kept.visit.state_name() == StateName::Parked && kept.visit.since() < before
        };
        let Some(mut kept) = kept.filter(stale) else { continue };
        let Ok(step) = kept.visit.unpark(ctx.now()) else { continue };
        keep::act(&Writing { ctx, app, tx: &tx, hall: &hall }, &mut kept, None, step, None).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends what is left over from the days before: counters are closed, visits become left, alerts are resolved.
///
/// Branches and counters that are no longer in use are not left out.
///
/// # Errors
/// The database is away.
pub(crate) async fn end_days(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    let db = app.db.reader();
    let mut branches = store::counters::staffed_branches(db).await?;
    branches.extend(store::leftovers::open_branches(db).await?);
    branches.sort_unstable();
    branches.dedup();
    for branch in branches {
        survive(branch, end_day(ctx, app, branch).await);
    }
    settle::days(ctx, app).await
}

async fn end_day(ctx: &Ctx, app: &App, branch: BranchId) -> Result<(), LobbyError> {
    let hall = Hall::load(app, branch, ctx.now()).await?;
    let zone = super::hall::zone(&hall.branch);
    let is_stale = |counter: &Counter| {
        let served = counter.visit().is_some() && counter.since() > ctx.now() - TO_THE_END;
        counter.staff().is_some() && BusinessDay::of(counter.since(), &zone) < hall.day() && !served
    };
    let mut stale = store::counters::of_branch(app.db.reader(), branch).await?;
    stale.retain(is_stale);
    let places: Vec<_> = stale.iter().map(|counter| counter.id).collect();
    let hall = hall.knowing(app, &places).await?;
    for counter in stale {
        close_counter(ctx, app, &hall, counter).await?;
    }
    end_visits(ctx, app, &hall).await
}

/// Closes a counter together with the visit it is busy with, which would make it free again today otherwise.
async fn close_counter(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    stale: Counter,
) -> Result<(), LobbyError> {
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    // Somebody may have sat down since.
    if store::counters::find(&tx, stale.id).await?.as_ref() != Some(&stale) {
        return Ok(());
    }
    let write = Writing { ctx, app, tx: &tx, hall };
    if let Some(visit) = stale.visit() {
        end_visit(&write, visit).await?;
    }
    counters::end_day(&write, stale).await?;
    tx.commit().await?;
    Ok(())
}

async fn end_visits(ctx: &Ctx, app: &App, hall: &Hall) -> Result<(), LobbyError> {
    let today = hall.day().date();
    let days: Vec<_> = (1..=DAYS_BACK)
        .filter_map(|back| today.checked_sub(back.days()).ok())
        .map(BusinessDay::from)
        .collect();
    let (waiting, at_counters) =
        ([StateName::Waiting, StateName::Parked], [StateName::Called, StateName::Serving]);
    let (db, now) = (app.db.reader(), ctx.now());
    let mut left = store::leftovers::left_over(db, hall.id(), &days, &waiting, now).await?;
    let before = now - TO_THE_END;
    left.extend(store::leftovers::left_over(db, hall.id(), &days, &at_counters, before).await?);
    for visit in left {
        let tx = app.db.begin_write().await?;
        tx.lock_on(hall.id().uuid()).await?;
        end_visit(&Writing { ctx, app, tx: &tx, hall }, visit).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends a visit that was left over; one that has ended in the meantime stays as it is.
async fn end_visit(write: &Writing<'_>, id: VisitId) -> Result<(), LobbyError> {
    let Some(mut kept) = store::visits::find(write.tx, &Scope::All, id).await? else {
        return Ok(());
    };
    let before = kept.visit.busy_place();
    match kept.visit.leave(LeftReason::DayEnded, write.ctx.now()) {
        Ok(step) => keep::act(write, &mut kept, before, step, None).await,
        Err(_) => Ok(()),
    }
}
