//! Adding, subtracting and measuring working time.

use std::time::Duration;

use deadlines::{OpeningHours, TimeError, WorkCalendar};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::place::Place;

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

#[test]
fn working_time_runs_across_noon_nights_weekends_and_holidays() {
    let place = Place::office("Asia/Shanghai");
    // Start, minutes, and when they have been worked: 9-12 and 13:30-17 are 390 minutes a day.
    let vectors = [
        ("2026-11-23T10:00", 60, "2026-11-23T11:00"),
        ("2026-11-23T11:30", 30, "2026-11-23T12:00"),
        ("2026-11-23T11:30", 31, "2026-11-23T13:31"),
        ("2026-11-23T12:10", 10, "2026-11-23T13:40"),
        ("2026-11-23T18:00", 10, "2026-11-24T09:10"),
        ("2026-11-23T16:50", 20, "2026-11-24T09:10"),
        ("2026-11-27T16:50", 20, "2026-11-30T09:10"), // over a weekend
        ("2026-09-24T16:50", 20, "2026-09-28T09:10"), // over the holiday from 25 to 27 September
        ("2026-02-13T16:50", 20, "2026-02-14T09:10"), // the Saturday is a make-up workday
        ("2026-09-30T09:00", 390 * 5, "2026-10-12T17:00"), // 30.9., 8., 9., make-up 10., 12.10.
    ];
    for (start, amount, end) in vectors {
        let due = place.opening().add_working_time(place.at(start), minutes(amount)).unwrap();
        assert_eq!(due.at, place.at(end), "{start} + {amount}");
        assert!(due.known, "{start} + {amount}");
        let worked = place.opening().working_time_between(place.at(start), place.at(end));
        assert_eq!((worked.minutes(), worked.known), (amount, true), "{start} to {end}");
    }
}

#[test]
fn exceptions_count_more_than_the_kind_of_day() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    // The place is closed on Tuesday 1 December 2026 and open for two hours on Sunday 6 December.
    let closed = opening.add_working_time(place.at("2026-11-30T16:00"), minutes(90)).unwrap();
    assert_eq!(closed.at, place.at("2026-12-02T09:30"));
    let sunday = opening.add_working_time(place.at("2026-12-04T17:00"), minutes(60)).unwrap();
    assert_eq!(sunday.at, place.at("2026-12-06T11:00"));
}

#[test]
fn an_unpublished_year_is_counted_and_said() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    let due = opening.add_working_time(place.at("2026-12-31T16:00"), minutes(120)).unwrap();
    assert_eq!((due.at, due.known), (place.at("2027-01-01T10:00"), false));
    let worked =
        opening.working_time_between(place.at("2026-12-24T09:00"), place.at("2027-01-04T09:00"));
    assert!(!worked.known);
    let back = opening.subtract_working_time(place.at("2027-01-04T09:10"), minutes(20)).unwrap();
    assert!(!back.known);
    // What an exception settles does not wait for a list.
    let excepted =
        opening.working_time_between(place.at("2027-03-01T00:00"), place.at("2027-03-01T23:00"));
    assert_eq!((excepted.minutes(), excepted.known), (60, true));
}

#[test]
fn the_day_the_clocks_change_has_as_much_time_as_passes() {
    let mut place = Place::office("Europe/Berlin");
    place.calendar = WorkCalendar::default();
    place.hours = serde_json::from_str::<OpeningHours>(
        r#"{ "weekend": [{"from": "00:00", "to": "24:00"}], "workday": [{"from": "00:00", "to": "24:00"}] }"#,
    )
    .unwrap();
    let day = |from: &str, to: &str| {
        place.opening().working_time_between(place.at(from), place.at(to)).minutes()
    };
    assert_eq!(day("2026-03-29T00:00", "2026-03-30T00:00"), 23 * 60);
    assert_eq!(day("2026-10-25T00:00", "2026-10-26T00:00"), 25 * 60);
    assert_eq!(day("2026-10-26T00:00", "2026-10-27T00:00"), 24 * 60);
    let due = place.opening().add_working_time(place.at("2026-03-29T01:00"), minutes(120)).unwrap();
    assert_eq!(due.at, place.at("2026-03-29T04:00"));
}

