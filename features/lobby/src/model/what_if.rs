//! What would have been: past days of a branch once more, under other counters, skills, weights or numbers of customers.
//!
//! The days are simulated by the dispatch that calls in the hall, with the customers who came, the services they took and
//! the patience they showed; they are run twice, as they were and as they are imagined, with the same customers.
//! What is told is the mean over the days with its confidence band, and besides what the record says of the same days, so
//! that everybody sees how far the simulation is from the hall.
//!
//! - [`past`]: what is known of the days. [`paper`]: a day as the engine takes it. [`outcome`]: what came of it.

pub(crate) mod outcome;
pub(crate) mod paper;
pub(crate) mod past;

use deadlines::Interval;
use kernel::{CounterId, ServiceId};
use queueing::{Points, Policy, PolicyError};

/// What is imagined to be different.
#[derive(Clone, Debug)]
pub(crate) struct Changes {
    /// How many come, of a hundred who came.
    pub(crate) arrivals_percent: u32,
    /// Counters that are used otherwise.
    pub(crate) counters: Vec<CounterChange>,
    /// Counters that are open besides.
    pub(crate) more: Vec<MoreCounter>,
    /// Classes that gain otherwise.
    pub(crate) weights: Vec<Weight>,
}

impl Default for Changes {
    /// Nothing is different.
    fn default() -> Self {
        Self { arrivals_percent: 100, counters: Vec::new(), more: Vec::new(), weights: Vec::new() }
    }
}

/// A counter that is used otherwise.
#[derive(Clone, Debug)]
pub(crate) struct CounterChange {
    /// Which one.
    pub(crate) counter: CounterId,
    /// What happens there.
    pub(crate) to: CounterUse,
}

/// How a counter is used.
#[derive(Clone, Debug)]
pub(crate) enum CounterUse {
    /// Nobody sits there.
    Closed,
    /// Whoever sat there renders these services and no others.
    Renders(Vec<ServiceId>),
}

/// A counter that is open besides, on every day.
#[derive(Clone, Debug)]
pub(crate) struct MoreCounter {
    /// What is rendered there; `None` means everything.
    pub(crate) services: Option<Vec<ServiceId>>,
    /// From when until when, on the wall of the branch.
    pub(crate) hours: Interval,
}

/// How a class gains.
#[derive(Clone, Debug)]
pub(crate) struct Weight {
    /// The code of the class.
    pub(crate) class: String,
    /// Points on arrival.
    pub(crate) base: Points,
    /// Points for every minute of waiting.
    pub(crate) rate_per_min: Points,
}

impl Changes {
    /// Returns the rules of calling with the imagined weights.
    ///
    /// # Errors
    /// A weight is out of range.
    pub(crate) fn policy(&self, policy: &Policy) -> Result<Policy, PolicyError> {
        let mut rules = policy.rules().clone();
        for weight in &self.weights {
            for rule in rules.classes.iter_mut().filter(|rule| rule.code == weight.class) {
                rule.base = weight.base;
                rule.rate_per_min = weight.rate_per_min;
            }
        }
        Policy::new(rules)
    }

    /// Returns what a counter is imagined to be used for.
    fn of_counter(&self, counter: CounterId) -> Option<&CounterUse> {
        self.counters.iter().find(|change| change.counter == counter).map(|change| &change.to)
    }
}
