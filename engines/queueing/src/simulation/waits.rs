//! How long each class waited.

use std::collections::BTreeMap;

use serde::Serialize;

use super::log::{Event, Happening};
use super::scenario::Scenario;
use crate::policy::Policy;
use crate::units::seconds;

/// What became of one class.
///
/// The service level has all who came as its denominator, those who left included.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClassWaits {
    /// How many came.
    pub came: u32,
    /// How many were served.
    pub served: u32,
    /// How many left unserved.
    pub left: u32,
    /// The mean wait of those served, in seconds.
    pub mean_s: f64,
    /// The median wait of those served, in seconds.
    pub p50_s: f64,
    /// The wait that nine in ten of those served did not exceed, in seconds.
    pub p90_s: f64,
    /// The longest wait of those served, in seconds.
    pub max_s: f64,
    /// The target of the class, in seconds.
    pub target_s: u32,
    /// The share of all who came who were served within the target.
    pub within_target: f64,
    /// The share of all who came who left unserved.
    pub abandoned: f64,
}

/// Sums up the waits of every class that came, and of everybody under [`ALL`].
pub fn waits_by_class(
    policy: &Policy,
    scenario: &Scenario,
    events: &[Event],
) -> BTreeMap<String, ClassWaits> {
    let mut classes: BTreeMap<String, Collected> = BTreeMap::new();
    for Event { at_us, what } in events {
        let (who, outcome) = match what {
            Happening::Arrived(who) => (*who, Outcome::Came),
            Happening::Called { who, .. } => (*who, Outcome::Called),
            Happening::Left(who) => (*who, Outcome::Left),
            _ => continue,
        };
        let arrival = &scenario.arrivals[who];
        let rule = policy.rule(policy.class_or_default(&arrival.class));
        let waited_us = at_us - arrival.at_us;
        for class in [arrival.class.as_str(), ALL] {
            classes.entry(class.to_owned()).or_default().add(outcome, waited_us, rule.target_s);
        }
    }
    classes.into_iter().map(|(class, collected)| (class, collected.sum_up())).collect()
}

/// The name under which everybody is counted.
pub const ALL: &str = "all";

#[derive(Clone, Copy)]
enum Outcome {
    Came,
    Called,
    Left,
}

#[derive(Default)]
struct Collected {
    came: u32,
    left: u32,
    waits_us: Vec<i64>,
    within: u32,
    target_s: u32,
}

impl Collected {
    fn add(&mut self, outcome: Outcome, waited_us: i64, target_s: u32) {
        self.target_s = self.target_s.max(target_s);
        match outcome {
            Outcome::Came => self.came += 1,
            Outcome::Left => self.left += 1,
            Outcome::Called => {
                self.within += u32::from(waited_us <= i64::from(target_s) * 1_000_000);
                self.waits_us.push(waited_us);
            }
        }
    }

    fn sum_up(mut self) -> ClassWaits {
        self.waits_us.sort_unstable();
        let served = u32::try_from(self.waits_us.len()).unwrap_or(u32::MAX);
        let total: f64 = self.waits_us.iter().map(|wait| seconds(*wait)).sum();
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        ClassWaits {
            came: self.came,
            served,
            left: self.left,
            mean_s: total / f64::from(served.max(1)),
            p50_s: nearest_rank(&self.waits_us, 50),
            p90_s: nearest_rank(&self.waits_us, 90),
            max_s: self.waits_us.last().copied().map_or(0.0, seconds),
            target_s: self.target_s,
            within_target: share(self.within, self.came),
            abandoned: share(self.left, self.came),
        }
    }
}

/// Returns a quantile by the nearest-rank method, in seconds; zero when nobody was served.
fn nearest_rank(sorted_us: &[i64], percent: usize) -> f64 {
    let rank = (sorted_us.len() * percent).div_ceil(100).max(1);
    sorted_us.get(rank - 1).copied().map_or(0.0, seconds)
}
