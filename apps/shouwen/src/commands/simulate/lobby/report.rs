//! What a simulation found.

use std::fmt::Write as _;

use queueing::ALL;
use serde::Serialize;

use super::compare::{Fairness, Policies, Way};
use super::days::Days;
use super::estimates::{Estimate, Estimates};
use super::paper::{Assumptions, Counters};
use super::past::Past;
use super::plan::Plan;

/// The figures of one simulation; the shape of `--json`.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// What was simulated.
    pub(crate) setting: Setting,
    /// Waits as they were.
    pub(crate) recorded: Way,
    /// Waits of the same customers by way of calling.
    pub(crate) policies: Policies,
    /// What our rules did for the favoured and to the others.
    pub(crate) fairness: Fairness,
    /// How good wait estimates were.
    pub(crate) estimate: Estimate,
    /// The same in detail, on the recorded waits and on those under our rules.
    pub(crate) estimates: [Estimates; 2],
    /// Forecast and staffing; `None` when there was no day before the first to forecast it from.
    pub(crate) plan: Option<Plan>,
}

/// What was simulated.
#[derive(Debug, Serialize)]
pub(crate) struct Setting {
    /// The days that were learned from, as `yymmdd`.
    pub(crate) learned_from: Vec<String>,
    /// The days that are judged.
    pub(crate) judged: Vec<String>,
    /// How many counters were open: a number, or `schedule`.
    pub(crate) counters: String,
    /// The share of ordinary callers who counted as care customers.
    pub(crate) care_share: f64,
    /// How many times longer than on record customers were willing to wait.
    pub(crate) patience: f64,
    /// The seed of everything that was drawn.
    pub(crate) seed: u64,
    /// The mean patience on record in seconds; `None` when nobody ever left.
    pub(crate) mean_patience_s: Option<f64>,
}

impl Setting {
    /// Notes what is simulated.
    pub(crate) fn of(days: &Days, past: &Past, assumptions: &Assumptions) -> Self {
        let name = |day: &super::days::Day| day.name.clone();
        let (learned_from, judged) = days.all().split_at(days.judged_from());
        Self {
            learned_from: learned_from.iter().map(name).collect(),
            judged: judged.iter().map(name).collect(),
            counters: match assumptions.counters {
                Counters::Schedule => "schedule".to_owned(),
                Counters::Fixed(counters) => counters.to_string(),
            },
            care_share: assumptions.care_share,
            patience: assumptions.patience,
            seed: assumptions.seed,
            mean_patience_s: past.mean_patience_s(),
        }
    }
}

impl Report {
    /// Writes the figures for a person at a terminal.
    pub(crate) fn tables(&self) -> String {
        let mut text = String::new();
        self.setting.write(&mut text);
        self.write_waits(&mut text);
        self.fairness.write(&mut text);
        write_estimates(&self.estimates, &mut text);
        if let Some(plan) = &self.plan {
            plan.write(&mut text);
        }
        text
    }

    fn write_waits(&self, text: &mut String) {
        let _ = writeln!(
            text,
            "\n{:<24} {:<10} {:>6} {:>6} {:>7} {:>7} {:>7} {:>8} {:>9} {:>10}",
            "waits",
            "class",
            "came",
            "left %",
            "mean s",
            "P50 s",
            "P90 s",
            "target s",
            "in time %",
            "longest s"
        );
        let Policies { fcfs, strict, ours } = &self.policies;
        let ways = [
            ("recorded", &self.recorded),
            ("first come, first served", fcfs),
            ("strict priority", strict),
            ("ours", ours),
        ];
        for (name, way) in ways {
            let classes = way.classes.iter().map(|(class, waits)| (class.as_str(), waits));
            for (class, waits) in classes.chain([(ALL, &way.all)]) {
                let _ = writeln!(
                    text,
                    "{name:<24} {class:<10} {:>6} {:>6.1} {:>7.0} {:>7.0} {:>7.0} {:>8} {:>9.1} {:>10.0}",
                    waits.came,
                    waits.abandoned * 100.0,
                    waits.mean_s,
                    waits.p50_s,
                    waits.p90_s,
                    waits.target_s,
                    waits.within_target * 100.0,
                    waits.max_s
                );
            }
        }
    }
}

impl Setting {
    fn write(&self, text: &mut String) {
        let span = |days: &[String]| match (days.first(), days.last()) {
            (Some(first), Some(last)) => format!("{} days ({first} to {last})", days.len()),
            _ => "no day".to_owned(),
        };
        let _ = writeln!(
            text,
            "learned from {}, judged on {}; counters: {}; care customers: {:.0} in 100 ordinary callers; patience: {} times that on record; seed {}",
            span(&self.learned_from),
            span(&self.judged),
            self.counters,
            self.care_share * 100.0,
            self.patience,
            self.seed
        );
    }
}

impl Fairness {
    fn write(&self, text: &mut String) {
        let _ = writeln!(
            text,
            "\nours: P90 of ordinary waits {:.2} times that of first come, first served; waits beyond the hard maximum beside a free counter: {}",
            self.ordinary_p90_ratio, self.neglected
        );
        for (class, met) in &self.targets_met {
            let verdict = if *met { "kept" } else { "missed" };
            let _ =
                writeln!(text, "ours: nine in ten of class {class} within the target: {verdict}");
        }
    }
}

fn write_estimates(all: &[Estimates], text: &mut String) {
    let _ = writeln!(
        text,
        "\n{:<10} {:<10} {:>6} {:>7} {:>8} {:>9} {:>9} {:>8} | {:>11} {:>8} {:>8} {:>8}",
        "estimates",
        "class",
        "waits",
        "mean s",
        "error s",
        "<= P50 %",
        "<= P80 %",
        "width s",
        "last called",
        "head",
        "queue",
        "constant"
    );
    for estimates in all {
        for (class, score) in &estimates.classes {
            let _ = writeln!(
                text,
                "{:<10} {class:<10} {:>6} {:>7.1} {:>8.1} {:>9.1} {:>9.1} {:>8.1} | {:>11.1} {:>8.1} {:>8.1} {:>8.1}",
                estimates.of,
                score.waits,
                score.mean_wait_s,
                score.error_s,
                score.within_low * 100.0,
                score.within_high * 100.0,
                score.mean_width_s,
                score.last_to_enter_error_s,
                score.head_of_line_error_s,
                score.queue_length_error_s,
                score.constant_error_s
            );
        }
    }
}

impl Plan {
    fn write(&self, text: &mut String) {
        let forecast = &self.forecast;
        let _ = writeln!(
            text,
            "\nforecast of {} days: off by {:.1} % of a day, {:.1} % of a half hour; in total {:+.1} %; within P10 to P90 {:.1} %",
            forecast.days,
            forecast.total_error * 100.0,
            forecast.slot_error * 100.0,
            forecast.bias * 100.0,
            forecast.within_range * 100.0
        );
        let _ = writeln!(
            text,
            "staffing for {:.0} % within {} s: planned {:.0} counter hours reach {:.1} %; at work were {:.0}, which reach {:.1} %",
            self.target_share * 100.0,
            self.target_s,
            self.planned_hours,
            self.planned_share * 100.0,
            self.recorded_hours,
            self.recorded_share * 100.0
        );
    }
}
