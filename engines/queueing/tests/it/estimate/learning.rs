//! Whole days: ranges that keep what they promise, better than the usual simple estimates, without knowing the future.

use queueing::{
    Arrival, Chance, ClassRule, Desk, Estimator, Points, Policy, PolicyRules, Scenario, Score,
    Scored, Shift, simulate, watch,
};

/// Two classes of which one is favoured, three counters, services twice as long after half of the time.
///
/// The estimator begins with nothing and is judged from the first wait on.
#[test]
fn ranges_keep_their_promise_even_when_the_hall_changes() {
    let scenario = hall(1, 12_000, 0.85);
    let policy = policy();
    let log = simulate(&policy, &scenario);
    let scored = watch(&policy, &scenario, &log.events, &mut Estimator::default());
    let class = |wanted: &str| -> Vec<&Scored> {
        scored.iter().filter(|wait| scenario.arrivals[wait.who].class == wanted).collect()
    };
    let half = scored.len() / 2;
    let parts = [
        class("quick"),
        class("plain"),
        scored[..half].iter().collect(),
        scored[half..].iter().collect(),
    ];
    for part in parts {
        let score = Score::of(part, 0.0);
        assert!(score.waits > 2_000);
        assert!((score.within_low - 0.5).abs() < 0.03, "{score:?}");
        assert!((score.within_high - 0.8).abs() < 0.03, "{score:?}");
    }
}

#[test]
fn the_error_is_below_that_of_every_simple_estimate() {
    let policy = policy();
    let mut estimator = Estimator::default();
    let mut day = |seed| {
        let scenario = hall(seed, 5_000, 0.85);
        watch(&policy, &scenario, &simulate(&policy, &scenario).events, &mut estimator)
    };
    let before = Score::of(&day(2), 0.0);
    let score = Score::of(&day(3), before.mean_wait_s);
    for rival in [
        score.last_to_enter_error_s,
        score.head_of_line_error_s,
        score.queue_length_error_s,
        score.constant_error_s,
    ] {
        assert!(score.error_s < rival * 0.9, "{score:?}");
    }
}

#[test]
fn an_estimate_never_knows_the_future() {
    let scenario = hall(4, 400, 0.95);
    let events = simulate(&policy(), &scenario).events;
    let all = watch(&policy(), &scenario, &events, &mut Estimator::default());
    for end in [events.len() / 4, events.len() / 2] {
        let part = watch(&policy(), &scenario, &events[..end], &mut Estimator::default());
        assert!(!part.is_empty());
        assert_eq!(part, all[..part.len()]);
    }
}

/// A specialist's only customer waits for the specialist, not for the crowd.
#[test]
fn only_the_counters_count_that_may_call() {
    let shift = Shift { from_us: 0, to_us: i64::MAX };
    let special = Desk { services: Some(vec![9]), ..Desk::generic(vec![shift]) };
    let plain = Desk { services: Some(vec![1]), ..Desk::generic(vec![shift]) };
    let mut arrivals: Vec<Arrival> = (0..30).map(|second| come(second, 1, 300)).collect();
    arrivals.insert(0, come(0, 9, 300));
    arrivals.push(come(40, 9, 300));
    let scenario = Scenario { arrivals, desks: vec![special, plain] };
    let policy = policy();
    let events = simulate(&policy, &scenario).events;
    let scored = watch(&policy, &scenario, &events, &mut Estimator::default());
    let last = scored.iter().find(|wait| wait.who == 31).unwrap();
    // One service is under way there and nobody waits for it: about the median of what is left of five minutes.
    assert_eq!(last.waited_s, 260);
    assert!((100..300).contains(&last.range.low_s), "{last:?}");
}

/// An announced customer of a higher class is foreseen before arriving.
#[test]
fn announced_arrivals_are_foreseen() {
    let shift = Shift { from_us: 0, to_us: i64::MAX };
    let booked = |announced| Arrival { class: "quick".to_owned(), announced, ..come(60, 1, 300) };
    let range = |announced| {
        let arrivals = vec![come(0, 1, 300), come(10, 1, 300), booked(announced)];
        let scenario = Scenario { arrivals, desks: vec![Desk::generic(vec![shift])] };
        let events = simulate(&policy(), &scenario).events;
        let scored = watch(&policy(), &scenario, &events, &mut Estimator::default());
        scored.iter().find(|wait| wait.who == 1).unwrap().range
    };
    assert!(range(true).low_s > range(false).low_s + 200);
}

fn policy() -> Policy {
    let quick = ClassRule {
        rate_per_min: Points::whole(3),
        base: Points::whole(5),
        ..ClassRule::plain("quick")
    };
    Policy::new(PolicyRules::of(vec![quick, ClassRule::plain("plain")])).unwrap()
}

/// A Poisson stream of two classes and two services; after half of the customers services last twice as long and half as
/// many come.
fn hall(seed: u64, customers: usize, load: f64) -> Scenario {
    let mut chance = Chance::new(seed);
    let mut at_s = 0.0;
    let mut arrivals = Vec::with_capacity(customers);
    for number in 0..customers {
        let slower = if number < customers / 2 { 1.0 } else { 2.0 };
        at_s += chance.exponential(200.0 * slower / 3.0 / load);
        let (service, mean_s) = if chance.unit() < 0.7 { (1, 160.0) } else { (2, 293.0) };
        let service_s = chance.lognormal(mean_s * slower, 1.0);
        let class = if chance.unit() < 0.3 { "quick" } else { "plain" };
        arrivals.push(Arrival {
            at_us: micros(at_s),
            class: class.to_owned(),
            service_us: micros(service_s),
            ..come(0, service, 0)
        });
    }
    let always = Shift { from_us: 0, to_us: i64::MAX };
    Scenario { arrivals, desks: vec![Desk::generic(vec![always]); 3] }
}

fn come(at_s: i64, service: u128, service_s: i64) -> Arrival {
    Arrival {
        at_us: at_s * 1_000_000,
        class: "plain".to_owned(),
        service,
        skills: Vec::new(),
        service_us: service_s * 1_000_000,
        patience_us: None,
        announced: false,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "some weeks at most")]
fn micros(seconds: f64) -> i64 {
    (seconds * 1_000_000.0) as i64
}
