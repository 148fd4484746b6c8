//! What came of days on paper, and how far that can be trusted.

use std::collections::BTreeMap;

use queueing::{
    Arrival, Band, ClassWaits, Event, Happening, Policy, Scenario, simulate, waits_by_class,
};

use super::paper::Paper;
use super::past::{PastEnd, PastVisit, micros, seats};

/// What days came to under one set of rules.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// By class, and everybody under [`queueing::ALL`].
    pub(crate) classes: BTreeMap<String, ClassOutcome>,
    /// The share of their time on duty in which counters were busy.
    pub(crate) occupancy: Option<Band>,
    /// Hours of open counters on a day.
    pub(crate) counter_hours: Option<Band>,
}

/// What one class met, as means over the days on which somebody of it came.
#[derive(Debug)]
pub(crate) struct ClassOutcome {
    /// How many came on a day.
    pub(crate) came: Band,
    /// The mean wait of a day, in seconds.
    pub(crate) mean_s: Option<Band>,
    /// The median wait of a day.
    pub(crate) p50_s: Option<Band>,
    /// The wait that nine in ten did not exceed on a day.
    pub(crate) p90_s: Option<Band>,
    /// The target of the class, in seconds.
    pub(crate) target_s: u32,
    /// The share of those who came who were called within it.
    pub(crate) within_target: Band,
    /// The share of those who came who were never called.
    pub(crate) unserved: Band,
}

/// One day.
pub(crate) struct Day {
    /// What each class met.
    pub(crate) classes: BTreeMap<String, ClassWaits>,
    /// Time in which counters were busy, in microseconds.
    busy_us: i64,
    /// Time in which counters were on duty, overtime included.
    duty_us: i64,
}

impl Day {
    /// Sums up a day as the record has it.
    pub(crate) fn recorded(policy: &Policy, visits: &[&PastVisit]) -> Self {
        let arrival = |visit: &&PastVisit| Arrival {
            at_us: visit.arrived_at.micros(),
            class: visit.class.clone(),
            service: 0,
            skills: Vec::new(),
            service_us: 0,
            patience_us: None,
            announced: false,
        };
        let came = Scenario { arrivals: visits.iter().map(arrival).collect(), desks: Vec::new() };
        let events = visits.iter().enumerate().flat_map(|(who, visit)| {
            let (arrived_us, waited_us) = (visit.arrived_at.micros(), micros(visit.waited));
            let end = match visit.end {
                PastEnd::Called { .. } => Happening::Called { who, desk: 0 },
                PastEnd::Left | PastEnd::DayEnded => Happening::Left(who),
            };
            [
                Event { at_us: arrived_us, what: Happening::Arrived(who) },
                Event { at_us: arrived_us + waited_us, what: end },
            ]
        });
        let busy = visits.iter().map(|visit| match visit.end {
            PastEnd::Called { busy, .. } => micros(busy),
            PastEnd::Left | PastEnd::DayEnded => 0,
        });
        let shifts = seats(visits).into_values().flat_map(|(_, shifts)| shifts);
        Self {
            classes: waits_by_class(policy, &came, &events.collect::<Vec<_>>()),
            busy_us: busy.sum(),
            duty_us: shifts.map(|shift| shift.to_us - shift.from_us).sum(),
        }
    }

    /// Lets a day go by and sums it up.
    pub(crate) fn simulated(policy: &Policy, paper: &Paper) -> Self {
        let Paper { scenario, closes_us } = paper;
        let log = simulate(policy, scenario);
        let (mut busy_us, mut overtime_us) = (0, 0);
        for event in &log.events {
            if let Happening::Called { who, .. } = event.what {
                let service_us = scenario.arrivals[who].service_us;
                busy_us += service_us;
                overtime_us += (event.at_us + service_us - closes_us).clamp(0, service_us);
            }
        }
        let shifts = scenario.desks.iter().flat_map(|desk| &desk.shifts);
        let planned = shifts.map(|shift| shift.to_us.min(*closes_us) - shift.from_us);
        Self {
            classes: waits_by_class(policy, scenario, &log.events),
            busy_us,
            duty_us: planned.sum::<i64>() + overtime_us,
        }
    }
}

/// Sums up days.
pub(crate) fn outcome(days: &[Day]) -> Outcome {
    let mut codes: Vec<&String> = days.iter().flat_map(|day| day.classes.keys()).collect();
    codes.sort_unstable();
    codes.dedup();
    let class = |code: &String| {
        let met: Vec<_> = days.iter().filter_map(|day| day.classes.get(code)).collect();
        Some((code.clone(), ClassOutcome::of(&met)?))
    };
    let worked: Vec<&Day> = days.iter().filter(|day| day.duty_us > 0).collect();
    Outcome {
        classes: codes.into_iter().filter_map(class).collect(),
        occupancy: band(&worked, |day| seconds(day.busy_us) / seconds(day.duty_us)),
        counter_hours: band(&worked, |day| seconds(day.duty_us) / 3600.0),
    }
}

/// Returns how much longer or shorter a wait became, day by day: the mean wait, and the wait of nine in ten.
pub(crate) fn differences(before: &[Day], after: &[Day], class: &str) -> [Option<Band>; 2] {
    let both = before.iter().zip(after).filter_map(|(before, after)| {
        let (before, after) = (before.classes.get(class)?, after.classes.get(class)?);
        (before.served > 0 && after.served > 0).then_some((before, after))
    });
    let both: Vec<_> = both.collect();
    [
        band(&both, |(before, after)| after.mean_s - before.mean_s),
        band(&both, |(before, after)| after.p90_s - before.p90_s),
    ]
}

impl ClassOutcome {
    fn of(days: &[&ClassWaits]) -> Option<Self> {
        let served: Vec<_> = days.iter().filter(|day| day.served > 0).collect();
        let unserved = |day: &&ClassWaits| 1.0 - share(day.served, day.came);
        Some(Self {
            came: band(days, |day| f64::from(day.came))?,
            mean_s: band(&served, |day| day.mean_s),
            p50_s: band(&served, |day| day.p50_s),
            p90_s: band(&served, |day| day.p90_s),
            target_s: days.first()?.target_s,
            within_target: band(days, |day| day.within_target)?,
            unserved: band(days, unserved)?,
        })
    }
}

fn band<T>(days: &[T], of: impl Fn(&T) -> f64) -> Option<Band> {
    Band::of(&days.iter().map(of).collect::<Vec<_>>())
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "a day is far below 2^53 microseconds")]
fn seconds(micros: i64) -> f64 {
    micros as f64 / 1_000_000.0
}
