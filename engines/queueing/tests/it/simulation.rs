//! A day on paper: exact where a pencil can follow, and as theory says over a long run.

mod theory;

use proptest::prelude::*;
use queueing::{
    Arrival, ClassRule, Desk, Event, Happening, Key, Log, Points, Policy, PolicyRules, Scenario,
    Shift, first_come_first_served, simulate, strict_priority, waits_by_class,
};

const SECOND: i64 = 1_000_000;
const DAY: Shift = Shift { from_us: 0, to_us: 86_400 * SECOND };

#[test]
fn a_short_day_goes_as_a_pencil_would_write_it() {
    let scenario = Scenario {
        arrivals: vec![come(0, "plain", 100), come(10, "plain", 50), come(20, "care", 30)],
        desks: vec![Desk::generic(vec![Shift { from_us: 0, to_us: 150 * SECOND }])],
    };
    let served = |who, from, to| {
        [(from, Happening::Called { who, desk: 0 }), (to, Happening::Finished { who, desk: 0 })]
    };
    let mut expected = vec![
        (0, Happening::Opened(0)),
        (0, Happening::Arrived(0)),
        (10, Happening::Arrived(1)),
        (20, Happening::Arrived(2)),
        (150, Happening::Closed(0)),
    ];
    expected.extend(served(0, 0, 100));
    expected.extend(served(2, 100, 130));
    // Called just before the shift ends, and served to the end.
    expected.extend(served(1, 130, 180));
    expected.sort_by_key(|(at, _)| *at);
    assert_eq!(told(&simulate(&policy(), &scenario)), expected_order(expected));
}

