//! The queueing engine by itself: what one decision, one estimate, one board and one year of a branch cost.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use hdrhistogram::Histogram;
use queueing::{
    Ahead, Arrival, Candidate, Chance, ClassRule, CounterNow, Desk, Due, Estimator, Key, Points,
    Policy, PolicyRules, Scenario, Server, Shift, Situation, Within, Work, choose, simulate,
    waits_by_class,
};
use serde::Serialize;

/// How many wait, and how many counters there are.
const WAITING: u64 = 500;
const COUNTERS: u64 = 40;

/// How many services a branch offers.
const SERVICES: u64 = 12;

/// The days and the visits of a branch in a year.
const DAYS: u64 = 250;
const VISITS_A_DAY: u64 = 1_200;

const SECOND_US: i64 = 1_000_000;

/// What was measured; the shape of `--json`.
#[derive(Debug, Serialize)]
pub(crate) struct EngineFigure {
    /// What was done.
    name: &'static str,
    /// How often.
    times: u64,
    /// The median, in microseconds.
    p50_us: f64,
    /// What one in a hundred exceeds, in microseconds.
    p99_us: f64,
    /// What it should stay below, in microseconds.
    target_us: f64,
}

/// Measures everything.
pub(crate) fn run() -> Result<Vec<EngineFigure>> {
    let policy = policy()?;
    Ok(vec![
        dispatch(&policy)?.printed(),
        estimates("estimate_one_ticket", 1, 100.0)?.printed(),
        estimates("estimate_board_500_waiting", WAITING, 10_000.0)?.printed(),
        year(&policy)?.printed(),
    ])
}

impl EngineFigure {
    #[expect(clippy::cast_precision_loss, reason = "nanoseconds of seconds")]
    fn measure(
        name: &'static str,
        times: u64,
        target_us: f64,
        mut act: impl FnMut(u64),
    ) -> Result<Self> {
        let mut latencies = Histogram::<u64>::new_with_max(120_000_000_000, 3)?;
        for time in 0..times {
            let began = Instant::now();
            act(time);
            latencies.saturating_record(u64::try_from(began.elapsed().as_nanos())?.max(1));
        }
        let micros = |quantile| latencies.value_at_quantile(quantile) as f64 / 1_000.0;
        Ok(Self { name, times, p50_us: micros(0.5), p99_us: micros(0.99), target_us })
    }

    /// Prints one line for a person as soon as it is measured.
    #[expect(clippy::print_stdout, reason = "this program talks to a person at a terminal")]
    fn printed(self) -> Self {
        println!(
            "{:<28} {:>7} times  P50 {:>12.1} µs  P99 {:>12.1} µs  target {:>12.1} µs",
            self.name, self.times, self.p50_us, self.p99_us, self.target_us
        );
        self
    }
}

fn policy() -> Result<Policy> {
    let class = |code: &str, base, rate| ClassRule {
        base: Points::whole(base),
        rate_per_min: Points::whole(rate),
        ..ClassRule::plain(code)
    };
    let classes = [("care", 5, 4), ("appointment", 3, 3), ("priority", 0, 2), ("ordinary", 0, 1)];
    let classes = classes.into_iter().map(|(code, base, rate)| class(code, base, rate));
    let bonus = Points::whole(5);
    Ok(Policy::new(PolicyRules {
        specialisation_bonus: bonus,
        ..PolicyRules::of(classes.collect())
    })?)
}

fn class_of(number: u64) -> &'static str {
    match number % 10 {
        0 => "care",
        1 => "appointment",
        2 => "priority",
        _ => "ordinary",
    }
}

/// Services like those of a bank: not small numbers, so that comparing them costs what it costs in the hall.
fn service(number: u64) -> Key {
    u128::from(number % SERVICES + 1) * 0x0198_4A7C_31D2_7F00_9ABC_DEF0_1234_5678
}

