//! Sitting down at a counter, leaving it, and pauses.

use std::sync::Arc;

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use events::Event;
use kernel::{CounterId, StaffId};
use organisation::api::{Counter as CounterPlace, StaffName, find_counter};
use web::Fields;

use super::hall::{Hall, counter_for, counter_in_use, rules};
use super::keep::Writing;
use crate::error::LobbyError;
use crate::events::{CounterClosed, CounterFacts, CounterOpened, CounterPaused, CounterResumed};
use crate::model::counter::Counter;
use crate::model::refusal::Refusal;
use crate::model::rules::knows;
use crate::permissions::VISIT_CALL;
use crate::store;

/// A counter as it is now, with its names.
pub(crate) struct CounterNow {
    /// The counter of the branch.
    pub(crate) place: Arc<CounterPlace>,
    /// What happens there.
    pub(crate) counter: Counter,
    /// The name of who sits there.
    pub(crate) staff: Option<(StaffId, StaffName)>,
}

/// What is done with a counter, in progress.
struct Opened {
    tx: WriteTx,
    hall: Hall,
    place: Arc<CounterPlace>,
    counter: Counter,
    staff: StaffId,
}

/// Sits down at a counter; a colleague who left it free or paused is relieved.
///
/// # Errors
/// The counter does not exist or is busy, or the person sits at another one.
pub(crate) async fn open(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
) -> Result<Change<CounterNow>, LobbyError> {
    let mut opened = begin(ctx, app, counter_in_use(ctx, app, id, VISIT_CALL).await?).await?;
    let elsewhere = store::counters::find_of_staff(&opened.tx, opened.staff).await?;
    if let Some(other) = elsewhere.filter(|other| other.id != id) {
        drop(opened);
        let number = find_counter(app, other.id).await?.map(|counter| counter.number.clone());
        return Err(Refusal::ElsewhereOpen { number: number.unwrap_or_default() }.into());
    }
    opened.counter.open(opened.staff, ctx.now())?;
    save(ctx, app, opened, "counter.opened", None, CounterOpened).await
}

/// Leaves a counter.
///
/// # Errors
/// The counter does not exist, is busy, closed, or somebody else's.
pub(crate) async fn close(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
) -> Result<Change<CounterNow>, LobbyError> {
    let mut opened = begin(ctx, app, counter_for(ctx, app, id, VISIT_CALL).await?).await?;
    opened.counter.close(opened.staff, ctx.now())?;
    save(ctx, app, opened, "counter.closed", None, CounterClosed).await
}

/// Stops calling for a while, for a reason of the rules.
///
/// # Errors
/// The counter does not exist, is busy, closed, paused, or somebody else's; the reason is not known.
pub(crate) async fn pause(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
    reason: String,
) -> Result<Change<CounterNow>, LobbyError> {
    let mut opened = begin(ctx, app, counter_for(ctx, app, id, VISIT_CALL).await?).await?;
    let known = knows(&rules(app, &opened.hall.branch)?.pause_reasons, &reason);
    let mut fields = Fields::default();
    fields.check(
        known,
        "/reason",
        "lobby.unknown_pause_reason",
        "请从列表中选择暂停原因。",
        "Please choose a reason of the list.",
    );
    fields.into_result()?;
    opened.counter.pause(opened.staff, reason.clone(), ctx.now())?;
    save(ctx, app, opened, "counter.paused", Some(reason), CounterPaused).await
}

/// Goes on after a pause.
///
/// # Errors
/// The counter does not exist, is not paused, or somebody else's.
pub(crate) async fn resume(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
) -> Result<Change<CounterNow>, LobbyError> {
    let mut opened = begin(ctx, app, counter_for(ctx, app, id, VISIT_CALL).await?).await?;
    opened.counter.resume(opened.staff, ctx.now())?;
    save(ctx, app, opened, "counter.resumed", None, CounterResumed).await
}

async fn begin(
    ctx: &Ctx,
    app: &App,
    (hall, place): (Hall, Arc<CounterPlace>),
) -> Result<Opened, LobbyError> {
    let staff = ctx.staff()?;
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let counter = store::counters::find(&tx, place.id).await?;
    let counter = counter.unwrap_or_else(|| Counter::closed(place.id, hall.id(), ctx.now()));
    Ok(Opened { tx, hall, place, counter, staff })
}

async fn save<E: Event>(
    ctx: &Ctx,
    app: &App,
    opened: Opened,
    audit_name: &'static str,
    reason: Option<String>,
    event: fn(CounterFacts) -> E,
) -> Result<Change<CounterNow>, LobbyError> {
    let Opened { tx, hall, place, counter, .. } = opened;
    store::counters::save(&tx, &counter).await?;
    app.events.record(&tx, ctx, &event(facts(&hall, &place, &counter))).await?;
    let mut entry = Entry::new(audit_name).on("counter", counter.id).branch(hall.id());
    if let Some(reason) = reason {
        entry = entry.reason(reason);
    }
    let now = describe(&hall, place, counter);
    app.audit.record(&tx, ctx, entry).await?;
    Ok(Change::new(tx, now))
}

fn facts(hall: &Hall, place: &CounterPlace, counter: &Counter) -> CounterFacts {
    CounterFacts {
        counter_id: counter.id,
        branch_id: counter.branch,
        counter_number: place.number.clone(),
        state: counter.state().name().code().to_owned(),
        desks: hall.counter_ids(),
    }
}

/// Adds names to a counter.
pub(crate) fn describe(hall: &Hall, place: Arc<CounterPlace>, counter: Counter) -> CounterNow {
    let staff =
        counter.staff().and_then(|id| hall.names_of(&[id]).remove(&id).map(|name| (id, name)));
    CounterNow { place, counter, staff }
}

/// Closes a counter that was left open the day before.
pub(crate) async fn end_day(write: &Writing<'_>, mut counter: Counter) -> Result<(), LobbyError> {
    let Writing { ctx, app, tx, hall } = *write;
    let Some(place) = hall.find_counter(counter.id) else { return Ok(()) };
    counter.end_day(ctx.now());
    store::counters::save(tx, &counter).await?;
    app.events.record(tx, ctx, &CounterClosed(facts(hall, place, &counter))).await?;
    let entry = Entry::new("counter.closed")
        .on("counter", counter.id)
        .branch(hall.id())
        .reason("day_ended");
    app.audit.record(tx, ctx, entry).await?;
    Ok(())
}
