//! What line, counters and services let expect, before anything is learned.

use super::service_times::ServiceTimes;
use super::situation::{CounterNow, Due, Situation};
use crate::units::count;
use crate::wait::{Z50, Z80, gamma_factor};

/// More than this many of one service do not stand in any line.
const MOST_PEOPLE: f64 = 100_000.0;

/// How a wait is expected to end: after so many services have ended, of which the first is already under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Expectation {
    /// How many services end before the call; below one when a counter is free for the one who asks.
    pub(super) ends: f64,
    /// The median and the 80th percentile of the wait in seconds.
    pub(super) quantiles_s: [f64; 2],
    /// The mean time between two ends, in seconds.
    pub(super) between_s: f64,
    /// The squared coefficient of variation of a service.
    pub(super) variation: f64,
    /// Whether the services were seen often enough.
    pub(super) seen: bool,
}

impl Expectation {
    /// Expects a wait; `None` when no counter is on duty.
    ///
    /// Each counter ends what it does after the mean time left of it, so the first end comes at the rate of all of them
    /// together; from then on ends come `m / c` apart, with the mean `m` of the services ahead.
    /// The wait has the shape of a gamma distribution with the variance of such a sum; for exponential service times that
    /// is exact: the Erlang distribution.
    pub(super) fn of(situation: &Situation<'_>, times: &ServiceTimes) -> Option<Self> {
        if situation.counters.is_empty() {
            return None;
        }
        let line = Line::of(situation, times);
        let mut expectation = line.expect(0.0);
        // Whoever is due before the expected call comes first too; each of them may bring in the next.
        let mut due: Vec<&Due> = situation.due.iter().collect();
        due.sort_unstable_by_key(|due| due.in_s);
        let mut passing = 0.0;
        for due in due {
            if f64::from(due.in_s) > line.expect_mean_s(passing) {
                break;
            }
            passing += due.people.clamp(0.0, 1.0);
            expectation = line.expect(passing);
        }
        Some(expectation)
    }
}

/// The line as means.
struct Line {
    people: f64,
    free: f64,
    /// The mean time until the first end.
    first_s: f64,
    between_s: f64,
    variation: f64,
    seen: bool,
}

impl Line {
    fn of(situation: &Situation<'_>, times: &ServiceTimes) -> Self {
        let usual = |work| times.usual(work, situation.hour);
        let own = usual(situation.work);
        let (mut people, mut work_s, mut spread) = (0.0, 0.0, 0.0);
        for ahead in situation.ahead {
            let some = if ahead.people > 0.0 { ahead.people.min(MOST_PEOPLE) } else { 0.0 };
            let usual = usual(ahead.work);
            people += some;
            work_s += some * usual.mean_s;
            spread += some * usual.variation;
        }
        // With nobody ahead, only services under way are waited for; they are taken to spread like the own one.
        let (mean_s, variation) = if people > 0.0 {
            (work_s / people, spread / people)
        } else {
            (own.mean_s, own.variation)
        };
        let counters = count(situation.counters.len());
        let (mut free, mut rate) = (0.0, 0.0);
        for counter in situation.counters {
            match counter {
                // Whoever is ahead goes there first.
                CounterNow::Free => {
                    free += 1.0;
                    rate += 1.0 / mean_s;
                }
                CounterNow::Busy { work, for_s } => {
                    rate += 1.0 / usual(*work).mean_left_s(*for_s);
                }
            }
        }
        Self {
            people,
            free,
            first_s: 1.0 / rate,
            between_s: mean_s / counters,
            variation,
            seen: own.seen,
        }
    }

    fn ends(&self, passing: f64) -> f64 {
        self.people + passing + 1.0 - self.free
    }

    fn expect_mean_s(&self, passing: f64) -> f64 {
        self.first_s + (self.ends(passing) - 1.0).max(0.0) * self.between_s
    }

    fn expect(&self, passing: f64) -> Expectation {
        let mean_s = self.expect_mean_s(passing);
        let later = (self.ends(passing) - 1.0).max(0.0);
        let squares = self.first_s * self.first_s + later * self.between_s * self.between_s;
        let shape = mean_s * mean_s / (self.variation * squares);
        Expectation {
            ends: self.ends(passing),
            quantiles_s: [Z50, Z80].map(|z| mean_s * gamma_factor(shape, z)),
            between_s: self.between_s,
            variation: self.variation,
            seen: self.seen,
        }
    }
}
