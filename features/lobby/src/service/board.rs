//! What those who run the hall see: who waits, who serves, what needs somebody.

use std::collections::HashMap;
use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::{BranchId, ServiceId, StaffId, Timestamp, VisitId};
use organisation::api::{StaffName, staff_names};
use queueing::{Level, WaitRange};

use super::alerts::AlertRecord;
use super::dispatch::in_order_of_hall;
use super::duty::Duty;
use super::foresight;
use super::hall::{Hall, rules};
use crate::error::LobbyError;
use crate::model::alert::level;
use crate::model::counter::Counter;
use crate::model::rules::LobbyRules;
use crate::model::visit::StateName;
use crate::permissions::BOARD_READ;
use crate::store;
use crate::store::board::{CalledWait, Group};
use crate::store::guidance::GuidanceFigures;
use crate::store::line::{Queued, WaitingFor};

/// At most this many of those who wait are shown.
const MOST_SHOWN: usize = 500;

/// At most this many of those who wait are read; the first to be called need not have waited the longest.
const MOST_READ: u32 = 2_000;

/// What those who run the hall see.
pub(crate) struct Board {
    /// Where.
    pub(crate) hall: Hall,
    /// The rules in force there.
    pub(crate) rules: Arc<LobbyRules>,
    /// The figures of the day.
    pub(crate) totals: Totals,
    /// The figures of the day by service, in the order of the catalogue.
    pub(crate) services: Vec<ServiceFigures>,
    /// Every counter.
    pub(crate) counters: Vec<CounterFigures>,
    /// Who waits, in the order of calling, then who has postponed the call, then who is parked.
    pub(crate) queued: Vec<Queued>,
    /// Who of them will probably be called later than the class allows.
    pub(crate) late: Vec<VisitId>,
    /// What needs somebody.
    pub(crate) alerts: Vec<AlertRecord>,
    /// How suggestions to use a machine ended today.
    pub(crate) guidance: GuidanceFigures,
}

/// Figures of a day.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    /// In the line now.
    pub(crate) waiting: u32,
    /// Called and not at the counter yet.
    pub(crate) called: u32,
    /// At a counter now.
    pub(crate) serving: u32,
    /// Served.
    pub(crate) served: u32,
    /// Left before being served.
    pub(crate) left: u32,
    /// Did not come.
    pub(crate) no_show: u32,
    /// Done at a machine.
    pub(crate) diverted: u32,
    /// In the line now and in a care group.
    pub(crate) care_waiting: u32,
    /// The waits of those who were called at least once.
    pub(crate) waits: Waits,
    /// Since when the one in the line waits who has waited the longest.
    pub(crate) longest_since: Option<Timestamp>,
}

/// The waits of those who were called at least once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Waits {
    /// The average, in seconds.
    pub(crate) mean_s: Option<u64>,
    /// Half waited less.
    pub(crate) p50_s: Option<u32>,
    /// Nine in ten waited less.
    pub(crate) p90_s: Option<u32>,
    /// The share of those who were called within the target of their class, 0 to 1.
    pub(crate) within_target: Option<f64>,
}

/// Figures of a day for one service.
pub(crate) struct ServiceFigures {
    /// The service.
    pub(crate) service: ServiceId,
    /// In the line now.
    pub(crate) waiting: u32,
    /// At a counter now.
    pub(crate) serving: u32,
    /// Served.
    pub(crate) served: u32,
    /// How long those who were called had waited, on average.
    pub(crate) mean_wait_s: Option<u64>,
    /// Since when the one in the line waits who has waited the longest.
    pub(crate) longest_since: Option<Timestamp>,
    /// How the worst of these waits stands.
    pub(crate) level: Level,
    /// How long a newcomer will probably wait.
    pub(crate) wait: Option<WaitRange>,
    /// The wait of a newcomer if one more counter opened, when that is worth it.
    pub(crate) with_one_more: Option<WaitRange>,
}

/// A counter with what the board tells of it.
pub(crate) struct CounterFigures {
    /// What happens there.
    pub(crate) counter: Counter,
    /// Who sits there.
    pub(crate) staff: Option<StaffName>,
    /// The number and service of the visit it is busy with.
    pub(crate) busy_with: Option<(String, ServiceId)>,
    /// From when on what happens there has lasted too long; `None` for what may last.
    pub(crate) too_long_at: Option<Timestamp>,
}

/// Shows the board of a branch.
///
/// # Errors
/// The permission is missing or does not reach the branch; the database is away.
pub(crate) async fn show(ctx: &Ctx, app: &App, branch: BranchId) -> Result<Board, LobbyError> {
    let hall = Hall::load_for(ctx, app, branch, BOARD_READ).await?;
    let rules = rules(app, &hall.branch)?;
    let (db, day) = (app.db.reader(), hall.day());
    let duty = Duty::load(app, &hall, ctx.now()).await?;
    let queued = store::line::queued(db, branch, day, ctx.now(), MOST_READ).await?;
    let groups = store::board::groups(db, branch, day).await?;
    let called = store::board::called_waits(db, branch, day).await?;
    let mut totals = totals(&groups);
    totals.waits = waits(&rules, &called);
    totals.care_waiting = care_waiting(&queued);
    let services =
        Day { rules: &rules, duty: &duty, groups, called, queued: &queued }.services(&hall);
    let mut queued = in_order_of_hall(&rules, queued, &hall.stopped(), ctx.now());
    queued.truncate(MOST_SHOWN);
    let late = foresight::breaches(&duty, &hall, &rules, &queued, ctx.now());
    let counters = counters(ctx, app, &hall, &rules, &duty).await?;
    let alerts = super::alerts::open(ctx, app, &hall, &rules).await?;
    let guidance = store::guidance::figures(db, branch, day).await?;
    Ok(Board { hall, rules, totals, services, counters, queued, late, alerts, guidance })
}

