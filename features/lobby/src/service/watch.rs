//! What has to happen by itself: alarms about long waits, parked visits that come back, the end of the day.
//!
//! Each is a reconciler: it looks at the state and brings it to where it should be, however often it runs.

use std::time::Duration;

use access::{Ctx, Scope};
use app::App;
use jiff::ToSpan as _;
use kernel::{BranchId, Timestamp, VisitId};
use organisation::api::branches;

use super::estimate::Duty;
use super::hall::{Hall, rules};
use super::keep::{self, Writing};
use super::{alerts, counters};
use crate::error::LobbyError;
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel, earliest, judge};
use crate::model::number::BusinessDay;
use crate::model::rules::LobbyRules;
use crate::model::step::Step;
use crate::model::visit::{LeftReason, StateName, Visit};
use crate::store;
use crate::store::line::LongWait;

/// How many days back the end of a day is made up for, after a long standstill.
const DAYS_BACK: i64 = 31;

/// Raises alarms about those who wait too long, and asks for another counter where too many wait.
///
/// # Errors
/// The database is away.
pub(crate) async fn waits(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    for branch in branches(app).await? {
        let hall = Hall::load(app, branch.id, ctx.now()).await?;
        let rules = rules(app, &hall.branch)?;
        let before = ctx.now() - Duration::from_secs(u64::from(earliest(&rules)));
        let long =
            store::line::long_waits(app.db.reader(), &[hall.id()], hall.day(), before).await?;
        for wait in &long {
            alarm(ctx, app, &rules, wait).await?;
        }
        ask_for_counter(ctx, app, &hall, &rules).await?;
    }
    Ok(())
}

