//! Who is called next, and calling somebody by hand.

use std::sync::Arc;

use access::{Ctx, Scope};
use app::App;
use db::{Change, WriteTx};
use kernel::{CounterId, StaffId, VisitId};
use organisation::api::{Counter as CounterPlace, Staff};
use queueing::{Candidate, Decision, Idle, Server, choose};

use super::dispatch::{Line, Seat, skills_of, visit_of};
use super::duty::Duty;
use super::hall::{Hall, counter_in_use, rules};
use super::keep::{self, Writing};
use super::learn;
use super::record::{VisitRecord, assemble, hall_of};
use crate::error::LobbyError;
use crate::model::counter::Counter;
use crate::model::place::Place;
use crate::model::refusal::Refusal;
use crate::model::rules::LobbyRules;
use crate::model::visit::{StateName, Visit};
use crate::model::why::{RunnerUp, Why, WhyRule};
use crate::permissions::VISIT_CALL;
use crate::store;
use crate::store::convert::Kept;
use crate::store::line::{Waiting, Wanted};

/// Whom a counter called, or why nobody.
pub(crate) enum Called {
    /// This visit.
    Visit(Box<VisitRecord>),
    /// Nobody.
    Nobody(Idle),
}

/// Calls the visit that the rules put first for this counter.
///
/// Everybody who changes the line of the branch takes turns, so two counters never get the same visit.
///
/// # Errors
/// The counter does not exist, is not free, or somebody else's; the database is away.
pub(crate) async fn call_next(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
) -> Result<Change<Called>, LobbyError> {
    let (hall, place) = counter_in_use(ctx, app, id, VISIT_CALL).await?;
    let rules = rules(app, &hall.branch)?;
    let me = person(ctx, &hall)?;
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let (counter, at) = seat(&tx, id, me.id).await?;
    let write = Writing { ctx, app, tx: &tx, hall: &hall };
    let waiting = first_in_line(ctx, &tx, &hall, &rules, &place, &me).await?;
    let decision = match decide(&write, &rules, &place, &me, &waiting).await? {
        Ok(decision) => decision,
        Err(idle) => return Ok(Change::new(tx, Called::Nobody(idle))),
    };
    let visit = visit_of(decision.id);
    let why = why(decision, &waiting);
    let kept = load(&tx, visit).await?;
    let kept = call(&write, counter, at, kept, why).await?;
    let record = assemble(ctx, app, &tx, hall, rules, kept, false).await?;
    Ok(Change::new(tx, Called::Visit(Box::new(record))))
}

/// Calls a visit that somebody chose to the caller's own counter; the record says that it was chosen by hand, and whom the
/// rules would have put first.
///
/// # Errors
/// The visit does not exist or can no longer be called, the caller sits at no free counter in use of the branch, or the
/// branch is closed for good.
pub(crate) async fn call_by_hand(
    ctx: &Ctx,
    app: &App,
    id: VisitId,
) -> Result<Change<VisitRecord>, LobbyError> {
    let scope = ctx.require(VISIT_CALL)?;
    let hall = hall_of(ctx, app, app.db.reader(), &scope, id).await?.serving()?;
    let rules = rules(app, &hall.branch)?;
    let me = person(ctx, &hall)?;
    let tx = app.db.begin_write().await?;
    tx.lock_on(hall.id().uuid()).await?;
    let kept = load(&tx, id).await?;
    let mine = store::counters::find_of_staff(&tx, me.id).await?;
    let mine = mine.filter(|counter| hall.uses(counter.id)).ok_or(Refusal::NoCounter)?;
    let (counter, at) = seat(&tx, mine.id, me.id).await?;
    let write = Writing { ctx, app, tx: &tx, hall: &hall };
    let mut passed = None;
    // Who was set aside is called back by the counter that did so, and passes nobody.
    if let (StateName::Waiting, Some(place)) = (kept.visit.state_name(), hall.find_counter(mine.id))
    {
        let waiting = first_in_line(ctx, &tx, &hall, &rules, place, &me).await?;
        let first = decide(&write, &rules, place, &me, &waiting).await?.ok();
        passed = first.and_then(|first| passed_over(&first, id, &waiting));
    }
    let why = by_hand(ctx, &rules, &kept.visit, passed);
    let kept = call(&write, counter, at, kept, why).await?;
    let record = assemble(ctx, app, &tx, hall, rules, kept, false).await?;
    Ok(Change::new(tx, record))
}