fn totals(groups: &[Group]) -> Totals {
    let count = |states: &[StateName]| {
        groups.iter().filter(|group| states.contains(&group.state)).map(|group| group.visits).sum()
    };
    Totals {
        waiting: count(&[StateName::Waiting]),
        called: count(&[StateName::Called]),
        serving: count(&[StateName::Serving]),
        served: count(&[StateName::Finished]),
        left: count(&[StateName::Left]),
        no_show: count(&[StateName::NoShow]),
        diverted: count(&[StateName::Diverted]),
        longest_since: longest(groups),
        ..Totals::default()
    }
}

/// Judges the waits of those who were called, who come the shortest first.
fn waits(rules: &LobbyRules, called: &[CalledWait]) -> Waits {
    let policy = &rules.dispatch.policy;
    let target = |called: &CalledWait| policy.rule(policy.class_or_default(&called.class)).target_s;
    let within = called.iter().filter(|called| called.waited_s <= target(called)).count();
    let at = |percent: usize| called.get((called.len() * percent).div_ceil(100).saturating_sub(1));
    #[expect(clippy::cast_precision_loss, reason = "the visits of a day")]
    let share = || within as f64 / called.len() as f64;
    Waits {
        mean_s: mean(called.iter()),
        p50_s: at(50).map(|called| called.waited_s),
        p90_s: at(90).map(|called| called.waited_s),
        within_target: (!called.is_empty()).then(share),
    }
}

fn mean<'a>(called: impl Iterator<Item = &'a CalledWait>) -> Option<u64> {
    let (count, sum) =
        called.fold((0, 0), |(count, sum), called| (count + 1, sum + u64::from(called.waited_s)));
    sum.checked_div(count)
}

fn longest(groups: &[Group]) -> Option<Timestamp> {
    let waiting = groups.iter().filter(|group| group.state == StateName::Waiting);
    waiting.map(|group| group.queued_since).min()
}

fn care_waiting(queued: &[Queued]) -> u32 {
    let care = queued.iter().filter(|queued| !queued.parked && queued.care_group.is_some()).count();
    u32::try_from(care).unwrap_or(u32::MAX)
}

/// Tells whether one more counter is worth opening: the wait would miss the target, and would be a fifth shorter.
fn helps(rules: &LobbyRules, now: WaitRange, then: WaitRange) -> bool {
    let policy = &rules.dispatch.policy;
    let target_s = policy.rule(policy.class_or_default("")).target_s;
    now.high_s > target_s && then.high_s <= now.high_s - now.high_s / 5
}

/// What the figures of services are counted from.
struct Day<'a> {
    rules: &'a LobbyRules,
    duty: &'a Duty,
    groups: Vec<Group>,
    called: Vec<CalledWait>,
    queued: &'a [Queued],
}

impl Day<'_> {
    fn services(self, hall: &Hall) -> Vec<ServiceFigures> {
        let mut by_service = HashMap::<ServiceId, Vec<Group>>::new();
        for group in &self.groups {
            by_service.entry(group.service).or_default().push(group.clone());
        }
        let waiting = |groups: &Vec<Group>| totals(groups).waiting;
        let line: Vec<WaitingFor> = by_service
            .iter()
            .map(|(service, groups)| WaitingFor { service: *service, waiting: waiting(groups) })
            .collect();
        let figures = |service: &Arc<organisation::api::Service>| {
            let Totals { waiting, serving, served, longest_since, .. } =
                by_service.get(&service.id).map(|groups| totals(groups)).unwrap_or_default();
            let wait = self.duty.newcomer(hall, self.rules, service, &line);
            ServiceFigures {
                service: service.id,
                waiting,
                serving,
                served,
                mean_wait_s: mean(self.called.iter().filter(|called| called.service == service.id)),
                longest_since,
                level: self.worst(service.id),
                wait,
                with_one_more: wait.filter(|_| waiting > 0).and_then(|now| {
                    let then = self.duty.newcomer_with(1, hall, self.rules, service, &line)?;
                    helps(self.rules, now, then).then_some(then)
                }),
            }
        };
        hall.offered.iter().map(figures).collect()
    }

    /// Judges the waits for a service by the class of each.
    fn worst(&self, service: ServiceId) -> Level {
        let waiting = self.queued.iter().filter(|queued| !queued.parked);
        let of_service = waiting.filter(|queued| queued.waiting.service == service);
        let levels =
            of_service.map(|queued| level(self.rules, &queued.waiting.class, queued.waited_s));
        levels.max().unwrap_or(Level::Ok)
    }
}

async fn counters(
    ctx: &Ctx,
    app: &App,
    hall: &Hall,
    rules: &LobbyRules,
    duty: &Duty,
) -> Result<Vec<CounterFigures>, LobbyError> {
    let people: Vec<StaffId> = duty.counters.iter().filter_map(Counter::staff).collect();
    let names = staff_names(app, &people).await?;
    let visits: Vec<VisitId> = duty.counters.iter().filter_map(Counter::visit).collect();
    let busy = store::list::briefs(app.db.reader(), &visits).await?;
    let figures = hall.counters.iter().map(|place| {
        let never_opened = || Counter::closed(place.id, hall.id(), ctx.now());
        let counter = duty.find(place.id).cloned().unwrap_or_else(never_opened);
        let busy_with = counter.visit().and_then(|visit| busy.get(&visit).cloned());
        let service = busy_with.as_ref().map(|(_, service)| *service);
        CounterFigures {
            staff: counter.staff().and_then(|staff| names.get(&staff).cloned()),
            too_long_at: foresight::too_long_at(duty, hall, rules, &counter, service),
            busy_with,
            counter,
        }
    });
    Ok(figures.collect())
}
