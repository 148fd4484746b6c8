//! Past days as scenarios of the queueing engine.

use std::time::Duration;

use deadlines::ClockTime;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use kernel::ServiceId;
use queueing::{Arrival, Chance, Desk, Key, Scenario, Shift};

use super::past::{Experience, PastEnd, PastVisit, micros, seats};
use super::{Changes, CounterUse, MoreCounter};
use crate::model::number::BusinessDay;
use crate::model::place::Place;

/// Somebody who comes besides comes within so long of the one they are like.
const SCATTER: Duration = Duration::from_mins(15);

/// The first draw; a question asked twice is answered alike.
const SEED: u64 = 1;

/// What the organisation knows that the simulation needs.
pub(crate) struct Premises<'a> {
    /// The zone of the branch.
    pub(crate) zone: &'a TimeZone,
    /// What somebody at a counter renders; `None` means everything.
    pub(crate) renders: &'a dyn Fn(Place) -> Option<Vec<ServiceId>>,
    /// In what somebody at a counter is specialised.
    pub(crate) specialised: &'a dyn Fn(Place) -> Vec<ServiceId>,
    /// The name of a service to the engine.
    pub(crate) key: fn(ServiceId) -> Key,
}

/// Whoever is in the hall when it closes is still served: the counters open to the end stay for so long at most.
const OVERTIME: Duration = Duration::from_hours(6);

/// A counter that closes within so long of the last one is open to the end.
const CLOSING: Duration = Duration::from_mins(30);

/// A day on paper.
pub(crate) struct Paper {
    /// What the engine takes; counters open to the end stay for whoever is left.
    pub(crate) scenario: Scenario,
    /// When the last counter closes by plan; work beyond is overtime.
    pub(crate) closes_us: i64,
}

/// Makes a scenario of one day.
///
/// Everything that is drawn for a visitor depends on the place in the day alone, so the same visitors come under all changes.
pub(crate) fn paper(
    day: BusinessDay,
    visits: &[&PastVisit],
    experience: &Experience,
    changes: &Changes,
    premises: &Premises<'_>,
) -> Paper {
    let mut desks = desks(day, visits, changes, premises);
    let closes_us = stay_to_the_end(&mut desks);
    let seed = SEED ^ day.ordinal();
    let numbered = (0_u64..).zip(visits);
    let arrivals = numbered.flat_map(|(number, visit)| {
        let copies = copies(changes.arrivals_percent, &mut Chance::of(!seed, number));
        (0..copies).map(move |copy| {
            let mut chance = Chance::of(seed, number << 8 | u64::from(copy));
            arrival(visit, copy > 0, experience, premises, &mut chance)
        })
    });
    Paper { scenario: Scenario { arrivals: arrivals.collect(), desks }, closes_us }
}

/// Lets the counters that are open to the end stay for whoever is left; returns when that is by plan.
fn stay_to_the_end(desks: &mut [Desk]) -> i64 {
    let last = |desk: &Desk| desk.shifts.last().map(|shift| shift.to_us);
    let closes_us = desks.iter().filter_map(last).max().unwrap_or(0);
    for shift in desks.iter_mut().filter_map(|desk| desk.shifts.last_mut()) {
        if closes_us - shift.to_us <= micros(CLOSING) {
            shift.to_us = closes_us + micros(OVERTIME);
        }
    }
    closes_us
}

/// Returns how many come in the place of one who came.
fn copies(percent: u32, chance: &mut Chance) -> u32 {
    percent / 100 + u32::from(chance.unit() * 100.0 < f64::from(percent % 100))
}

fn arrival(
    visit: &PastVisit,
    besides: bool,
    experience: &Experience,
    premises: &Premises<'_>,
    chance: &mut Chance,
) -> Arrival {
    let (drawn_busy, patience) = (
        experience.draw_busy(visit.service, chance),
        experience.draw_patience(visit.waited, chance),
    );
    let (busy, patience) = match visit.end {
        PastEnd::Called { busy, .. } if !besides => (busy, patience),
        PastEnd::Left if !besides => (drawn_busy, Some(visit.waited)),
        _ => (drawn_busy, patience),
    };
    let scatter = if besides { (chance.unit() - 0.5) * 2.0 * SCATTER.as_secs_f64() } else { 0.0 };
    Arrival {
        at_us: visit.arrived_at.micros() + whole_micros(scatter),
        class: visit.class.clone(),
        service: (premises.key)(visit.service),
        skills: Vec::new(),
        service_us: micros(busy),
        patience_us: patience.map(micros),
        announced: visit.class == "appointment",
    }
}

fn desks(
    day: BusinessDay,
    visits: &[&PastVisit],
    changes: &Changes,
    premises: &Premises<'_>,
) -> Vec<Desk> {
    let keys = |services: Vec<ServiceId>| services.into_iter().map(premises.key).collect();
    let seated = seats(visits).into_values().filter_map(|(place, shifts)| {
        let services = match changes.of_counter(place.counter) {
            Some(CounterUse::Closed) => return None,
            Some(CounterUse::Renders(services)) => Some(services.clone()),
            None => (premises.renders)(place),
        };
        let preferred = keys((premises.specialised)(place));
        Some(Desk { services: services.map(keys), preferred, ..Desk::generic(shifts) })
    });
    let more = changes.more.iter().map(|more| {
        let shifts = more.shift(day, premises.zone).into_iter().collect();
        Desk { services: more.services.clone().map(keys), ..Desk::generic(shifts) }
    });
    seated.chain(more).collect()
}

impl MoreCounter {
    /// Returns when it is open on a day.
    fn shift(&self, day: BusinessDay, zone: &TimeZone) -> Option<Shift> {
        let at = |clock: ClockTime| {
            let wall = day.date().at(0, 0, 0, 0).checked_add(i64::from(clock.minutes()).minutes());
            let instant = wall.ok()?.to_zoned(zone.clone()).ok()?;
            Some(instant.timestamp().as_microsecond())
        };
        Some(Shift { from_us: at(self.hours.from)?, to_us: at(self.hours.to)? })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "minutes, in microseconds")]
fn whole_micros(seconds: f64) -> i64 {
    (seconds * 1_000_000.0).round() as i64
}
