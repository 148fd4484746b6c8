//! The smallest number of servers that keeps a target.

use proptest::prelude::*;
use queueing::{Demand, Patience, Pool, ServiceTarget, requirement};

/// The cases of the literature: four in five within 20 seconds, and a branch that serves nine in ten within ten minutes.
#[test]
fn agrees_with_the_textbook_cases() {
    let calls = Demand::new(200.0, 180.0).unwrap();
    let target = ServiceTarget::new(0.8, 20.0).unwrap();
    assert_eq!(requirement(&calls, Patience::ENDLESS, &target).servers, 14);
    let branch = Demand::new(60.0, 360.0).unwrap();
    let target = ServiceTarget::new(0.9, 600.0).unwrap();
    let needed = requirement(&branch, Patience::ENDLESS, &target);
    assert_eq!(needed.servers, 8);
    assert!((needed.pool.mean_wait_s / 60.0 - 1.07).abs() < 0.01);
}

#[test]
fn whoever_leaves_saves_servers_unless_leaving_is_limited_too() {
    let calls = Demand::new(2_880.0, 60.0).unwrap();
    let target = ServiceTarget::new(0.5, 60.0).unwrap();
    let patient = requirement(&calls, Patience::ENDLESS, &target).servers;
    let impatient = requirement(&calls, patience(60.0), &target).servers;
    assert!(impatient < patient, "{impatient} {patient}");
    let few_leave = target.and_abandoned_at_most(0.02).unwrap();
    assert!(requirement(&calls, patience(60.0), &few_leave).servers > impatient);
}

#[test]
fn a_limit_to_occupancy_asks_for_more() {
    let calls = Demand::new(2_880.0, 60.0).unwrap();
    let target = ServiceTarget::new(0.5, 60.0).unwrap().and_occupied_at_most(0.8).unwrap();
    assert_eq!(requirement(&calls, Patience::ENDLESS, &target).servers, 60);
}

#[test]
fn nobody_is_needed_when_nobody_comes() {
    let none = Demand::new(0.0, 60.0).unwrap();
    let target = ServiceTarget::new(0.99, 0.0).unwrap();
    assert_eq!(requirement(&none, Patience::ENDLESS, &target).servers, 0);
}

#[test]
fn a_promise_nobody_could_keep_is_refused() {
    assert!(ServiceTarget::new(1.0, 20.0).is_err());
    assert!(ServiceTarget::new(0.8, f64::NAN).is_err());
    let target = ServiceTarget::new(0.8, 20.0).unwrap();
    assert!(
        target.and_abandoned_at_most(0.0).is_err() && target.and_occupied_at_most(1.1).is_err()
    );
}

proptest! {
    #[test]
    fn the_number_keeps_the_target_and_one_less_does_not(
        per_hour in 0.0_f64..3_000.0, service_s in 10.0_f64..1_800.0,
        patience_s in prop::option::of(5.0_f64..3_600.0),
        share in 0.0_f64..0.99, within_s in 0.0_f64..1_200.0, abandoned in 0.005_f64..1.0,
    ) {
        let demand = Demand::new(per_hour, service_s).unwrap();
        let patience = patience_s.map_or(Patience::ENDLESS, patience);
        let target = ServiceTarget::new(share, within_s).unwrap().and_abandoned_at_most(abandoned).unwrap();
        let needed = requirement(&demand, patience, &target);
        prop_assert!(target.is_kept_by(&needed.pool));
        if needed.servers > 0 {
            let fewer = Pool::new(&demand, needed.servers - 1, patience);
            prop_assert!(!fewer.is_some_and(|pool| target.is_kept_by(&pool)));
        }
    }
}

fn patience(mean_s: f64) -> Patience {
    Patience::mean_s(mean_s).unwrap()
}
