//! Patience learned from a record in which most were served before they lost it.

use proptest::prelude::*;
use queueing::{Chance, Survival};

/// Remission of leukaemia in weeks under 6-mercaptopurine (E. J. Freireich and others, Blood 21 (1963)), the example
/// every textbook of survival computes: 0.857, 0.807, 0.753, 0.690, 0.628, 0.538, 0.448.
#[test]
fn agrees_with_the_textbook() {
    let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|weeks| (weeks, true));
    let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|weeks| (weeks, false));
    let survival = Survival::of(ended.into_iter().chain(censored)).unwrap();
    for (weeks, expected) in [
        (5, 1.0),
        (6, 0.857),
        (7, 0.807),
        (10, 0.753),
        (13, 0.690),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
        (99, 0.448),
    ] {
        let willing = survival.willing_after(weeks);
        assert!((willing - expected).abs() < 6e-4, "{weeks}: {willing} against {expected}");
    }
    assert!((survival.mean_s() - 359.0 / 9.0).abs() < 1e-9);
}

#[test]
fn where_nobody_left_nothing_is_known() {
    assert_eq!(Survival::of([(30, false), (90, false)]), None);
    assert_eq!(Survival::of([]), None);
}

#[test]
fn draws_follow_what_was_learned() {
    let survival = Survival::of((1..=100).map(|wait| (wait, wait % 2 == 0))).unwrap();
    let mut chance = Chance::new(3);
    let draws: Vec<f64> = (0..20_000).map(|_| survival.draw_beyond(0, &mut chance)).collect();
    for seconds in [20, 50, 80] {
        let later = draws.iter().filter(|patience| **patience > f64::from(seconds)).count();
        let share = f64::from(u32::try_from(later).unwrap()) / 20_000.0;
        assert!((share - survival.willing_after(seconds)).abs() < 0.015, "{seconds}: {share}");
    }
}

proptest! {
    #[test]
    fn whoever_waited_so_long_is_willing_to_wait_longer(
        waits in prop::collection::vec((0_u32..500, any::<bool>()), 1..60), waited in 0_u32..700, seed: u64,
    ) {
        if let Some(survival) = Survival::of(waits) {
            prop_assert!(survival.draw_beyond(waited, &mut Chance::new(seed)) > f64::from(waited));
            prop_assert!(survival.willing_after(waited + 1) <= survival.willing_after(waited));
        }
    }
}