/// Lets counter and visit go together and writes both.
async fn call(
    write: &Writing<'_>,
    mut counter: Counter,
    at: Place,
    mut kept: Kept,
    why: Why,
) -> Result<Kept, LobbyError> {
    let Writing { ctx, tx, hall, .. } = *write;
    let step = kept.visit.call(at, why, ctx.now())?;
    counter.call(at.staff, kept.visit.id, step.at)?;
    store::counters::save(tx, &counter).await?;
    let at = step.at;
    keep::act(write, &mut kept, None, step, None).await?;
    learn::called(tx, hall, &kept, at).await?;
    Ok(kept)
}

/// Reads the part of the line that can decide this call; the whole line only when that part is empty, to say why.
async fn first_in_line(
    ctx: &Ctx,
    tx: &WriteTx,
    hall: &Hall,
    rules: &LobbyRules,
    place: &CounterPlace,
    me: &Staff,
) -> Result<Vec<Waiting>, LobbyError> {
    let (branch, day) = (hall.id(), hall.day());
    let (services, stopped) = (hall.services_of(place, &me.skills), hall.stopped());
    let wanted = Wanted { services: services.as_deref(), stopped: &stopped };
    let classes: Vec<&str> = rules.dispatch.names.iter().map(|class| class.code.as_str()).collect();
    let first = store::line::callable(tx, branch, day, ctx.now(), &classes, &wanted).await?;
    if first.is_empty() { Ok(store::line::waiting(tx, branch, day).await?) } else { Ok(first) }
}

fn person(ctx: &Ctx, hall: &Hall) -> Result<Arc<Staff>, LobbyError> {
    Ok(hall.find_person(ctx.staff()?).cloned().ok_or(Refusal::NoCounter)?)
}

async fn seat(tx: &WriteTx, id: CounterId, me: StaffId) -> Result<(Counter, Place), LobbyError> {
    let counter = store::counters::find(tx, id).await?.ok_or(Refusal::NoCounter)?;
    let place = counter.ready(me)?;
    Ok((counter, place))
}

async fn load(tx: &WriteTx, id: VisitId) -> Result<Kept, LobbyError> {
    store::visits::find(tx, &Scope::All, id).await?.ok_or(LobbyError::ChangedMeanwhile)
}

async fn decide(
    write: &Writing<'_>,
    rules: &LobbyRules,
    place: &CounterPlace,
    me: &Staff,
    waiting: &[Waiting],
) -> Result<Result<Decision, Idle>, LobbyError> {
    let Writing { ctx, tx, hall, .. } = *write;
    let deducts = rules.dispatch.policy.rules().specialist_deduction != queueing::Points::ZERO;
    let asks = deducts || waiting.iter().any(|waiting| waiting.reserved.is_some());
    // Who else is on duty matters only for reservations and specialists; most calls do without.
    let duty = if asks { Duty::seats(tx, hall).await? } else { Duty::default() };
    let elsewhere = duty.specialised_elsewhere(hall, place.id);
    let skills = skills_of(hall);
    let line = Line::new(rules, waiting, &skills, &duty, &elsewhere, &hall.stopped(), ctx.now());
    Ok(line.choose(&Seat::new(place, me)))
}

/// Returns whom the rules put first, when that is not the visit that was chosen.
fn passed_over(first: &Decision, chosen: VisitId, waiting: &[Waiting]) -> Option<RunnerUp> {
    let visit = visit_of(first.id);
    let passed = waiting.iter().find(|waiting| waiting.id == visit && visit != chosen)?;
    Some(RunnerUp { visit, number: passed.number.to_string(), score: first.reason.score })
}

fn why(decision: Decision, waiting: &[Waiting]) -> Why {
    let second = decision.reason.runner_up.and_then(|second| {
        let id = visit_of(second.id);
        waiting.iter().find(|waiting| waiting.id == id)
    });
    Why::decided(decision.reason, second.map(|second| (second.id, &second.number)))
}

/// States what the rules would have given the visit, that a person chose it all the same, and whom that passed over.
fn by_hand(ctx: &Ctx, rules: &LobbyRules, visit: &Visit, runner_up: Option<RunnerUp>) -> Why {
    let policy = &rules.dispatch.policy;
    let class = policy.class_or_default(&visit.standing.class);
    let since = ctx.now() - visit.waited(ctx.now());
    let alone = [Candidate::new(visit.id.uuid().as_u128(), class, since.micros(), 0)];
    let rule = policy.rule(class);
    let reason = choose(policy, &Server::generic(), ctx.now().micros(), &alone)
        .map(|decision| decision.reason);
    Why {
        rule: WhyRule::ChosenByHand,
        class: rule.code.clone(),
        score: reason.as_ref().map_or(rule.base, |reason| reason.score),
        base: rule.base,
        rate_per_min: rule.rate_per_min,
        bonus: queueing::Points::ZERO,
        waited_s: u32::try_from(visit.waited(ctx.now()).as_secs()).unwrap_or(u32::MAX),
        candidates: 1,
        runner_up,
    }
}