async fn alarm(
    ctx: &Ctx,
    app: &App,
    rules: &LobbyRules,
    wait: &LongWait,
) -> Result<(), LobbyError> {
    let waiting = &wait.waiting;
    if waiting.postponed_until.is_some_and(|until| until > ctx.now()) {
        return Ok(());
    }
    let waited_s = u32::try_from(ctx.now().since(waiting.queued_at).as_secs()).unwrap_or(u32::MAX);
    let Some((kind, level, threshold_s)) = judge(rules, &waiting.class, waited_s) else {
        return Ok(());
    };
    let alerted = if level == AlertLevel::Breach { 2 } else { 1 };
    if alerted <= wait.alerted {
        return Ok(());
    }
    let args = AlertArgs {
        waited_s: Some(waited_s),
        threshold_s: Some(threshold_s),
        class: Some(waiting.class.clone()),
        care_group: wait.care_group.clone(),
        ..AlertArgs::default()
    };
    let mut alert = alerts::draft(ctx, wait.branch, kind, level, args);
    alert.visit = Some(waiting.id);
    alert.number = Some(waiting.number.to_string());
    let tx = app.db.begin_write().await?;
    // Whoever was called in the meantime needs no alarm.
    if store::visits::mark_alerted(&tx, waiting.id, alerted).await? {
        let mark =
            format!("{}:{}", alerts::mark(kind, level, waiting.id), waiting.queued_at.micros());
        if alerts::raise(ctx, app, &tx, &alert, &mark).await? {
            store::alerts::resolve_waits(&tx, waiting.id, Some(alert.id), ctx.now()).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Asks for another counter, at most once an hour.
async fn ask_for_counter(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &LobbyRules,
) -> Result<(), LobbyError> {
    let db = app.db.reader();
    let line = store::line::waiting_by_service(db, hall.id(), hall.day()).await?;
    let waiting: u32 = line.iter().map(|line| line.waiting).sum();
    if waiting == 0 {
        return Ok(());
    }
    let limits = &rules.alerts.extra_counter;
    let duty = Duty::load(app, hall).await?;
    let wanted =
        hall.offered.iter().filter(|service| line.iter().any(|line| line.service == service.id));
    let longest = wanted
        .filter_map(|service| duty.newcomer(hall, service, &line))
        .map(|range| range.high_s)
        .max();
    let slow = longest.is_some_and(|longest| longest > limits.predicted_wait_over_s);
    if waiting <= limits.waiting_over && !slow {
        return Ok(());
    }
    let args = AlertArgs { waiting: Some(waiting), ..AlertArgs::default() };
    let alert = alerts::draft(ctx, hall.id(), AlertKind::ExtraCounter, AlertLevel::Info, args);
    let mark = alerts::hourly_mark(AlertKind::ExtraCounter, hall.id(), ctx.now());
    if store::alerts::is_raised(db, &mark).await? {
        return Ok(());
    }
    let tx = app.db.begin_write().await?;
    alerts::raise(ctx, app, &tx, &alert, &mark).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts visits that were parked too long back into the line, so that nobody is forgotten.
///
/// # Errors
/// The database is away.
pub(crate) async fn parked(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    for branch in branches(app).await? {
        let hall = Hall::load(app, branch.id, ctx.now()).await?;
        let longest = Duration::from_secs(u64::from(rules(app, &hall.branch)?.park.longest_s));
        let before = ctx.now() - longest;
        let states = [StateName::Parked];
        let forgotten =
            store::line::left_over(app.db.reader(), hall.id(), &[hall.day()], &states, before)
                .await?;
        for visit in forgotten {
            change(ctx, app, &hall, visit, |visit| {
                let stale = visit.state_name() == StateName::Parked && visit.since() < before;
                stale.then(|| visit.unpark(ctx.now()).ok()).flatten()
            })
            .await?;
        }
    }
    Ok(())
}

/// Ends what is left over from the days before: visits become left, counters closed.
///
/// # Errors
/// The database is away.
pub(crate) async fn end_days(ctx: &Ctx, app: &App) -> Result<(), LobbyError> {
    for branch in branches(app).await? {
        let hall = Hall::load(app, branch.id, ctx.now()).await?;
        end_visits(ctx, app, &hall).await?;
        close_counters(ctx, app, &hall, branch.id).await?;
    }
    Ok(())
}

async fn end_visits(ctx: &Ctx, app: &App, hall: &Hall) -> Result<(), LobbyError> {
    let today = hall.day().date();
    let days: Vec<_> = (1..=DAYS_BACK)
        .filter_map(|back| today.checked_sub(back.days()).ok())
        .map(BusinessDay::from)
        .collect();
    let open = [StateName::Waiting, StateName::Called, StateName::Serving, StateName::Parked];
    let left = store::line::left_over(app.db.reader(), hall.id(), &days, &open, ctx.now()).await?;
    for visit in left {
        change(ctx, app, hall, visit, |visit| visit.leave(LeftReason::DayEnded, ctx.now()).ok())
            .await?;
    }
    Ok(())
}

async fn close_counters(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    branch: BranchId,
) -> Result<(), LobbyError> {
    let zone = super::hall::zone(&hall.branch);
    let of_another_day = |since: Timestamp| BusinessDay::of(since, &zone) < hall.day();
    let open = store::counters::of_branch(app.db.reader(), branch).await?;
    for stale in open
        .into_iter()
        .filter(|counter| counter.staff().is_some() && of_another_day(counter.since()))
    {
        let tx = app.db.begin_write().await?;
        store::lock_branch(&tx, branch).await?;
        // Somebody may have sat down since; and a customer who is still there is ended first, above.
        let counter = store::counters::find(&tx, stale.id).await?.filter(|now| *now == stale);
        if let Some(counter) = counter.filter(|counter| counter.visit().is_none()) {
            counters::end_day(ctx, app, &tx, hall, counter).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

async fn change(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    id: VisitId,
    act: impl FnOnce(&mut Visit) -> Option<Step> + Send,
) -> Result<(), LobbyError> {
    let tx = app.db.begin_write().await?;
    store::lock_branch(&tx, hall.id()).await?;
    let Some(mut kept) = store::visits::find(&tx, &Scope::All, id).await? else {
        return Ok(());
    };
    let before = kept.visit.busy_place();
    let Some(step) = act(&mut kept.visit) else { return Ok(()) };
    keep::act(&Writing { ctx, app, tx: &tx, hall }, &mut kept, before, step, None).await?;
    tx.commit().await?;
    Ok(())
}