#[test]
fn whoever_loses_patience_leaves_but_not_at_the_moment_of_the_call() {
    let patient =
        |at, patience| Arrival { patience_us: Some(patience * SECOND), ..come(at, "plain", 60) };
    let scenario = Scenario {
        arrivals: vec![come(0, "plain", 60), patient(10, 50), patient(20, 39)],
        desks: vec![Desk::generic(vec![DAY])],
    };
    let log = simulate(&policy(), &scenario);
    let left: Vec<_> =
        log.events.iter().filter(|event| matches!(event.what, Happening::Left(_))).collect();
    assert_eq!(left, [&Event { at_us: 59 * SECOND, what: Happening::Left(2) }]);
    let waits = waits_by_class(&policy(), &scenario, &log.events);
    let all = &waits["all"];
    assert_eq!((all.came, all.served, all.left), (3, 2, 1));
    assert_eq!((all.mean_s, all.p50_s, all.p90_s, all.max_s), (25.0, 0.0, 50.0, 50.0));
    assert!((all.abandoned - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_customer_waits_for_a_desk_that_can_serve() {
    let written = Arrival { skills: vec!["writing".to_owned()], ..come(5, "plain", 10) };
    let other_service = Arrival { service: 9, ..come(5, "plain", 10) };
    let unskilled = Desk { skills: Some(vec![]), ..Desk::generic(vec![DAY]) };
    let late = Shift { from_us: 60 * SECOND, ..DAY };
    let cash_only = Desk { services: Some(vec![1]), ..Desk::generic(vec![late]) };
    let scenario =
        Scenario { arrivals: vec![written, other_service], desks: vec![unskilled, cash_only] };
    let log = simulate(&policy(), &scenario);
    let called = |wanted| {
        log.events.iter().find_map(|event| match event.what {
            Happening::Called { who, desk } if who == wanted => Some((event.at_us / SECOND, desk)),
            _ => None,
        })
    };
    assert_eq!((called(0), called(1)), (Some((60, 1)), Some((5, 0))));
}

#[test]
fn the_desk_idle_longest_calls_first() {
    let scenario = Scenario {
        arrivals: vec![come(0, "plain", 10), come(20, "plain", 10), come(40, "plain", 10)],
        desks: vec![Desk::generic(vec![DAY]), Desk::generic(vec![DAY])],
    };
    let desks: Vec<usize> = simulate(&policy(), &scenario)
        .events
        .iter()
        .filter_map(|event| match event.what {
            Happening::Called { desk, .. } => Some(desk),
            _ => None,
        })
        .collect();
    assert_eq!(desks, [0, 1, 0]);
}

#[test]
fn a_specialist_is_left_the_own_service_when_the_policy_says_so() {
    let deducting =
        PolicyRules { specialist_deduction: Points::whole(5), ..policy().rules().clone() };
    let deducting = Policy::new(deducting).unwrap();
    let special = Arrival { service: 9, ..come(1, "plain", 10) };
    let scenario = Scenario {
        arrivals: vec![come(0, "plain", 30), come(0, "plain", 100), special, come(2, "plain", 10)],
        desks: vec![
            Desk::generic(vec![DAY]),
            Desk { preferred: vec![9], ..Desk::generic(vec![DAY]) },
        ],
    };
    let first_after_start = |policy: &Policy| {
        let log = simulate(policy, &scenario);
        log.events.iter().find_map(|event| match event.what {
            Happening::Called { who, .. } if who > 1 => Some(who),
            _ => None,
        })
    };
    assert_eq!(first_after_start(&policy()), Some(2));
    assert_eq!(first_after_start(&deducting), Some(3));
}

#[test]
fn the_other_disciplines_do_as_they_are_called() {
    let scenario = Scenario {
        arrivals: vec![
            come(0, "plain", 100),
            come(1, "plain", 10),
            come(2, "fast", 10),
            come(3, "care", 10),
            come(4, "urgent", 10),
        ],
        desks: vec![Desk::generic(vec![DAY])],
    };
    let order = |policy: &Policy| -> Vec<usize> {
        let log = simulate(policy, &scenario);
        let called = log.events.iter().filter_map(|event| match event.what {
            Happening::Called { who, .. } => Some(who),
            _ => None,
        });
        called.collect()
    };
    assert_eq!(order(&first_come_first_served(&policy()).unwrap()), [0, 1, 2, 3, 4]);
    assert_eq!(order(&strict_priority(&policy()).unwrap()), [0, 4, 3, 2, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn everybody_is_accounted_for_and_nobody_neglected(scenario in days(), strict: bool) {
        let policy = if strict { strict_priority(&policy()).unwrap() } else { policy() };
        let log = simulate(&policy, &scenario);
        prop_assert_eq!(log.neglected, 0);
        prop_assert!(log.events.is_sorted_by_key(|event| event.at_us));
        let count = |wanted: fn(&Happening) -> bool| log.events.iter().filter(|event| wanted(&event.what)).count();
        let came = count(|what| matches!(what, Happening::Arrived(_)));
        let called = count(|what| matches!(what, Happening::Called { .. }));
        prop_assert_eq!(came, scenario.arrivals.len());
        prop_assert_eq!(called, count(|what| matches!(what, Happening::Finished { .. })));
        let left = count(|what| matches!(what, Happening::Left(_)));
        // Who is neither served nor gone waits for a desk that never opened again.
        prop_assert!(called + left <= came);
        prop_assert!(watch(&scenario, &log).is_ok(), "{:?}", watch(&scenario, &log));
    }

    #[test]
    fn a_day_repeats_itself(scenario in days()) {
        prop_assert_eq!(simulate(&policy(), &scenario), simulate(&policy(), &scenario));
    }

    #[test]
    fn first_come_first_served_never_overtakes_within_a_service(scenario in days()) {
        let log = simulate(&first_come_first_served(&policy()).unwrap(), &scenario);
        let mut latest: std::collections::HashMap<Key, i64> = std::collections::HashMap::new();
        for event in &log.events {
            if let Happening::Called { who, .. } = event.what {
                let arrival = &scenario.arrivals[who];
                let before = latest.insert(arrival.service, arrival.at_us);
                prop_assert!(before.is_none_or(|before| before <= arrival.at_us));
            }
        }
    }
}

/// Follows a log independently: a desk serves one at a time, only within its shifts and only what it can; nobody waits
/// while a capable desk is free.
fn watch(scenario: &Scenario, log: &Log) -> Result<(), String> {
    let mut waiting: Vec<usize> = Vec::new();
    let mut busy = vec![false; scenario.desks.len()];
    for (index, event) in log.events.iter().enumerate() {
        match event.what {
            Happening::Arrived(who) => waiting.push(who),
            Happening::Left(who) => waiting.retain(|other| *other != who),
            Happening::Called { who, desk } => {
                let able = serves(scenario, desk, who) && on_duty(scenario, desk, event.at_us);
                if busy[desk] || !able || !waiting.contains(&who) {
                    return Err(format!("{event:?} cannot be"));
                }
                busy[desk] = true;
                waiting.retain(|other| *other != who);
            }
            Happening::Finished { desk, .. } => busy[desk] = false,
            Happening::Opened(_) | Happening::Closed(_) => {}
        }
        if log.events.get(index + 1).is_none_or(|next| next.at_us > event.at_us) {
            let idle = |desk: &usize| !busy[*desk] && on_duty(scenario, *desk, event.at_us);
            let free: Vec<usize> = (0..busy.len()).filter(idle).collect();
            let forgotten =
                waiting.iter().any(|who| free.iter().any(|desk| serves(scenario, *desk, *who)));
            if forgotten {
                return Err(format!("somebody waits beside a free desk after {event:?}"));
            }
        }
    }
    Ok(())
}

fn on_duty(scenario: &Scenario, desk: usize, at_us: i64) -> bool {
    scenario.desks[desk].shifts.iter().any(|shift| (shift.from_us..shift.to_us).contains(&at_us))
}

fn serves(scenario: &Scenario, desk: usize, who: usize) -> bool {
    let services = scenario.desks[desk].services.as_ref();
    services.is_none_or(|services| services.contains(&scenario.arrivals[who].service))
}

fn days() -> impl Strategy<Value = Scenario> {
    let class = prop::sample::select(vec!["urgent", "care", "fast", "plain", "unknown"]);
    let arrival = (0_i64..7200, class, 1_u128..4, 0_i64..900, prop::option::of(0_i64..3600))
        .prop_map(|(at, class, service, lasts, patience)| Arrival {
            service,
            patience_us: patience.map(|seconds| seconds * SECOND),
            ..come(at, class, lasts)
        });
    let shift = (0_i64..3600, 1_i64..5400)
        .prop_map(|(from, lasts)| Shift { from_us: from * SECOND, to_us: (from + lasts) * SECOND });
    let services = prop::option::of(prop::sample::subsequence(vec![1_u128, 2, 3], 0..=3));
    let desk = (shift, services)
        .prop_map(|(shift, services)| Desk { services, ..Desk::generic(vec![shift]) });
    (prop::collection::vec(arrival, 0..60), prop::collection::vec(desk, 0..5)).prop_map(
        |(mut arrivals, desks)| {
            arrivals.sort_by_key(|arrival| arrival.at_us);
            Scenario { arrivals, desks }
        },
    )
}

fn come(at_s: i64, class: &str, service_s: i64) -> Arrival {
    Arrival {
        at_us: at_s * SECOND,
        class: class.to_owned(),
        service: 1,
        skills: Vec::new(),
        service_us: service_s * SECOND,
        patience_us: None,
        announced: false,
    }
}

fn policy() -> Policy {
    let class = |code: &str, base, rate| ClassRule {
        base: Points::whole(base),
        rate_per_min: Points::whole(rate),
        hard_max_s: 1800,
        ..ClassRule::plain(code)
    };
    let urgent = ClassRule { urgent: true, ..ClassRule::plain("urgent") };
    let classes = vec![urgent, class("care", 60, 2), class("fast", 30, 2), class("plain", 0, 1)];
    Policy::new(PolicyRules::of(classes)).unwrap()
}

fn told(log: &Log) -> Vec<(i64, Happening)> {
    assert_eq!(log.neglected, 0);
    log.events.iter().map(|event| (event.at_us / SECOND, event.what)).collect()
}

/// At one instant a service ends before somebody else is called.
fn expected_order(mut events: Vec<(i64, Happening)>) -> Vec<(i64, Happening)> {
    events.sort_by_key(|(at, what)| (*at, matches!(what, Happening::Called { .. })));
    events
}
