//! The first wait range: right where theory is exact, and never absurd.

use proptest::prelude::*;
use queueing::{WaitBasis, WaitQuestion, WaitRange, wait_range};

#[test]
fn agrees_with_exponential_and_erlang_quantiles() {
    // Quantiles of the Erlang distribution with mean 1 per stage: 50 % and 80 %.
    for (ahead, low, high) in [
        (0, std::f64::consts::LN_2, 1.6094),
        (1, 1.6783, 2.9943),
        (4, 4.6709, 6.7210),
        (9, 9.6687, 12.5188),
    ] {
        let range = ask(ahead, 1, 0, &[], 1000);
        assert_close(range.low_s, low * 1000.0);
        assert_close(range.high_s, high * 1000.0);
        let range = ask(ahead, 4, 0, &[], 1000);
        assert_close(range.low_s, low * 250.0);
    }
}

#[test]
fn steady_services_give_a_narrow_range_and_wild_ones_a_wide_one() {
    let steady = ask(5, 2, 0, &[300; 50], 1);
    let wild: Vec<u32> = [60, 60, 60, 60, 1020, 540].repeat(9);
    let wild = ask(5, 2, 0, &wild, 1);
    assert_eq!((steady.basis, wild.basis), (WaitBasis::Recent, WaitBasis::Recent));
    assert!(steady.high_s - steady.low_s < wild.high_s - wild.low_s);
    assert_close(steady.low_s, 900.0);
}

#[test]
fn too_few_recent_services_fall_back_to_the_typical_one() {
    assert_eq!(ask(3, 1, 0, &[9000; 7], 240), ask(3, 1, 0, &[], 240));
    assert_eq!(ask(3, 1, 0, &[], 240).basis, WaitBasis::Typical);
}

#[test]
fn one_forgotten_service_does_not_spoil_the_range() {
    let mut recent = vec![300; 40];
    let before = ask(3, 2, 0, &recent, 1);
    recent[17] = 40_000;
    let after = ask(3, 2, 0, &recent, 1);
    assert!(after.high_s < before.high_s + before.high_s / 3, "{before:?} {after:?}");
}

#[test]
fn a_free_server_means_hardly_any_wait() {
    let range = ask(0, 3, 1, &[], 300);
    assert_eq!((range.low_s, range.high_s), (0, 60));
    assert_eq!(ask(1, 3, 1, &[], 300), ask(0, 3, 0, &[], 300));
}

#[test]
fn without_a_server_there_is_no_range() {
    let question =
        WaitQuestion { ahead: 0, servers: 0, free: 0, recent_service_s: &[], typical_s: 300 };
    assert_eq!(wait_range(&question), None);
}

proptest! {
    #[test]
    fn more_ahead_never_shortens_and_more_servers_never_lengthen(
        ahead in 0_u32..2000, servers in 1_u32..60, free in 0_u32..5, typical in 1_u32..7200,
        recent in prop::collection::vec(0_u32..10_000, 0..260),
    ) {
        let here = ask(ahead, servers, free, &recent, typical);
        prop_assert!(here.low_s <= here.high_s);
        let longer = ask(ahead + 1, servers, free, &recent, typical);
        prop_assert!(longer.low_s >= here.low_s && longer.high_s >= here.high_s);
        let better = ask(ahead, servers + 1, free, &recent, typical);
        prop_assert!(better.low_s <= here.low_s && better.high_s <= here.high_s);
        let freer = ask(ahead, servers, free + 1, &recent, typical);
        prop_assert!(freer.low_s <= here.low_s && freer.high_s <= here.high_s);
    }

    #[test]
    fn no_input_is_too_strange(
        ahead: u32, servers in 1_u32.., free: u32, typical: u32,
        recent in prop::collection::vec(any::<u32>(), 0..20),
    ) {
        let range = ask(ahead, servers, free, &recent, typical);
        prop_assert!(range.low_s <= range.high_s && range.high_s <= 86_400);
    }

    #[test]
    fn the_order_of_recent_services_does_not_matter(
        (recent, shuffled) in prop::collection::vec(0_u32..10_000, 0..100)
            .prop_flat_map(|recent| (Just(recent.clone()), Just(recent).prop_shuffle())),
    ) {
        prop_assert_eq!(ask(3, 2, 0, &recent, 300), ask(3, 2, 0, &shuffled, 300));
    }
}

fn ask(ahead: u32, servers: u32, free: u32, recent: &[u32], typical_s: u32) -> WaitRange {
    wait_range(&WaitQuestion { ahead, servers, free, recent_service_s: recent, typical_s }).unwrap()
}

fn assert_close(seconds: u32, expected: f64) {
    let error = (f64::from(seconds) / expected - 1.0).abs();
    assert!(error < 0.02, "{seconds} against {expected}");
}