#[test]
fn stretches_that_a_change_of_clocks_pushes_together_count_once() {
    let mut place = Place::office("Europe/Berlin");
    // 02:45 does not exist on 29 March and counts as 03:45, so that the second stretch begins before the first ends.
    place.hours = serde_json::from_str(
        r#"{ "weekend": [{"from": "01:00", "to": "02:45"}, {"from": "03:00", "to": "05:00"}] }"#,
    )
    .unwrap();
    let (from, to) = (place.at("2026-03-29T00:00"), place.at("2026-03-29T12:00"));
    // From 01:00 to 05:00 on the wall three hours pass.
    assert_eq!(place.opening().working_time_between(from, to).minutes(), 180);
}

#[test]
fn a_place_that_never_opens_is_an_error_and_not_a_loop() {
    let mut place = Place::office("Asia/Shanghai");
    place.hours = OpeningHours::default();
    let opening = place.opening();
    let at = place.at("2026-11-23T10:00");
    assert_eq!(opening.add_working_time(at, minutes(1)), Err(TimeError::NeverOpen));
    assert_eq!(opening.subtract_working_time(at, minutes(1)), Err(TimeError::NeverOpen));
    assert_eq!(opening.add_working_time(at, Duration::ZERO).map(|due| due.at), Ok(at));
}

/// Instants from 2024 to 2027.
fn instants() -> impl Strategy<Value = Timestamp> {
    (1_704_067_200_i64..1_830_000_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn places() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just("Asia/Shanghai"),
        Just("Europe/Berlin"),
        Just("America/New_York"),
        Just("Australia/Lord_Howe")
    ]
    .prop_flat_map(|zone| {
        prop_oneof![Just(Place::office(zone)), Just(Place::round_the_clock(zone))]
    })
}

proptest! {
    #[test]
    fn adding_then_measuring_gives_the_amount_back(
        place in places(), start in instants(), amount in 0_u64..20_000,
    ) {
        let end = place.opening().add_working_time(start, minutes(amount)).unwrap();
        let worked = place.opening().working_time_between(start, end.at);
        prop_assert_eq!(worked.time, minutes(amount));
        // No instant before it would do.
        let before = end.at.checked_sub(Duration::from_secs(1)).unwrap();
        prop_assert!(amount == 0 || place.opening().working_time_between(start, before).time < minutes(amount));
    }

    #[test]
    fn going_back_then_measuring_gives_the_amount_back(
        place in places(), end in instants(), amount in 0_u64..20_000,
    ) {
        let start = place.opening().subtract_working_time(end, minutes(amount)).unwrap();
        prop_assert_eq!(place.opening().working_time_between(start.at, end).time, minutes(amount));
    }

    #[test]
    fn adding_in_two_parts_is_adding_the_sum(
        place in places(), start in instants(), first in 0_u64..5_000, second in 0_u64..5_000,
    ) {
        let opening = place.opening();
        let half = opening.add_working_time(start, minutes(first)).unwrap();
        let parts = opening.add_working_time(half.at, minutes(second)).unwrap();
        let whole = opening.add_working_time(start, minutes(first + second)).unwrap();
        prop_assert_eq!(parts.at, whole.at);
    }

    #[test]
    fn adding_is_monotone(
        place in places(), start in instants(), wait in 0_u64..10_000, amount in 0_u64..5_000, more in 0_u64..5_000,
    ) {
        let opening = place.opening();
        let due = opening.add_working_time(start, minutes(amount)).unwrap().at;
        let later = start.checked_add(minutes(wait)).unwrap();
        prop_assert!(opening.add_working_time(later, minutes(amount)).unwrap().at >= due);
        prop_assert!(opening.add_working_time(start, minutes(amount + more)).unwrap().at >= due);
    }

    #[test]
    fn measuring_is_additive(place in places(), start in instants(), first in 0_u64..50_000, second in 0_u64..50_000) {
        let opening = place.opening();
        let middle = start.checked_add(minutes(first)).unwrap();
        let end = middle.checked_add(minutes(second)).unwrap();
        let parts = opening.working_time_between(start, middle).time + opening.working_time_between(middle, end).time;
        prop_assert_eq!(parts, opening.working_time_between(start, end).time);
        prop_assert!(opening.working_time_between(end, start).time.is_zero());
    }
}
