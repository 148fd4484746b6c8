//! The whole command over invented days.

use std::io::Write as _;

use clap::Parser;
use queueing::Chance;

use super::compare::Policies;
use super::*;
use crate::commands::calls::samples::HEAD;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

/// Six busy days: judged on the last three after the first three, and reported whole.
#[test]
fn recorded_days_are_judged_from_every_side() {
    let file = record(&invented(6));
    let found = simulate(&file, &["--train-days", "990301..990303", "--days", "990304..990306"]);
    assert_eq!(found.setting.learned_from, ["990301", "990302", "990303"]);
    assert_eq!(found.setting.judged, ["990304", "990305", "990306"]);
    let Policies { fcfs, strict, ours } = &found.policies;
    let came = [&found.recorded, fcfs, strict, ours].map(|way| way.all.came);
    assert!(came.iter().all(|all| *all == came[0]) && came[0] > 1_000, "{came:?}");
    assert_eq!(ours.left, ours.classes.values().map(|waits| waits.left).sum::<u32>());
    assert_eq!(found.fairness.neglected, 0);
    assert_eq!(found.fairness.targets_met.len(), 2);
    for estimates in &found.estimates {
        let all = &estimates.classes[ALL];
        assert!(all.waits > 200 && all.error_s < all.constant_error_s, "{all:?}");
        assert!(
            (all.within_low - 0.5).abs() < 0.08 && (all.within_high - 0.8).abs() < 0.08,
            "{all:?}"
        );
    }
    let plan = found.plan.as_ref().unwrap();
    assert_eq!((plan.half_hours.len(), plan.forecast.days), (3 * 48, 3));
    assert!(plan.planned_share > 0.7, "{}", plan.planned_share);
    let (estimate, all) = (&found.estimate, &found.estimates[0].classes[ALL]);
    assert_eq!((estimate.mae_s, estimate.waits), (all.error_s, all.waits));
    assert!((estimate.covered - estimate.claimed).abs() < 0.1, "{estimate:?}");
    let tables = found.tables();
    assert!(tables.contains("judged on 3 days (990304 to 990306)"), "{tables}");
    let json = serde_json::to_value(&found).unwrap();
    for pointer in [
        "/plan/half_hours/0/came",
        "/policies/fcfs/left",
        "/policies/strict/classes/care/p50_s",
        "/policies/ours/classes/ordinary/max_s",
        "/policies/ours/classes/priority/within_target",
        "/estimate/median_ae_s",
        "/estimate/baselines/queue_length",
    ] {
        assert!(
            json.pointer(pointer).is_some_and(serde_json::Value::is_number),
            "{pointer}: {json}"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_report() {
    let file = record(&invented(2));
    let told = |seed: &str| {
        let found = simulate(&file, &["--train-days", "990301", "--seed", seed]);
        serde_json::to_string(&found).unwrap()
    };
    assert_eq!(told("5"), told("5"));
    assert_ne!(told("5"), told("6"));
}

#[test]
fn without_days_to_learn_from_everything_is_learned_on_the_way() {
    let file = record(&invented(2));
    let path = file.path().to_str().unwrap();
    let found = report(&Line::parse_from(["", "--calls", path]).args).unwrap();
    assert!(found.setting.learned_from.is_empty());
    assert_eq!(found.plan.unwrap().forecast.days, 1);
}

#[test]
fn more_counters_shorten_the_waits() {
    let file = record(&invented(2));
    let mean_s = |counters: &str| {
        let found = simulate(&file, &["--train-days", "990301", "--counters", counters]);
        found.policies.ours.all.mean_s
    };
    assert!(mean_s("6") < mean_s("4"));
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let file = record(&invented(2));
    let path = file.path().to_str().unwrap();
    let refused = |options: &[&str]| {
        let line = [&["", "--calls", path, "--train", path], options].concat();
        report(&Line::parse_from(line).args).unwrap_err().to_string()
    };
    assert!(refused(&[]).contains("no day to judge"));
    let backwards = refused(&["--train-days", "990302", "--days", "990301"]);
    assert!(backwards.contains("must come before"), "{backwards}");
    for wrong in [&["--counters", "0"], &["--days", "990231"], &["--days", "today"]] {
        let line = [&["", "--calls", path], &wrong[..]].concat();
        assert!(Line::try_parse_from(line).is_err(), "{wrong:?}");
    }
}

/// A centre of five agents in which priority callers are called a minute earlier than they came.
fn invented(days: u32) -> String {
    let mut chance = Chance::new(1);
    let mut rows = String::new();
    for day in 1..=days {
        let mut free_s = [32_400.0_f64; 5];
        let mut at_s = 32_400.0;
        while at_s < 61_200.0 {
            at_s += chance.exponential(52.0);
            let agent =
                (0..5).min_by(|one, other| free_s[*one].total_cmp(&free_s[*other])).unwrap();
            let priority = chance.unit() < 0.3;
            let wait_s =
                (free_s[agent] - at_s - if priority { 60.0 } else { 0.0 }).max(0.0).round();
            let service_s = chance.lognormal(240.0, 1.0).round();
            let leaves = wait_s > chance.exponential(400.0);
            if !leaves {
                free_s[agent] = at_s.round() + wait_s + service_s;
            }
            rows.push_str(&row(
                day,
                at_s.round(),
                wait_s,
                priority,
                (!leaves).then_some(service_s),
            ));
        }
    }
    rows
}

fn row(day: u32, at_s: f64, wait_s: f64, priority: bool, service_s: Option<f64>) -> String {
    let clock = |seconds: f64| {
        let (hours, rest) = ((seconds / 3_600.0).floor(), seconds % 3_600.0);
        format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
    };
    let (came, none) = (clock(at_s), "0:00:00".to_owned());
    let queued = if wait_s > 0.0 { came.clone() } else { none.clone() };
    let priority = if priority { 2 } else { 0 };
    let outcome = if service_s.is_some() { "AGENT" } else { "HANG" };
    let service_s = service_s.unwrap_or(0.0);
    format!(
        "A\t1\t0\t{priority}\tPS\t9903{day:02}\t{came}\t{came}\t0\t{queued}\t{none}\t{wait_s}\t{outcome}\t{none}\t{none}\t{service_s}\tX\n"
    )
}

fn record(rows: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all([HEAD, rows].concat().as_bytes()).unwrap();
    file
}

fn simulate(file: &tempfile::NamedTempFile, options: &[&str]) -> Report {
    let path = file.path().to_str().unwrap();
    let line = [&["", "--calls", path, "--train", path], options].concat();
    report(&Line::parse_from(line).args).unwrap()
}
