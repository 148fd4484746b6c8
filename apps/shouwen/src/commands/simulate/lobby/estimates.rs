//! Wait estimates, judged on the recorded waits and on those under our rules.

use std::collections::BTreeMap;

use anyhow::Result;
use queueing::{ALL, Estimator, Event, Policy, Scenario, Score, Scored, watch};
use serde::Serialize;

use super::compare::Paper;
use super::days::Days;
use super::record::{Record, recorded_policy};

/// How good the estimates were, on the recorded waits of everybody.
#[derive(Debug, Serialize)]
pub(crate) struct Estimate {
    /// How many waits were judged.
    pub(crate) waits: u32,
    /// The mean absolute error of the one number named, the low end, in seconds.
    pub(crate) mae_s: f64,
    /// The median absolute error of it, in seconds.
    pub(crate) median_ae_s: f64,
    /// The share of waits that a range claims to hold: those between P50 and P80.
    pub(crate) claimed: f64,
    /// The share of waits that the ranges did hold.
    pub(crate) covered: f64,
    /// The share of waits not longer than the low end, of 0.5 claimed.
    pub(crate) within_p50: f64,
    /// The share of waits not longer than the high end, of 0.8 claimed.
    pub(crate) within_p80: f64,
    /// The mean absolute errors of simple estimates.
    pub(crate) baselines: Baselines,
}

/// The mean absolute errors of simple estimates, in seconds.
#[derive(Debug, Serialize)]
pub(crate) struct Baselines {
    /// The wait of whoever was called last.
    pub(crate) les: f64,
    /// The wait so far of the head of the line.
    pub(crate) hol: f64,
    /// People in line times the mean time between the last calls.
    pub(crate) queue_length: f64,
    /// The mean wait of the days before, for everybody.
    pub(crate) mean: f64,
}

/// Estimates over one course of events.
#[derive(Debug, Serialize)]
pub(crate) struct Estimates {
    /// Whose waits: `recorded`, or `ours` for those under our rules.
    pub(crate) of: &'static str,
    /// How good they were, for everybody under [`ALL`] and by class.
    pub(crate) classes: BTreeMap<String, Score>,
}

impl Estimate {
    /// Sums up a score; a range claims what lies between its ends.
    pub(crate) fn of(score: &Score) -> Self {
        Self {
            waits: score.waits,
            mae_s: score.error_s,
            median_ae_s: score.median_error_s,
            claimed: 0.3,
            covered: score.within_high - score.within_low,
            within_p50: score.within_low,
            within_p80: score.within_high,
            baselines: Baselines {
                les: score.last_to_enter_error_s,
                hol: score.head_of_line_error_s,
                queue_length: score.queue_length_error_s,
                mean: score.constant_error_s,
            },
        }
    }
}

/// Judges the estimates on the days that are judged; what was learned before is kept, and learning goes on.
///
/// # Errors
/// Our rules cannot be rewritten as those of the record.
pub(crate) fn judge(days: &Days, ours: &Paper, policy: &Policy) -> Result<[Estimates; 2]> {
    let record = Record::of(days);
    let first = days.customers_before();
    let recorded = scores(&recorded_policy(policy)?, &record.scenario, &record.events, first);
    let simulated = scores(policy, &ours.scenario, &ours.log.events, first);
    Ok([
        Estimates { of: "recorded", classes: recorded },
        Estimates { of: "ours", classes: simulated },
    ])
}

fn scores(
    policy: &Policy,
    scenario: &Scenario,
    events: &[Event],
    first: usize,
) -> BTreeMap<String, Score> {
    let scored = watch(policy, scenario, events, &mut Estimator::default());
    let (learned, judged): (Vec<_>, Vec<_>) = scored.into_iter().partition(|wait| wait.who < first);
    // The one number for all: the mean of the days before, or with hindsight that of the days themselves.
    let known = if learned.is_empty() { &judged } else { &learned };
    let constant_s = Score::of(known, 0.0).mean_wait_s;
    let mut classes: BTreeMap<String, Vec<&Scored>> = BTreeMap::new();
    for wait in &judged {
        classes.entry(scenario.arrivals[wait.who].class.clone()).or_default().push(wait);
    }
    classes.insert(ALL.to_owned(), judged.iter().collect());
    classes.into_iter().map(|(class, waits)| (class, Score::of(waits, constant_s))).collect()
}
