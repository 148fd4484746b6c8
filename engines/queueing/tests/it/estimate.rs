//! The learning range: the formula to begin with, what it promises after a while, and never anything absurd.

mod learning;

use proptest::prelude::*;
use queueing::{Ahead, Asked, CounterNow, Due, Estimator, Situation, WaitBasis, WaitRange, Work};

const WORK: Work = Work { service: 7, typical_s: 300 };
const JUST_BEGUN: CounterNow = CounterNow::Busy { work: WORK, for_s: 0 };

/// Quantiles of the Erlang distribution with a mean of one for each stage: 50 % and 80 %.
#[test]
fn in_the_beginning_it_agrees_with_theory() {
    let erlang = [
        (0.0, std::f64::consts::LN_2, 1.6094),
        (1.0, 1.6783, 2.9943),
        (4.0, 4.6709, 6.7210),
        (9.0, 9.6687, 12.5188),
    ];
    for (ahead, low, high) in erlang {
        for counters in [1_u32, 4] {
            let busy = vec![JUST_BEGUN; counters as usize];
            let range = ask(&Estimator::default(), ahead, &busy);
            assert_eq!(range.basis, WaitBasis::Typical);
            let stage_s = f64::from(WORK.typical_s) / f64::from(counters);
            for (end_s, stages) in [(range.low_s, low), (range.high_s, high)] {
                let error = f64::from(end_s) / (stages * stage_s) - 1.0;
                assert!(error.abs() < 0.03, "{range:?} is not {stages} stages of {stage_s} s");
            }
        }
    }
}

#[test]
fn a_free_counter_means_hardly_any_wait_and_no_counter_no_range() {
    let estimator = Estimator::default();
    let range = ask(&estimator, 0.0, &[CounterNow::Free, JUST_BEGUN]);
    assert_eq!((range.low_s, range.high_s), (0, 60));
    let without = situation(&[], &[], &[]);
    assert_eq!(estimator.estimate(&without), None);
}

#[test]
fn a_counter_that_is_nearly_done_shortens_the_wait() {
    let mut estimator = Estimator::default();
    for seconds in [290, 300, 310].into_iter().cycle().take(60) {
        estimator.finished(WORK.service, 10, seconds);
    }
    let nearly_done = CounterNow::Busy { work: WORK, for_s: 280 };
    let (late, early) = (ask(&estimator, 0.0, &[nearly_done]), ask(&estimator, 0.0, &[JUST_BEGUN]));
    assert_eq!(late.basis, WaitBasis::Recent);
    assert!(late.low_s < early.low_s && late.high_s < early.high_s, "{late:?} {early:?}");
}

#[test]
fn services_have_their_own_times_and_their_hours() {
    let mut estimator = Estimator::default();
    for _ in 0..100 {
        estimator.finished(WORK.service, 10, 600);
        estimator.finished(WORK.service, 15, 200);
        estimator.finished(8, 10, 60);
    }
    let busy = [JUST_BEGUN; 2];
    let own = [Ahead { work: WORK, people: 4.0 }];
    let quick = [Ahead { work: Work { service: 8, typical_s: 300 }, people: 4.0 }];
    let low_s = |situation: &Situation<'_>| estimator.estimate(situation).unwrap().range.low_s;
    let morning = situation(&own, &[], &busy);
    let afternoon = Situation { hour: 15, ..morning };
    assert!(low_s(&afternoon) < low_s(&morning));
    assert!(low_s(&situation(&quick, &[], &busy)) < low_s(&morning));
}

#[test]
fn one_forgotten_service_does_not_spoil_the_range() {
    let mut estimator = Estimator::default();
    for _ in 0..40 {
        estimator.finished(WORK.service, 10, 300);
    }
    let before = ask(&estimator, 3.0, &[JUST_BEGUN; 2]);
    estimator.finished(WORK.service, 10, 40_000);
    let after = ask(&estimator, 3.0, &[JUST_BEGUN; 2]);
    assert!(after.high_s < before.high_s + before.high_s / 3, "{before:?} {after:?}");
}

#[test]
fn appointments_due_before_the_call_lengthen_the_wait_and_later_ones_do_not() {
    let estimator = Estimator::default();
    let ahead = [Ahead { work: WORK, people: 3.0 }];
    let busy = [JUST_BEGUN];
    let due = |minutes: &[u32]| -> Vec<Due> {
        minutes.iter().map(|minutes| Due { work: WORK, in_s: minutes * 60, people: 1.0 }).collect()
    };
    let range = |due: &[Due]| estimator.estimate(&situation(&ahead, due, &busy)).unwrap().range;
    // Four services of five minutes: the call is expected in twenty minutes.
    let plain = range(&[]);
    assert_eq!(range(&due(&[25])), plain);
    assert_eq!(range(&due(&[10])), ask(&estimator, 4.0, &busy));
    // The first brings the call to twenty-five minutes, so that the second comes before it too.
    assert_eq!(range(&due(&[23, 10])), ask(&estimator, 5.0, &busy));
}

