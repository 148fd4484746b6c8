//! Forecasts of days that were drawn from a known law.

use proptest::prelude::*;
use queueing::{Chance, DayArrivals, DayKind, backtest, forecast};

const SLOTS: usize = 20;

/// A year in which Mondays are busy, Sundays quiet, and pay day, the 15th, busier than its weekday.
#[test]
fn a_regular_year_is_forecast_to_the_limit_of_chance() {
    let year = drawn(1, 364, 1.0);
    let error = backtest(&year, 300).unwrap();
    assert_eq!(error.days, 64);
    assert!(error.bias.abs() < 0.02, "{error:?}");
    // A Poisson count of mean m is off by √(2/πm) of its mean: a day of some 540 by 3.4 %, a slot of some 27 by 15 %.
    assert!(error.total_error < 0.05 && error.slot_error < 0.19, "{error:?}");
    // Ranges drawn for counts, rounded outwards, keep a little more than they promise.
    assert!((0.78..0.90).contains(&error.within_range), "{error:?}");
}

#[test]
fn weekday_day_of_month_and_hour_are_told_apart() {
    let year = drawn(2, 364, 1.0);
    let total = |weekday, day_of_month| -> f64 {
        let day = forecast(&year, DayKind { weekday, day_of_month }).unwrap();
        day.iter().map(|slot| slot.mean).sum()
    };
    for (weekday, day_of_month) in [(0, 3), (2, 8), (6, 20), (0, 15), (4, 15)] {
        let (foreseen, truth) = (total(weekday, day_of_month), law_of_day(weekday, day_of_month));
        assert!(
            (foreseen / truth - 1.0).abs() < 0.08,
            "{weekday} {day_of_month}: {foreseen} {truth}"
        );
    }
    let monday = forecast(&year, DayKind { weekday: 0, day_of_month: 3 }).unwrap();
    for (slot, expected) in monday.iter().enumerate() {
        let truth = law_of_day(0, 3) * share_of_slot(0, slot);
        assert!((expected.mean / truth - 1.0).abs() < 0.2, "{slot}: {expected:?} {truth}");
    }
}

#[test]
fn days_that_stray_widen_the_range() {
    let date = DayKind { weekday: 1, day_of_month: 4 };
    let width = |history: &[DayArrivals]| -> f64 {
        forecast(history, date).unwrap().iter().map(|slot| slot.high - slot.low).sum()
    };
    let steady = drawn(3, 84, 1.0);
    let mut wild = steady.clone();
    let mut chance = Chance::new(9);
    for day in &mut wild {
        let times = if chance.unit() < 0.5 { 2 } else { 1 };
        day.slots.iter_mut().for_each(|slot| *slot = *slot * times * 2 / 3);
    }
    assert!(width(&wild) > width(&steady) * 1.2);
    let error = backtest(&wild, 60).unwrap();
    assert!((0.68..0.92).contains(&error.within_range), "{error:?}");
}

#[test]
fn a_burst_is_not_taken_for_a_habit() {
    let calm = drawn(4, 14, 1.0);
    let mut struck = calm.clone();
    struck[9].slots[12] += 600;
    let date = struck[9].date;
    let (usual, after) = (forecast(&calm, date).unwrap(), forecast(&struck, date).unwrap());
    assert!(after[12].mean < usual[12].mean * 2.0, "{:?} {:?}", after[12], usual[12]);
}

#[test]
fn a_weekday_never_seen_is_a_day_like_the_others() {
    let history = drawn(5, 3, 1.0);
    let total = |weekday| -> f64 {
        let day = forecast(&history, DayKind { weekday, day_of_month: 9 }).unwrap();
        day.iter().map(|slot| slot.mean).sum()
    };
    let known: Vec<f64> = (0..3).map(total).collect();
    assert!(
        (known.iter().copied().fold(f64::MAX, f64::min)..known.iter().copied().fold(0.0, f64::max))
            .contains(&total(5))
    );
}

#[test]
fn from_nothing_nothing_is_forecast() {
    let date = DayKind { weekday: 0, day_of_month: 1 };
    let empty = DayArrivals { date, slots: vec![0; SLOTS] };
    assert_eq!(forecast(&[], date), None);
    assert_eq!(forecast(&[empty.clone(), empty], date), None);
    assert_eq!(backtest(&drawn(6, 3, 1.0), 3), None);
}

proptest! {
    #[test]
    fn a_forecast_is_never_absurd(
        days in prop::collection::vec((0_u8..7, 1_u8..32, prop::collection::vec(0_u32..500, 0..10)), 1..20),
        weekday in 0_u8..7, day_of_month in 1_u8..32,
    ) {
        let most: u32 = days.iter().map(|(_, _, slots)| slots.iter().sum()).max().unwrap_or(0);
        let history: Vec<DayArrivals> = days
            .into_iter()
            .map(|(weekday, day_of_month, slots)| DayArrivals { date: DayKind { weekday, day_of_month }, slots })
            .collect();
        if let Some(day) = forecast(&history, DayKind { weekday, day_of_month }) {
            for slot in &day {
                prop_assert!(slot.low >= 0.0 && slot.low <= slot.high && slot.mean.is_finite(), "{slot:?}");
            }
            let total: f64 = day.iter().map(|slot| slot.mean).sum();
            prop_assert!(total <= f64::from(most) * 20.0, "{total} where at most {most} ever came");
        }
    }
}

/// Draws days one after the other, from the first of a month of 30 days on.
fn drawn(seed: u64, days: usize, scale: f64) -> Vec<DayArrivals> {
    let mut chance = Chance::new(seed);
    let day = |index: usize| {
        let date = DayKind {
            weekday: u8::try_from(index % 7).unwrap(),
            day_of_month: u8::try_from(index % 30 + 1).unwrap(),
        };
        let total = law_of_day(date.weekday, date.day_of_month) * scale;
        let slots =
            (0..SLOTS).map(|slot| poisson(total * share_of_slot(date.weekday, slot), &mut chance));
        DayArrivals { date, slots: slots.collect() }
    };
    (0..days).map(day).collect()
}

fn law_of_day(weekday: u8, day_of_month: u8) -> f64 {
    let weekday = [800.0, 650.0, 600.0, 600.0, 650.0, 350.0, 150.0][usize::from(weekday)];
    if day_of_month == 15 { weekday * 1.5 } else { weekday }
}

/// Mornings are busier than afternoons, but not at weekends.
fn share_of_slot(weekday: u8, slot: usize) -> f64 {
    let morning = if weekday < 5 { 0.07 } else { 0.05 };
    if slot < SLOTS / 2 { morning } else { 0.1 - morning }
}

fn poisson(mean: f64, chance: &mut Chance) -> u32 {
    let mut at = chance.exponential(1.0);
    let mut count = 0;
    while at < mean {
        at += chance.exponential(1.0);
        count += 1;
    }
    count
}
