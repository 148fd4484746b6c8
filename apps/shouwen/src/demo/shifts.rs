//! Who sits where this week: planned at every start, so that a demo that was left alone for a month still works.

use access::Ctx;
use anyhow::Result;
use app::App;
use db::WriteTx;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{CounterId, Timestamp};
use organisation::api::{self, Branch, Shift, Staff};

use super::load::{today, zone};
use super::plan::{BRANCHES, BranchPlan};

/// How many days are planned, today included.
const DAYS: i64 = 7;

/// Plans the days of this week that are not planned yet.
///
/// # Errors
/// The database is away.
pub async fn keep(app: &App, ctx: &Ctx) -> Result<()> {
    let first = today(ctx.now());
    for branch in api::branches(app).await? {
        let Some(plan) = BRANCHES.iter().find(|plan| plan.code == branch.code) else { continue };
        let seats = seats(app, &branch, plan).await?;
        for day in 0..DAYS {
            keep_day(app, ctx, &branch, &seats, first.saturating_add(day.days())).await?;
        }
    }
    Ok(())
}

/// A person and where they sit.
struct Seat {
    staff: std::sync::Arc<Staff>,
    counter: Option<CounterId>,
}

/// Finds everybody who works in shifts; who was renamed or has left is not planned.
async fn seats(app: &App, branch: &Branch, plan: &BranchPlan) -> Result<Vec<Seat>> {
    let counters = api::counters(app, branch.id).await?;
    let staff = api::staff_of(app, branch.id).await?;
    let seat = |person: &std::sync::Arc<Staff>| {
        let plan = plan.staff.iter().find(|plan| plan.0 == person.name)?;
        let number = plan.5.map(|number| number.to_string());
        let counter = counters.iter().find(|counter| Some(&counter.number) == number.as_ref());
        Some(Seat {
            staff: std::sync::Arc::clone(person),
            counter: counter.map(|counter| counter.id),
        })
    };
    Ok(staff.iter().filter_map(seat).collect())
}

async fn keep_day(app: &App, ctx: &Ctx, branch: &Branch, seats: &[Seat], day: Date) -> Result<()> {
    let (from, to) = (midnight(day), midnight(day.saturating_add(1.days())));
    let Some(first) = seats.first() else { return Ok(()) };
    if api::find_shift(app, first.staff.id, from).await?.is_some() {
        return Ok(());
    }
    let tx = app.db.begin_write().await?;
    for seat in seats {
        add(app, ctx, &tx, branch, seat, (from, to)).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn add(
    app: &App,
    ctx: &Ctx,
    tx: &WriteTx,
    branch: &Branch,
    seat: &Seat,
    (from, to): (Timestamp, Timestamp),
) -> Result<()> {
    let (staff, counter) = (seat.staff.id, seat.counter);
    let shift = Shift { id: ctx.id(), branch: branch.id, staff, counter, from, to, version: 1 };
    match api::create_shift(app, ctx, tx, &shift).await {
        // Somebody planned this person by hand; that stands.
        Err(error) if kernel::Fault::kind(&error) == kernel::Kind::Conflict => Ok(()),
        outcome => Ok(outcome?),
    }
}

fn midnight(day: Date) -> Timestamp {
    zone()
        .to_ambiguous_timestamp(day.at(0, 0, 0, 0))
        .compatible()
        .map_or(Timestamp::from_micros(0), Timestamp::from)
}
