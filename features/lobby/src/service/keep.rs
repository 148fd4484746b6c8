//! Writes what an act did: visit, step, counter, event, audit row; all in one transaction.

use access::{Actor, Ctx};
use app::App;
use audit::Entry;
use db::WriteTx;
use kernel::Timestamp;
use vault::{Field, SealedColumn};

use super::appointments;
use super::hall::Hall;
use crate::error::LobbyError;
use crate::events::{
    VisitCalled, VisitFacts, VisitFinished, VisitGuided, VisitLeft, VisitNoShow, VisitParked,
    VisitPostponed, VisitRated, VisitRecalled, VisitServed, VisitTaken, VisitTransferred,
    VisitTriaged, VisitUnparked,
};
use crate::model::place::Place;
use crate::model::step::{Act, Step};
use crate::model::visit::{StateName, Visit};
use crate::store;
use crate::store::convert::Kept;
use crate::store::steps::{RecordedStep, StepActor};

/// Remarks of staff may name people, so they are sealed.
pub(crate) const NOTE: Field = Field::new("lobby_steps.note");

/// The customer's own words.
pub(crate) const NEED: Field = Field::new("lobby_visits.need");

/// What somebody said who asks for a person.
pub(crate) const WORDS: Field = Field::new("lobby_alerts.words");

/// A remark on an item of a checklist.
pub(crate) const MARK_NOTE: Field = Field::new("lobby_checklist_marks.note");

/// Why a manager opened a branch all the same.
pub(crate) const REASON: Field = Field::new("lobby_checklists.override_reason");

/// A photo of an item; what it shows may be nobody else's business.
pub(crate) const IMAGE: Field = Field::new("lobby_checklist_photos.image");

/// What is wrong.
pub(crate) const OPEN_NOTE: Field = Field::new("lobby_open_items.note");

/// What was done about it.
pub(crate) const RESOLUTION: Field = Field::new("lobby_open_items.resolution");

/// What one shift tells the next.
pub(crate) const HANDOVER: Field = Field::new("lobby_handovers.words");

/// Where this room keeps sealed values.
pub(crate) const SEALED: &[SealedColumn] = &[
    SealedColumn::new(NOTE).of("visit_id"),
    SealedColumn::new(NEED),
    SealedColumn::new(WORDS),
    SealedColumn::new(MARK_NOTE),
    SealedColumn::new(REASON),
    SealedColumn::new(IMAGE),
    SealedColumn::new(OPEN_NOTE),
    SealedColumn::new(RESOLUTION),
    SealedColumn::new(HANDOVER),
    SealedColumn::new(appointments::NAME),
    SealedColumn::new(appointments::PHONE).indexed("phone_index", vault::Form::Phone),
    SealedColumn::new(appointments::letters::EMAIL),
    SealedColumn::new(appointments::letters::LINK),
];

/// One write at a branch: who, with what, in which transaction.
#[derive(Clone, Copy)]
pub(crate) struct Writing<'a> {
    /// Who acts, and when.
    pub(crate) ctx: &'a Ctx,
    /// What everything stands on.
    pub(crate) app: &'a App,
    /// The transaction.
    pub(crate) tx: &'a WriteTx,
    /// The branch.
    pub(crate) hall: &'a Hall,
}

/// Saves a visit after an act that changed it, and everything that follows from the act.
///
/// `before` is the place that was busy with the visit.
///
/// # Errors
/// Somebody else changed the visit at the same moment; the database is away.
pub(crate) async fn act(
    write: &Writing<'_>,
    kept: &mut Kept,
    before: Option<Place>,
    step: Step,
    note: Option<&str>,
) -> Result<(), LobbyError> {
    let tx = write.tx;
    let judged_anew =
        matches!(step.act, Act::Triaged { to_class: Some(_), .. } | Act::Postponed { .. });
    if kept.alerted > 0 && (kept.visit.state_name() != StateName::Waiting || judged_anew) {
        // The wait is over, is the visitor's own wish for a while, or is judged by other thresholds from now on.
        store::alerts::resolve_waits(tx, kept.visit.id, None, step.at).await?;
        kept.alerted = 0;
    }
    if !store::visits::update(tx, kept).await? {
        return Err(LobbyError::ChangedMeanwhile);
    }
    kept.version += 1;
    settle_counter(tx, &kept.visit, before, &step).await?;
    step_of(write, &kept.visit, step, note).await
}

