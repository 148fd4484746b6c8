//! Arrivals forecast and counters planned for them, and what such a plan would have reached.

use queueing::{
    DayArrivals, Demand, ForecastError, Happening, Log, Patience, Policy, Scenario, ServiceTarget,
    backtest, forecast, requirement, simulate,
};
use serde::Serialize;

use super::compare::judged;
use super::days::Days;
use super::paper::{self, Assumptions, SLOT_S, at_work};
use super::past::Past;

/// A forecast, the counters it asks for, and what came of it.
#[derive(Debug, Serialize)]
pub(crate) struct Plan {
    /// How far the forecasts were off.
    pub(crate) forecast: ForecastError,
    /// The share of customers to be served in time.
    pub(crate) target_share: f64,
    /// The wait in seconds that counts as in time.
    pub(crate) target_s: u32,
    /// Hours of open counters by plan.
    pub(crate) planned_hours: f64,
    /// Hours of counters at work in the record.
    pub(crate) recorded_hours: f64,
    /// The share of customers served in time with the planned counters, simulated under our rules.
    pub(crate) planned_share: f64,
    /// The same with as many counters as were at work.
    pub(crate) recorded_share: f64,
    /// Every half hour of every day that was planned.
    pub(crate) half_hours: Vec<HalfHour>,
}

/// Half an hour.
#[derive(Debug, Serialize)]
pub(crate) struct HalfHour {
    /// The day, as `yymmdd`.
    pub(crate) day: String,
    /// When it begins, in minutes after midnight.
    pub(crate) from_min: u32,
    /// How many were expected.
    pub(crate) expected: f64,
    /// What one day in ten stays below, and what nine in ten stay below.
    pub(crate) range: [f64; 2],
    /// How many came.
    pub(crate) came: u32,
    /// How many counters the forecast asks for.
    pub(crate) counters: u32,
    /// How many were at work.
    pub(crate) at_work: usize,
}

/// Plans every day that is judged from the days before it; `None` when no day could be forecast.
pub(crate) fn plan(
    days: &Days,
    past: &Past,
    assumptions: &Assumptions,
    policy: &Policy,
    target: &ServiceTarget,
    target_s: u32,
) -> Option<Plan> {
    let history: Vec<DayArrivals> = days.all().iter().map(super::days::Day::arrivals).collect();
    let error = backtest(&history, days.judged_from())?;
    let staffing = Staffing::of(past, assumptions, target);
    let half_hours = half_hours(days, &history, &staffing);
    let (mut planned, mut recorded) = (Vec::new(), Vec::new());
    for (index, day) in days.all().iter().enumerate() {
        let worked = at_work(&day.calls);
        let asked = half_hours.iter().filter(|half_hour| half_hour.day == day.name);
        let asked: Vec<usize> = asked.map(|half_hour| half_hour.counters as usize).collect();
        let is_planned = index >= days.judged_from() && !asked.is_empty();
        planned.extend(if is_planned { asked } else { worked.clone() });
        recorded.extend(worked);
    }
    let share = |open: &[usize]| {
        let scenario = paper::scenario(days, past, assumptions, open);
        in_time(&scenario, &simulate(policy, &scenario), days.customers_before(), target_s)
    };
    Some(Plan {
        forecast: error,
        target_share: target.share(),
        target_s,
        planned_hours: half_hours.iter().map(|slot| f64::from(slot.counters)).sum::<f64>() / 2.0,
        recorded_hours: half_hours.iter().map(|slot| hours(slot.at_work)).sum(),
        planned_share: share(&planned),
        recorded_share: share(&recorded),
        half_hours,
    })
}

/// What a demand is served with.
struct Staffing<'a> {
    service_s: f64,
    patience: Patience,
    target: &'a ServiceTarget,
}

impl<'a> Staffing<'a> {
    fn of(past: &Past, assumptions: &Assumptions, target: &'a ServiceTarget) -> Self {
        let mean_s = past.mean_patience_s().map(|mean_s| mean_s * assumptions.patience);
        let patience = mean_s.and_then(|mean_s| Patience::mean_s(mean_s).ok());
        Self {
            service_s: past.mean_service_s(),
            patience: patience.unwrap_or(Patience::ENDLESS),
            target,
        }
    }

    /// Returns the counters that so many arrivals in half an hour ask for.
    fn counters(&self, arrivals: f64) -> u32 {
        let per_hour = arrivals * 3_600.0 / f64::from(SLOT_S);
        let demand = Demand::new(per_hour, self.service_s).ok();
        demand.map_or(0, |demand| requirement(&demand, self.patience, self.target).servers)
    }
}

fn half_hours(days: &Days, history: &[DayArrivals], staffing: &Staffing<'_>) -> Vec<HalfHour> {
    let mut half_hours = Vec::new();
    for (index, day) in days.all().iter().enumerate().skip(days.judged_from()) {
        let Some(expected) = forecast(&history[..index], day.kind) else { continue };
        let worked = at_work(&day.calls);
        for (slot, expected) in expected.into_iter().enumerate() {
            half_hours.push(HalfHour {
                day: day.name.clone(),
                from_min: u32::try_from(slot).unwrap_or(0) * SLOT_S / 60,
                expected: expected.mean,
                range: [expected.low, expected.high],
                came: history[index].slots[slot],
                counters: staffing.counters(expected.mean),
                at_work: worked[slot],
            });
        }
    }
    half_hours
}

/// Returns the share of customers who were served after at most that many seconds.
#[expect(clippy::cast_precision_loss, reason = "counts of customers")]
fn in_time(scenario: &Scenario, log: &Log, first: usize, target_s: u32) -> f64 {
    let came = scenario.arrivals.len() - first;
    let served = judged(&log.events, first).into_iter().filter(|event| match event.what {
        Happening::Called { who, .. } => {
            event.at_us - scenario.arrivals[who].at_us <= paper::micros(0, target_s)
        }
        _ => false,
    });
    served.count() as f64 / came.max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "a few counters")]
fn hours(half_hours: usize) -> f64 {
    half_hours as f64 / 2.0
}