/// One free counter of forty decides among five hundred.
fn dispatch(policy: &Policy) -> Result<EngineFigure> {
    let skills: [&[&str]; 3] = [&["cash"], &["personal"], &["personal", "wealth"]];
    let candidate = |number: u64| {
        let since_us = i64::try_from(number * 7_919 % 3_600).unwrap_or(0) * -SECOND_US;
        let class = policy.class_or_default(class_of(number));
        let candidate = Candidate::new(u128::from(number), class, since_us, service(number));
        Candidate { skills: skills[usize::try_from(number % 3).unwrap_or(0)], ..candidate }
    };
    let waiting: Vec<Candidate<'_>> = (0..WAITING).map(candidate).collect();
    let counters: Vec<(Vec<Key>, Vec<Key>)> = (0..COUNTERS)
        .map(|counter| {
            ((0..6).map(|offset| service(counter + offset)).collect(), vec![service(counter)])
        })
        .collect();
    EngineFigure::measure("dispatch_500_waiting", 20_000, 50.0, |time| {
        let (services, preferred) = &counters[usize::try_from(time % COUNTERS).unwrap_or(0)];
        let server = Server {
            keys: &[1, 2],
            services: Within::Only(services),
            skills: Within::Only(&["cash", "personal"]),
            preferred,
        };
        let _ = black_box(choose(policy, &server, black_box(SECOND_US), &waiting));
    })
}

/// So many estimates for people in a full hall, with twenty appointments to come.
fn estimates(name: &'static str, people: u64, target_us: f64) -> Result<EngineFigure> {
    let work = |number| Work { service: service(number), typical_s: 300 };
    let ahead: Vec<Ahead> =
        (0..SERVICES).map(|number| Ahead { work: work(number), people: 40.0 }).collect();
    let due: Vec<Due> = (0..20_u32)
        .map(|number| Due { work: work(u64::from(number)), in_s: number * 300, people: 0.5 })
        .collect();
    let counters: Vec<CounterNow> = (0..40_u32)
        .map(|number| CounterNow::Busy { work: work(u64::from(number)), for_s: number * 20 })
        .collect();
    let situation = |number: u64| Situation {
        class: class_of(number),
        work: work(number),
        hour: 10,
        now_us: 0,
        ahead: &ahead,
        due: &due,
        counters: &counters,
    };
    let mut estimator = Estimator::default();
    for number in 0..2_000 {
        let seconds = 100 + u32::try_from(number % 500)?;
        estimator.finished(service(number), 10, seconds);
        if let Some(estimate) = estimator.estimate(&situation(number)) {
            estimator.learn(&estimate.asked, seconds * 4);
        }
    }
    EngineFigure::measure(name, 20_000 / people, target_us, |time| {
        for person in 0..people {
            let _ = black_box(estimator.estimate(&situation(black_box(time + person))));
        }
    })
}

/// A year of a branch: twelve counters, twelve hundred visits a day, most of them in the busy hours.
fn year(policy: &Policy) -> Result<EngineFigure> {
    let day_us = 24 * 3_600 * SECOND_US;
    let mut arrivals = Vec::new();
    for day in 0..DAYS {
        let midnight_us = i64::try_from(day)? * day_us;
        for number in 0..VISITS_A_DAY {
            let mut chance = Chance::of(day, number);
            // Two crowds, at ten and at three, over an even stream from nine to five.
            let hour = match number % 3 {
                0 => 9.0 + 8.0 * chance.unit(),
                1 => 9.5 + chance.unit(),
                _ => 14.5 + chance.unit(),
            };
            arrivals.push(Arrival {
                at_us: midnight_us + micros(hour * 3_600.0),
                class: class_of(number).to_owned(),
                service: service(number),
                skills: Vec::new(),
                service_us: micros(chance.lognormal(300.0, 1.0)),
                patience_us: Some(micros(chance.exponential(5_400.0))),
                announced: number % 10 == 1,
            });
        }
    }
    let shifts = |day: u64| {
        let midnight_us = i64::try_from(day).unwrap_or(0) * day_us;
        Shift { from_us: midnight_us + micros(32_400.0), to_us: midnight_us + micros(64_800.0) }
    };
    let desk = |number: u64| Desk {
        services: (!number.is_multiple_of(3))
            .then(|| (0..8).map(|offset| service(number + offset)).collect()),
        preferred: vec![service(number)],
        ..Desk::generic((0..DAYS).map(shifts).collect())
    };
    let scenario = Scenario { arrivals, desks: (0..12).map(desk).collect() };
    let target_us = Duration::from_secs(10).as_secs_f64() * 1e6;
    EngineFigure::measure("branch_year_300000_visits", 3, target_us, |_| {
        let log = simulate(policy, &scenario);
        black_box(waits_by_class(policy, &scenario, &log.events));
    })
}

#[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
fn micros(seconds: f64) -> i64 {
    (seconds * 1e6) as i64
}