/// Writes a step of a visit, announces it and puts it on the record.
pub(crate) async fn step_of(
    write: &Writing<'_>,
    visit: &Visit,
    step: Step,
    note: Option<&str>,
) -> Result<(), LobbyError> {
    let Writing { ctx, app, tx, hall } = *write;
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    let note = note.map(|note| app.vault.seal(NOTE, visit.id.uuid(), note)).transpose()?;
    let facts = facts(hall, visit, &step);
    let recorded = RecordedStep { step, actor: actor(ctx), note: note.map(Vec::from) };
    store::steps::insert(tx, visit.id, &recorded).await?;
    count(tx, &recorded.step.act);
    announce(ctx, app, tx, facts, &recorded.step.act).await?;
    let entry =
        Entry::new(audit_name(&recorded.step.act)).on("visit", visit.id).branch(visit.branch);
    app.audit.record(tx, ctx, entry.detail(&recorded.step.act)).await?;
    Ok(())
}

/// Counts the step for Prometheus, once it is durable.
fn count(tx: &WriteTx, act: &Act) {
    let kind = act.kind().code();
    tx.after_commit(move || {
        metrics::counter!("shouwen_lobby_steps_total", "kind" => kind).increment(1);
    });
}

/// Keeps the counter in step with the visit it is or was busy with.
async fn settle_counter(
    tx: &WriteTx,
    visit: &Visit,
    before: Option<Place>,
    step: &Step,
) -> Result<(), LobbyError> {
    let Some(before) = before else { return Ok(()) };
    let after = visit.busy_place();
    let served = matches!(step.act, Act::Served);
    if after == Some(before) && !served {
        return Ok(());
    }
    if let Some(mut counter) = store::counters::find(tx, before.counter).await? {
        if served {
            counter.serve(visit.id, step.at);
        } else {
            counter.release(visit.id, step.at);
        }
        store::counters::save(tx, &counter).await?;
    }
    Ok(())
}

/// Returns who takes a step.
pub(crate) fn actor(ctx: &Ctx) -> StepActor {
    match &ctx.actor {
        Actor::Nobody => StepActor::Customer,
        Actor::Staff(principal) => StepActor::Staff(principal.staff),
        Actor::System(_) => StepActor::System,
    }
}

fn facts(hall: &Hall, visit: &Visit, step: &Step) -> VisitFacts {
    let counter = step.place.and_then(|place| hall.find_counter(place.counter));
    let now: Timestamp = step.at;
    VisitFacts {
        visit_id: visit.id,
        branch_id: visit.branch,
        customer: visit.customer,
        number: visit.number.to_string(),
        service_id: visit.service,
        state: visit.state_name().code().to_owned(),
        counter_id: step.place.map(|place| place.counter),
        counter_number: counter.map(|counter| counter.number.clone()),
        step: step.seq,
        calls: visit.calls,
        waited_s: visit.waited(now).as_secs(),
        served_s: visit.served(now).as_secs(),
        desks: hall.counter_ids(),
    }
}

async fn announce(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    facts: VisitFacts,
    act: &Act,
) -> Result<(), LobbyError> {
    let events = &app.events;
    match act {
        Act::Taken { .. } => events.record(tx, ctx, &VisitTaken(facts)).await,
        Act::Called => events.record(tx, ctx, &VisitCalled(facts)).await,
        Act::Recalled { .. } => events.record(tx, ctx, &VisitRecalled(facts)).await,
        Act::Served => events.record(tx, ctx, &VisitServed(facts)).await,
        Act::NoShow => events.record(tx, ctx, &VisitNoShow(facts)).await,
        Act::Parked { .. } => events.record(tx, ctx, &VisitParked(facts)).await,
        Act::Unparked => events.record(tx, ctx, &VisitUnparked(facts)).await,
        Act::Transferred { .. } => events.record(tx, ctx, &VisitTransferred(facts)).await,
        Act::Finished { .. } => events.record(tx, ctx, &VisitFinished(facts)).await,
        Act::Left { .. } => events.record(tx, ctx, &VisitLeft(facts)).await,
        Act::Postponed { .. } => events.record(tx, ctx, &VisitPostponed(facts)).await,
        Act::Triaged { .. } => events.record(tx, ctx, &VisitTriaged(facts)).await,
        Act::Guided { .. } => events.record(tx, ctx, &VisitGuided(facts)).await,
        Act::Rated => events.record(tx, ctx, &VisitRated(facts)).await,
    }?;
    Ok(())
}

const fn audit_name(act: &Act) -> &'static str {
    match act {
        Act::Taken { .. } => "visit.taken",
        Act::Called => "visit.called",
        Act::Recalled { .. } => "visit.recalled",
        Act::Served => "visit.served",
        Act::NoShow => "visit.no_show",
        Act::Parked { .. } => "visit.parked",
        Act::Unparked => "visit.unparked",
        Act::Transferred { .. } => "visit.transferred",
        Act::Finished { .. } => "visit.finished",
        Act::Left { .. } => "visit.left",
        Act::Postponed { .. } => "visit.postponed",
        Act::Triaged { .. } => "visit.triaged",
        Act::Guided { .. } => "visit.guided",
        Act::Rated => "visit.rated",
    }
}
