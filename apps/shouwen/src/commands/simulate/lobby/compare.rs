//! The same customers under three ways of calling.

use std::collections::BTreeMap;

use anyhow::Result;
use queueing::{
    ALL, ClassWaits, Event, Happening, Log, Policy, Scenario, first_come_first_served, simulate,
    strict_priority, waits_by_class,
};
use serde::Serialize;

use super::days::Days;
use super::paper::{self, Assumptions};
use super::past::Past;
use super::record::{Record, recorded_policy};

/// Waits by class.
pub(crate) type Waits = BTreeMap<String, ClassWaits>;

/// What the ways of calling did.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// What the record shows.
    pub(crate) recorded: Way,
    /// What the same customers would have met.
    pub(crate) policies: Policies,
    /// What our rules did for the favoured and to the others.
    pub(crate) fairness: Fairness,
    /// The days under our rules, to judge estimates by.
    pub(crate) ours: Paper,
}

/// The ways of calling that are compared.
#[derive(Debug, Serialize)]
pub(crate) struct Policies {
    /// First come, first served.
    pub(crate) fcfs: Way,
    /// The higher class always first.
    pub(crate) strict: Way,
    /// Our rules.
    pub(crate) ours: Way,
}

/// One way of calling.
#[derive(Debug, Serialize)]
pub(crate) struct Way {
    /// Waits by class.
    pub(crate) classes: Waits,
    /// Waits of everybody.
    pub(crate) all: ClassWaits,
    /// How many left unserved.
    pub(crate) left: u32,
    /// How often somebody waited beyond the hard maximum beside a free counter; `None` for the record.
    pub(crate) neglected: Option<u32>,
}

/// What our rules did, in the terms in which they are promised.
#[derive(Debug, Serialize)]
pub(crate) struct Fairness {
    /// The 90th percentile of ordinary waits, as a multiple of that under first come, first served.
    pub(crate) ordinary_p90_ratio: f64,
    /// Whether nine in ten of each favoured class waited no longer than its target.
    pub(crate) targets_met: BTreeMap<String, bool>,
    /// How often somebody waited beyond the hard maximum beside a free counter.
    pub(crate) neglected: u32,
}

/// Days as they went on paper.
#[derive(Debug)]
pub(crate) struct Paper {
    pub(crate) scenario: Scenario,
    pub(crate) log: Log,
}

/// Lets the same customers come under three ways of calling.
///
/// # Errors
/// Our rules cannot be rewritten as another way of calling.
pub(crate) fn compare(
    days: &Days,
    past: &Past,
    assumptions: &Assumptions,
    policy: &Policy,
) -> Result<Comparison> {
    let open: Vec<usize> = days.all().iter().flat_map(|day| assumptions.open(day)).collect();
    let scenario = paper::scenario(days, past, assumptions, &open);
    let first = days.customers_before();
    let way = |policy: &Policy| {
        let log = simulate(policy, &scenario);
        let classes = waits_by_class(policy, &scenario, &judged(&log.events, first));
        (Way::of(classes, Some(log.neglected)), log)
    };
    let (fcfs, _) = way(&first_come_first_served(policy)?);
    let (strict, _) = way(&strict_priority(policy)?);
    let (ours, log) = way(policy);
    Ok(Comparison {
        recorded: recorded(days, policy)?,
        fairness: Fairness::of(&ours, &fcfs),
        policies: Policies { fcfs, strict, ours },
        ours: Paper { scenario, log },
    })
}

/// Leaves out what happened to customers before the first one that is judged.
pub(crate) fn judged(events: &[Event], first: usize) -> Vec<Event> {
    let belongs = |event: &&Event| match event.what {
        Happening::Arrived(who)
        | Happening::Left(who)
        | Happening::Called { who, .. }
        | Happening::Finished { who, .. } => who >= first,
        Happening::Opened(_) | Happening::Closed(_) => true,
    };
    events.iter().filter(belongs).copied().collect()
}

fn recorded(days: &Days, policy: &Policy) -> Result<Way> {
    let record = Record::of(days);
    let events = judged(&record.events, days.customers_before());
    let classes = waits_by_class(&recorded_policy(policy)?, &record.scenario, &events);
    Ok(Way::of(classes, None))
}

impl Way {
    fn of(mut classes: Waits, neglected: Option<u32>) -> Self {
        let all = classes.remove(ALL).unwrap_or_default();
        Self { classes, left: all.left, all, neglected }
    }
}

impl Fairness {
    fn of(ours: &Way, fcfs: &Way) -> Self {
        let p90 = |way: &Way| way.classes.get("ordinary").map_or(0.0, |waits| waits.p90_s);
        let favoured = ours.classes.iter().filter(|(class, _)| *class != "ordinary");
        Self {
            ordinary_p90_ratio: p90(ours) / p90(fcfs).max(1.0),
            targets_met: favoured
                .map(|(class, waits)| (class.clone(), waits.p90_s <= f64::from(waits.target_s)))
                .collect(),
            neglected: ours.neglected.unwrap_or(0),
        }
    }
}