#[test]
fn what_was_learned_survives_being_written_down() {
    let mut estimator = Estimator::default();
    for step in 0..200_u32 {
        estimator.called(i64::from(step) * 30_000_000);
        estimator.finished(u128::MAX - u128::from(step % 3), 9, 100 + step);
        let busy = [JUST_BEGUN; 3];
        let ahead = [Ahead { work: WORK, people: f64::from(step % 7) }];
        let asked = estimator.estimate(&situation(&ahead, &[], &busy)).unwrap().asked;
        let text = serde_json::to_string(&asked).unwrap();
        estimator.learn(&serde_json::from_str(&text).unwrap(), 50 + step * 3);
    }
    let text = serde_json::to_string(&estimator).unwrap();
    assert!(text.len() < 4_000, "{} bytes", text.len());
    let read: Estimator = serde_json::from_str(&text).unwrap();
    assert_eq!(read.learned(), 200);
    for people in [0.0, 2.5, 30.0] {
        let counters = [JUST_BEGUN; 3];
        assert_eq!(ask(&read, people, &counters), ask(&estimator, people, &counters));
    }
}

#[test]
fn a_wait_beside_a_free_counter_teaches_nothing() {
    let mut estimator = Estimator::default();
    let asked = estimator.estimate(&situation(&[], &[], &[CounterNow::Free])).unwrap().asked;
    estimator.learn(&asked, 500);
    assert_eq!(estimator, Estimator::default());
}

proptest! {
    #[test]
    fn more_ahead_never_shortens_and_more_counters_never_lengthen(
        lessons in lessons(), people in 0.0_f64..60.0, busy_s in prop::collection::vec(0_u32..2_000, 1..8),
    ) {
        let estimator = taught(&lessons);
        let busy: Vec<CounterNow> =
            busy_s.iter().map(|for_s| CounterNow::Busy { work: WORK, for_s: *for_s }).collect();
        let here = ask(&estimator, people, &busy);
        prop_assert!(here.low_s <= here.high_s);
        let longer = ask(&estimator, people + 1.0, &busy);
        prop_assert!(longer.low_s >= here.low_s && longer.high_s >= here.high_s, "{here:?} {longer:?}");
        for one_more in [JUST_BEGUN, CounterNow::Free] {
            let better = ask(&estimator, people, &[&busy[..], &[one_more]].concat());
            prop_assert!(better.low_s <= here.low_s && better.high_s <= here.high_s, "{here:?} {better:?}");
        }
    }

    #[test]
    fn nothing_is_too_strange(
        lessons in lessons(), people in prop::num::f64::ANY, for_s: u32, typical_s: u32, hour: u8, now_us: i64,
        in_s: u32, waited_s: u32,
    ) {
        let mut estimator = taught(&lessons);
        let work = Work { service: 9, typical_s };
        let (ahead, due) = ([Ahead { work, people }], [Due { work, in_s, people: 1.0 }]);
        let counters = [CounterNow::Busy { work, for_s }];
        let strange = Situation { work, hour, now_us, ..situation(&ahead, &due, &counters) };
        let estimate = estimator.estimate(&strange).unwrap();
        prop_assert!(estimate.range.low_s <= estimate.range.high_s && estimate.range.high_s <= 86_400);
        let text = serde_json::to_string(&estimate.asked).unwrap();
        prop_assert!(serde_json::from_str::<Asked>(&text).is_ok(), "{text}");
        estimator.called(now_us);
        estimator.finished(9, hour, for_s);
        estimator.learn(&estimate.asked, waited_s);
        let after = estimator.estimate(&strange).unwrap().range;
        prop_assert!(after.low_s <= after.high_s && after.high_s <= 86_400);
    }
}

/// People ahead, seconds waited, seconds of a service.
type Lesson = (u32, u32, u32);

fn lessons() -> impl Strategy<Value = Vec<Lesson>> {
    prop::collection::vec((0_u32..40, 0_u32..7_200, 1_u32..3_600), 0..60)
}

fn taught(lessons: &[Lesson]) -> Estimator {
    let mut estimator = Estimator::default();
    for (index, (people, waited_s, service_s)) in lessons.iter().enumerate() {
        let ahead = [Ahead { work: WORK, people: f64::from(*people) }];
        let asked = estimator.estimate(&situation(&ahead, &[], &[JUST_BEGUN; 3])).unwrap().asked;
        estimator.called(i64::try_from(index).unwrap() * 20_000_000 - 1_200_000_000);
        estimator.finished(WORK.service, 10, *service_s);
        estimator.learn(&asked, *waited_s);
    }
    estimator
}

fn ask(estimator: &Estimator, people: f64, counters: &[CounterNow]) -> WaitRange {
    let ahead = [Ahead { work: WORK, people }];
    estimator.estimate(&situation(&ahead, &[], counters)).unwrap().range
}

fn situation<'a>(ahead: &'a [Ahead], due: &'a [Due], counters: &'a [CounterNow]) -> Situation<'a> {
    Situation { class: "ordinary", work: WORK, hour: 10, now_us: 0, ahead, due, counters }
}
