//! Erlang B, C and A: the values of the literature, and what must hold for every pool.

use proptest::prelude::*;
use queueing::{Demand, Patience, Pool, erlang_b};

/// Loads at which that many lines block one call in a hundred, from the tables every telephone engineer has used.
#[test]
fn erlang_b_agrees_with_the_tables() {
    for (lines, erlangs) in
        [(1, 0.0101), (2, 0.1526), (5, 1.361), (10, 4.461), (20, 12.03), (50, 37.90), (100, 84.06)]
    {
        assert_near(erlang_b(lines, erlangs), 0.01, 0.01);
    }
    assert_near(erlang_b(12, 10.0), 0.119_74, 1e-4);
    assert_eq!((erlang_b(0, 3.0), erlang_b(3, 0.0)), (1.0, 0.0));
}

/// The worked example in the handbook of the HP-12C: 1.2 customers a minute, 2 minutes of service each, 3 servers.
#[test]
fn erlang_c_agrees_with_the_handbook() {
    let pool = Pool::new(&demand(72.0, 120.0), 3, Patience::ENDLESS).unwrap();
    assert_near(pool.wait_probability, 0.6472, 1e-4);
    assert_near(pool.mean_wait_s / 60.0, 2.157, 5e-4);
    assert_near(pool.mean_waiting, 2.589, 5e-4);
}

/// 100 calls in half an hour, 180 seconds each: the textbook case of four in five within 20 seconds.
#[test]
fn erlang_c_gives_the_service_level_of_a_call_centre() {
    for (agents, share) in [(12, 0.6400), (13, 0.7956), (14, 0.8884)] {
        let pool = Pool::new(&demand(200.0, 180.0), agents, Patience::ENDLESS).unwrap();
        assert_near(pool.served_within(20.0), share, 5e-4);
    }
    let pool = Pool::new(&demand(200.0, 180.0), 14, Patience::ENDLESS).unwrap();
    assert_near(pool.mean_wait_s, 7.8, 0.02);
    assert_near(pool.occupancy, 0.714, 1e-3);
}

/// O. Garnett, A. Mandelbaum, M. Reiman, *Designing a call center with impatient customers*, M&SOM 4 (2002), table 1:
/// 48 calls a minute of a minute each, 50 agents, patience endless or of two minutes.
#[test]
fn erlang_a_agrees_with_garnett_mandelbaum_and_reiman() {
    let calls = demand(48.0 * 60.0, 60.0);
    let patient = Pool::new(&calls, 50, Patience::ENDLESS).unwrap();
    assert_near(patient.mean_wait_s, 20.8, 0.005);
    assert_near(patient.waits_longer(58.1), 0.1, 0.005);
    assert_near(patient.occupancy, 0.96, 1e-6);
    let impatient = Pool::new(&calls, 50, patience(120.0)).unwrap();
    assert_near(impatient.abandoned, 0.031, 0.02);
    assert_near(impatient.mean_wait_s, 3.7, 0.02);
    assert_near(impatient.waits_longer(12.5), 0.1, 0.02);
    assert_near(impatient.occupancy, 0.93, 0.005);
    assert_near(impatient.mean_waiting, 3.0, 0.02);
}

#[test]
fn a_pool_that_cannot_keep_up_has_no_long_run_unless_people_leave() {
    let calls = demand(600.0, 60.0);
    assert_eq!(Pool::new(&calls, 10, Patience::ENDLESS), None);
    let flooded = Pool::new(&calls, 5, patience(300.0)).unwrap();
    // Half of what comes cannot be served, so half has to leave.
    assert_near(flooded.abandoned, 0.5, 0.01);
    assert_near(flooded.occupancy, 1.0, 0.01);
}

