//! Estimating and learning.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::expectation::Expectation;
use super::quantile::{Features, Quantile};
use super::service_times::{self, ServiceTimes};
use super::situation::Situation;
use crate::dispatch::Key;
use crate::units::seconds;
use crate::wait::{LONGEST_S, PROMPT_S, WaitBasis, WaitRange, Z50, Z80, gamma_factor, rounded};

/// The shares of waits that should end within the low and within the high end of a range.
const SHARES: [f64; 2] = [0.5, 0.8];

/// How long a call tells of the pace, in microseconds: ten minutes.
const PACE_US: i64 = 600 * 1_000_000;

/// How many calls tell of the pace at most.
const PACE_CALLS: usize = 50;

/// Everything that was learned of a hall; a few kilobytes, to be kept with the hall.
///
/// An estimator that was never told anything answers by formula.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimator {
    services: ServiceTimes,
    /// The instants of the last calls, the latest last.
    calls_us: VecDeque<i64>,
    quantiles: [Quantile; 2],
    learned: u64,
}

impl Default for Estimator {
    fn default() -> Self {
        Self {
            services: ServiceTimes::default(),
            calls_us: VecDeque::new(),
            quantiles: SHARES.map(Quantile::new),
            learned: 0,
        }
    }
}

/// A wait as it was foreseen.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// How long it will probably take.
    pub range: WaitRange,
    /// What to keep with whoever waits, to learn from the wait when it ends.
    pub asked: Asked,
}

/// What a wait was foreseen from; to be kept until it ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    class: String,
    service: String,
    ends: f64,
    formula_s: [f64; 2],
    paced_s: [f64; 2],
    foreseen_s: [f64; 2],
}

impl Estimator {
    /// Estimates a wait; `None` when no counter on duty may take the one who asks, for then no range is honest.
    ///
    /// With a free counter the range runs from now to at most a minute.
    pub fn estimate(&self, situation: &Situation<'_>) -> Option<Estimate> {
        let expectation = Expectation::of(situation, &self.services)?;
        let mut asked = self.asked(situation, &expectation);
        let foresee = |index: usize| {
            self.quantiles[index].foresee_s(&asked.features(index)).clamp(0.0, LONGEST_S)
        };
        let (low, high) = (foresee(0), foresee(1).max(foresee(0)));
        asked.foreseen_s = [low, high];
        let (low, high) =
            if expectation.ends < 1.0 { (0.0, high.min(PROMPT_S)) } else { (low, high) };
        let basis = if expectation.seen { WaitBasis::Recent } else { WaitBasis::Typical };
        let range = WaitRange { low_s: rounded(low), high_s: rounded(high), basis };
        Some(Estimate { range, asked })
    }

    /// Learns from a wait that ended with a call after that many seconds.
    ///
    /// Nothing is learned from waits beside a free counter: how soon somebody presses a button tells nothing of a line.
    /// Whoever leaves unserved teaches nothing either; the estimate is for those who stay.
    pub fn learn(&mut self, asked: &Asked, waited_s: u32) {
        if asked.ends < 1.0 {
            return;
        }
        for (index, quantile) in self.quantiles.iter_mut().enumerate() {
            let foreseen_s = asked.foreseen_s[index];
            quantile.learn(&asked.features(index), foreseen_s, f64::from(waited_s));
        }
        self.learned += 1;
    }

    /// Takes note of a call, whoever was called.
    pub fn called(&mut self, now_us: i64) {
        self.calls_us.push_back(now_us);
        if self.calls_us.len() > PACE_CALLS {
            self.calls_us.pop_front();
        }
    }

    /// Takes note of a service that ended at that hour after that many seconds.
    pub fn finished(&mut self, service: Key, hour: u8, seconds: u32) {
        self.services.add(service, hour, seconds);
    }

    /// Returns how long a service takes on average at an hour, in seconds.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean of positive seconds"
    )]
    pub fn usual_s(&self, work: super::Work, hour: u8) -> u32 {
        self.services.usual(work, hour).mean_s.round() as u32
    }

    /// Returns how many waits were learned from.
    pub fn learned(&self) -> u64 {
        self.learned
    }

    fn asked(&self, situation: &Situation<'_>, expectation: &Expectation) -> Asked {
        let ends = expectation.ends.max(1.0);
        let between_s = self.pace_s(situation.now_us).unwrap_or(expectation.between_s);
        let paced = |z| ends * between_s * gamma_factor(ends / expectation.variation, z);
        Asked {
            class: situation.class.to_owned(),
            service: service_times::name(situation.work.service),
            ends: expectation.ends,
            formula_s: expectation.quantiles_s,
            paced_s: [Z50, Z80].map(paced),
            foreseen_s: [0.0; 2],
        }
    }

    /// Returns the mean time between the calls of the last ten minutes; `None` when there were fewer than three.
    pub(super) fn pace_s(&self, now_us: i64) -> Option<f64> {
        let mut recent = self
            .calls_us
            .iter()
            .filter(|call| (0..=PACE_US).contains(&now_us.saturating_sub(**call)));
        let first = recent.next()?;
        let (gaps, last) = recent.fold((0_u32, first), |(gaps, _), call| (gaps + 1, call));
        (gaps >= 2).then(|| f64::max(seconds(last - first) / f64::from(gaps), 1.0))
    }
}

impl Asked {
    /// Tells whether it was asked for this class and service; a wait that was judged anew teaches nothing.
    pub fn is_of(&self, class: &str, service: Key) -> bool {
        self.class == class && self.service == service_times::name(service)
    }

    fn features(&self, index: usize) -> Features<'_> {
        Features {
            formula_s: self.formula_s[index],
            paced_s: self.paced_s[index],
            ends: self.ends.max(1.0),
            class: &self.class,
            service: &self.service,
        }
    }
}
