//! How long services take, by service and by hour of the day, learned one by one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lognormal::mean_left_s;
use super::situation::Work;
use crate::dispatch::Key;

/// How many services weigh as much as the usual time in the beginning.
const PRIOR: f64 = 8.0;

/// How many services of an hour weigh as much as the service over all hours.
const HOUR_PRIOR: f64 = 30.0;

/// How many services are remembered: older ones fade.
const MEMORY: f64 = 300.0;

/// A service time beyond this multiple of the mean counts as this multiple: somebody forgot to finish.
const OUTLIER: f64 = 6.0;

/// Mean and spread of service times, for every service and hour.
///
/// Old services fade as new ones come, so that the means follow a change within some hundred services.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ServiceTimes {
    /// By service, written as text because JSON has no integers of 128 bits.
    services: BTreeMap<String, Service>,
}

/// Service times of one service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Service {
    all: Fading,
    /// The mean squared distance from the mean.
    variance: f64,
    hours: BTreeMap<u8, Fading>,
}

/// A mean in seconds that fades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Fading {
    weight: f64,
    mean_s: f64,
}

/// What is known of one service at one hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Usual {
    pub(super) mean_s: f64,
    /// Squared coefficient of variation.
    pub(super) variation: f64,
    /// Whether enough services were seen to believe the mean more than the usual time.
    pub(super) seen: bool,
}

impl ServiceTimes {
    /// Takes note of a service that ended at that hour after that many seconds.
    pub(super) fn add(&mut self, service: Key, hour: u8, seconds: u32) {
        let times = self.services.entry(name(service)).or_default();
        let seconds = f64::from(seconds);
        let believed = times.all.weight >= PRIOR;
        let seconds = if believed { seconds.min(times.all.mean_s * OUTLIER) } else { seconds };
        times.add(seconds);
        times.hours.entry(hour).or_default().add(seconds);
    }

    /// Returns what is known of a service at an hour, beginning with the usual time and an exponential spread.
    pub(super) fn usual(&self, work: Work, hour: u8) -> Usual {
        let typical_s = f64::from(work.typical_s.max(1));
        let Some(times) = self.services.get(&name(work.service)) else {
            return Usual { mean_s: typical_s, variation: 1.0, seen: false };
        };
        let all = times.all;
        let overall = all.blended(PRIOR, typical_s);
        let mean_s =
            times.hours.get(&hour).map_or(overall, |hour| hour.blended(HOUR_PRIOR, overall));
        let variation =
            if all.mean_s > 0.0 { times.variance / (all.mean_s * all.mean_s) } else { 1.0 };
        let variation = (all.weight * variation + PRIOR) / (all.weight + PRIOR);
        Usual {
            mean_s: mean_s.max(1.0),
            variation: variation.clamp(0.05, 2.0),
            seen: all.weight >= PRIOR,
        }
    }
}

impl Usual {
    /// Returns the mean time left of a service that has lasted for a while.
    pub(super) fn mean_left_s(&self, lasted_s: u32) -> f64 {
        mean_left_s(self.mean_s, self.variation, f64::from(lasted_s))
    }
}

impl Service {
    /// By D. West, *Updating mean and variance estimates: an improved method*, Communications of the ACM 22 (1979),
    /// with a weight that stops growing.
    fn add(&mut self, seconds: f64) {
        let off = seconds - self.all.mean_s;
        let step = self.all.add(seconds);
        self.variance = (1.0 - step) * (self.variance + step * off * off);
    }
}

impl Fading {
    /// Moves the mean towards a new value and returns by which share of the distance.
    fn add(&mut self, seconds: f64) -> f64 {
        self.weight = (self.weight + 1.0).min(MEMORY);
        let step = 1.0 / self.weight;
        self.mean_s += step * (seconds - self.mean_s);
        step
    }

    /// Returns the mean drawn towards another by as much as that is worth.
    fn blended(&self, worth: f64, other_s: f64) -> f64 {
        (self.weight * self.mean_s + worth * other_s) / (self.weight + worth)
    }
}

/// Returns the name under which a service is kept.
pub(super) fn name(service: Key) -> String {
    format!("{service:x}")
}