#[test]
fn without_servers_everybody_leaves_and_without_customers_nobody_waits() {
    let forsaken = Pool::new(&demand(60.0, 60.0), 0, patience(90.0)).unwrap();
    assert_eq!((forsaken.abandoned, forsaken.mean_wait_s), (1.0, 90.0));
    assert_eq!((forsaken.served_within(1e9), forsaken.occupancy), (0.0, 0.0));
    assert_near(forsaken.waits_longer(90.0), (-1.0_f64).exp(), 1e-12);
    let quiet = Pool::new(&demand(0.0, 60.0), 0, Patience::ENDLESS).unwrap();
    assert_eq!((quiet.wait_probability, quiet.served_within(0.0)), (0.0, 1.0));
}

#[test]
fn a_demand_that_means_nothing_is_refused() {
    for (per_hour, service_s) in
        [(-1.0, 60.0), (f64::NAN, 60.0), (60.0, 0.0), (60.0, f64::INFINITY), (1e7, 60.0)]
    {
        assert!(Demand::new(per_hour, service_s).is_err(), "{per_hour} {service_s}");
    }
    for seconds in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Patience::mean_s(seconds).is_err(), "{seconds}");
    }
}

/// The largest pools that are of interest: nothing overflows and nothing cancels.
#[test]
fn huge_pools_are_computed_too() {
    let calls = demand(600_000.0, 60.0);
    for servers in [5_000, 9_900, 10_000, 10_100, 12_000] {
        let pool = Pool::new(&calls, servers, patience(120.0)).unwrap();
        let expected = by_states(&calls, servers, 120.0);
        assert!((pool.abandoned - expected.0).abs() < 1e-8, "{} {}", pool.abandoned, expected.0);
        assert!((pool.wait_probability - expected.1).abs() < 1e-8, "{servers} servers");
    }
}

proptest! {
    #[test]
    fn erlang_a_agrees_with_the_states_of_its_chain(
        per_hour in 0.1_f64..4_000.0, service_s in 5.0_f64..1_800.0, patience_s in 1.0_f64..3_600.0,
        slack in -0.6_f64..1.0,
    ) {
        let calls = demand(per_hour, service_s);
        let servers = servers_near(calls.erlangs() * (1.0 + slack));
        let pool = Pool::new(&calls, servers, patience(patience_s)).unwrap();
        let (abandoned, waits) = by_states(&calls, servers, patience_s);
        prop_assert!((pool.abandoned - abandoned).abs() <= 1e-9 + 1e-7 * abandoned, "{pool:?} {abandoned}");
        prop_assert!((pool.wait_probability - waits).abs() <= 1e-9 + 1e-7 * waits, "{pool:?} {waits}");
    }

    #[test]
    fn a_wait_is_a_distribution(
        per_hour in 0.1_f64..4_000.0, service_s in 5.0_f64..1_800.0, patience_s in 1.0_f64..3_600.0,
        slack in -0.6_f64..1.0, first in 0.0_f64..600.0, more in 0.0_f64..600.0,
    ) {
        let calls = demand(per_hour, service_s);
        let servers = servers_near(calls.erlangs() * (1.0 + slack));
        for patience in [Patience::ENDLESS, patience(patience_s)] {
            let Some(pool) = Pool::new(&calls, servers, patience) else { continue };
            prop_assert!((pool.waits_longer(0.0) - pool.wait_probability).abs() < 1e-9);
            let (early, late) = (pool.served_within(first), pool.served_within(first + more));
            prop_assert!((0.0..=1.0).contains(&early) && early <= late + 1e-12);
            prop_assert!(pool.waits_longer(first + more) <= pool.waits_longer(first) + 1e-12);
            // Served within is what neither leaves nor waits longer: at no time more than has not waited longer.
            prop_assert!(late + pool.waits_longer(first + more) <= 1.0 + 1e-9);
            prop_assert!((pool.served_within(1e9) - (1.0 - pool.abandoned)).abs() < 1e-9);
        }
    }

    /// The mean wait is the area under the tail, by the trapezoidal rule.
    #[test]
    fn the_mean_wait_is_the_area_under_its_tail(
        per_hour in 10.0_f64..600.0, patience_s in 20.0_f64..600.0, slack in -0.3_f64..0.5,
    ) {
        let calls = demand(per_hour, 120.0);
        let servers = servers_near(calls.erlangs() * (1.0 + slack));
        let pool = Pool::new(&calls, servers, patience(patience_s)).unwrap();
        let step = pool.mean_wait_s / pool.wait_probability / 100.0;
        let inner: f64 = (1..5_000).map(|index| pool.waits_longer(f64::from(index) * step)).sum();
        let area = step * (inner + pool.waits_longer(0.0) / 2.0);
        prop_assert!((area / pool.mean_wait_s - 1.0).abs() < 1e-3, "{area} {}", pool.mean_wait_s);
    }

    #[test]
    fn more_servers_never_harm(
        per_hour in 0.1_f64..4_000.0, service_s in 5.0_f64..1_800.0, patience_s in 1.0_f64..3_600.0,
        servers in 0_u32..300, within_s in 0.0_f64..600.0,
    ) {
        let calls = demand(per_hour, service_s);
        let fewer = Pool::new(&calls, servers, patience(patience_s)).unwrap();
        let more = Pool::new(&calls, servers + 1, patience(patience_s)).unwrap();
        prop_assert!(more.abandoned <= fewer.abandoned + 1e-12);
        prop_assert!(more.mean_wait_s <= fewer.mean_wait_s + 1e-9);
        prop_assert!(more.served_within(within_s) >= fewer.served_within(within_s) - 1e-12);
        prop_assert!(erlang_b(servers + 1, calls.erlangs()) <= erlang_b(servers, calls.erlangs()));
    }

    /// Patience of a day in a pool that keeps up is nearly endless.
    #[test]
    fn erlang_a_approaches_erlang_c(per_hour in 10.0_f64..1_000.0, slack in 0.2_f64..1.0) {
        let calls = demand(per_hour, 60.0);
        let servers = servers_near(calls.erlangs() * (1.0 + slack)) + 1;
        let endless = Pool::new(&calls, servers, Patience::ENDLESS).unwrap();
        let patient = Pool::new(&calls, servers, patience(86_400.0)).unwrap();
        prop_assert!((endless.wait_probability - patient.wait_probability).abs() < 0.02);
        prop_assert!((endless.served_within(20.0) - patient.served_within(20.0)).abs() < 0.02);
    }
}

