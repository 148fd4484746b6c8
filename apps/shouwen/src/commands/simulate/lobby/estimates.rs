//! Wait estimates, judged on the recorded waits and on those under our rules.

use std::collections::BTreeMap;

use anyhow::Result;
use queueing::{Estimator, Event, Policy, Scenario, Score, Scored, watch};
use serde::Serialize;

use super::compare::Paper;
use super::days::Days;
use super::record::{Record, recorded_policy};

/// Estimates over one course of events.
#[derive(Debug, Serialize)]
pub(crate) struct Estimates {
    /// Whose waits: `recorded`, or `ours` for those under our rules.
    pub(crate) of: &'static str,
    /// How good they were, for everybody under `all` and by class.
    pub(crate) classes: BTreeMap<String, Score>,
}

/// Judges the estimates on the days that are judged; what was learned before is kept, and learning goes on.
///
/// # Errors
/// Our rules cannot be rewritten as those of the record.
pub(crate) fn judge(days: &Days, ours: &Paper, policy: &Policy) -> Result<Vec<Estimates>> {
    let record = Record::of(days);
    let first = days.customers_before();
    let recorded = scores(&recorded_policy(policy)?, &record.scenario, &record.events, first);
    let simulated = scores(policy, &ours.scenario, &ours.log.events, first);
    Ok(vec![
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
    classes.insert("all".to_owned(), judged.iter().collect());
    classes.into_iter().map(|(class, waits)| (class, Score::of(waits, constant_s))).collect()
}
