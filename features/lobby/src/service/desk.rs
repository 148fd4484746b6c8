//! What a teller sees at a counter.

use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::{CounterId, StaffId};
use organisation::api::{Counter as CounterPlace, Staff};

use super::counters::{CounterNow, describe};
use super::dispatch::{self, Line, Seat, skills_of};
use super::duty::Duty;
use super::hall::{Hall, counter_for, rules};
use super::record::{VisitRecord, assemble};
use crate::error::LobbyError;
use crate::model::counter::Counter;
use crate::model::rules::LobbyRules;
use crate::permissions::VISIT_READ;
use crate::store;
use crate::store::board::ServedBy;
use crate::store::line::Queued;

/// At most this many of those who wait are shown.
const MOST_SHOWN: usize = 50;

/// At most this many of those who wait are read.
const MOST_READ: u32 = 2_000;

/// What a teller sees at a counter.
pub(crate) struct Desk {
    /// The counter.
    pub(crate) counter: CounterNow,
    /// Where.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<LobbyRules>,
    /// The visit that the counter is busy with.
    pub(crate) current: Option<VisitRecord>,
    /// Who waits for this counter, in the order of calling if nobody else came.
    pub(crate) waiting: Vec<Queued>,
    /// How many wait for this counter.
    pub(crate) waiting_total: usize,
    /// Who was parked by this counter.
    pub(crate) parked: Vec<Queued>,
    /// Who else sits at a counter, and its number; in the order of the counters.
    pub(crate) colleagues: Vec<(Arc<Staff>, String)>,
    /// Everybody's counter.
    pub(crate) counters: Vec<Counter>,
    /// What the caller has served today.
    pub(crate) served: ServedBy,
}

/// Finds the counter at which the caller sits: opened by them and not closed.
///
/// # Errors
/// The caller may not see visits; the database is away.
pub(crate) async fn find(ctx: &Ctx, app: &App) -> Result<Option<CounterId>, LobbyError> {
    ctx.require(VISIT_READ)?;
    let counter = store::counters::find_of_staff(app.db.reader(), ctx.staff()?).await?;
    Ok(counter.map(|counter| counter.id))
}

/// Shows the desk of a counter.
///
/// # Errors
/// The counter does not exist or is out of reach; the database is away.
pub(crate) async fn show(ctx: &Ctx, app: &App, id: CounterId) -> Result<Desk, LobbyError> {
    let (hall, place) = counter_for(ctx, app, id, VISIT_READ).await?;
    let rules = rules(app, &hall.branch)?;
    let me = ctx.staff()?;
    let db = app.db.reader();
    let duty = Duty::people(app, &hall, ctx.now()).await?;
    let counter =
        duty.find(id).cloned().unwrap_or_else(|| Counter::closed(id, hall.id(), ctx.now()));
    let queued = store::line::queued(db, hall.id(), hall.day(), ctx.now(), MOST_READ).await?;
    let (parked, waiting): (Vec<_>, Vec<_>) = queued.into_iter().partition(|queued| queued.parked);
    let at_desk = counter.staff().unwrap_or(me);
    let mut waiting = in_order(ctx, &hall, &rules, (&place, at_desk), &duty, waiting);
    let waiting_total = waiting.len();
    waiting.truncate(MOST_SHOWN);
    let current = current(ctx, app, &hall, &rules, &counter).await?;
    Ok(Desk {
        counter: describe(&hall, place, counter),
        current,
        waiting,
        waiting_total,
        parked: parked.into_iter().filter(|queued| queued.counter == Some(id)).collect(),
        colleagues: colleagues(&hall, &duty, me),
        served: store::board::served_by(db, hall.id(), hall.day(), me).await?,
        counters: duty.counters,
        hall,
        rules,
    })
}

fn colleagues(hall: &Hall, duty: &Duty, me: StaffId) -> Vec<(Arc<Staff>, String)> {
    let seated = |place: &Arc<CounterPlace>| {
        let staff = duty.find(place.id)?.staff().filter(|staff| *staff != me)?;
        Some((Arc::clone(duty.find_person(staff)?), place.number.clone()))
    };
    hall.counters.iter().filter_map(seated).collect()
}

async fn current(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &Arc<LobbyRules>,
    counter: &Counter,
) -> Result<Option<VisitRecord>, LobbyError> {
    let Some(visit) = counter.visit() else { return Ok(None) };
    let db = app.db.reader();
    let Some(kept) = store::visits::find(db, &access::Scope::All, visit).await? else {
        return Ok(None);
    };
    Ok(Some(assemble(ctx, app, db, hall.clone(), Arc::clone(rules), kept, true).await?))
}

/// Puts those whom this counter could call into the order of calling; the others are left out.
fn in_order(
    ctx: &Ctx,
    hall: &Hall,
    rules: &LobbyRules,
    (place, at_desk): (&CounterPlace, StaffId),
    duty: &Duty,
    waiting: Vec<Queued>,
) -> Vec<Queued> {
    let Some(person) = duty.find_person(at_desk).or_else(|| hall.find_person(at_desk)) else {
        return Vec::new();
    };
    let rows: Vec<_> = waiting.iter().map(|queued| queued.waiting.clone()).collect();
    let (skills, elsewhere) = (skills_of(hall), duty.specialised_elsewhere(hall, place.id));
    let stopped = hall.stopped();
    let line = Line::new(rules, &rows, &skills, duty, &elsewhere, &stopped, ctx.now());
    let ranked = line.rank(&Seat::new(place, person));
    dispatch::in_order(&ranked, waiting, &stopped, ctx.now())
}