/// Abandonment and the probability of waiting by the stationary distribution of the birth-death chain, counted out from
/// its most likely state in both directions.
fn by_states(demand: &Demand, servers: u32, patience_s: f64) -> (f64, f64) {
    let servers = f64::from(servers);
    let (arrivals, service) = (demand.per_hour() / 3600.0, 1.0 / demand.service_s());
    let deaths =
        |state: f64| state.min(servers) * service + (state - servers).max(0.0) / patience_s;
    let mut mode = 0.0_f64;
    while deaths(mode + 1.0) < arrivals {
        mode += 1.0;
    }
    let (mut all, mut waiting, mut queue) = (0.0, 0.0, 0.0);
    let mut count = |state: f64, weight: f64| {
        all += weight;
        if state >= servers {
            waiting += weight;
            queue += weight * (state - servers);
        }
    };
    let (mut state, mut weight) = (mode, 1.0_f64);
    while weight > 1e-18 {
        count(state, weight);
        state += 1.0;
        weight *= arrivals / deaths(state);
    }
    let (mut state, mut weight) = (mode, 1.0_f64);
    while state > 0.0 && weight > 1e-18 {
        weight *= deaths(state) / arrivals;
        state -= 1.0;
        count(state, weight);
    }
    (queue / all / patience_s / arrivals, waiting / all)
}

fn demand(per_hour: f64, service_s: f64) -> Demand {
    Demand::new(per_hour, service_s).unwrap()
}

fn patience(mean_s: f64) -> Patience {
    Patience::mean_s(mean_s).unwrap()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand")]
fn servers_near(load: f64) -> u32 {
    load.round().max(1.0) as u32
}

fn assert_near(value: f64, expected: f64, tolerance: f64) {
    assert!((value / expected - 1.0).abs() <= tolerance, "{value} against {expected}");
}
