//! Limits, with the vectors of the research file and the limits that laws state.

use deadlines::{Counting, DayEnd, EndRule, Limit, StartRule, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;

use crate::place::Place;

/// The last day of a limit that began on a date at ten.
fn last_day(
    place: &Place,
    start: &str,
    amount: u32,
    unit: Unit,
    counting: Counting,
) -> (Date, bool) {
    let start = place.at(&format!("{start}T10:00"));
    let due = Limit { amount, unit }.due(&place.opening(), counting, start).unwrap();
    let inside = due.at.checked_sub(std::time::Duration::from_secs(1)).unwrap();
    (place.opening().local_date(inside), due.known)
}

#[test]
fn days_are_counted_as_the_published_lists_say() {
    let place = Place::office("Asia/Shanghai");
    let vectors = [
        ("2026-02-13", 1, Unit::WorkingDays, "2026-02-14"),
        ("2026-02-13", 5, Unit::WorkingDays, "2026-02-27"),
        ("2026-04-30", 1, Unit::WorkingDays, "2026-05-06"),
        ("2026-04-30", 5, Unit::WorkingDays, "2026-05-11"),
        ("2026-09-18", 3, Unit::WorkingDays, "2026-09-22"),
        ("2026-09-24", 1, Unit::WorkingDays, "2026-09-28"),
        ("2026-09-30", 1, Unit::WorkingDays, "2026-10-08"),
        ("2026-09-30", 5, Unit::WorkingDays, "2026-10-13"),
        ("2026-10-09", 1, Unit::WorkingDays, "2026-10-10"),
        ("2026-09-25", 15, Unit::CalendarDays, "2026-10-10"),
        ("2026-01-31", 30, Unit::CalendarDays, "2026-03-02"),
        ("2026-03-01", 60, Unit::CalendarDays, "2026-04-30"),
    ];
    for (start, amount, unit, end) in vectors {
        let due = last_day(&place, start, amount, unit, Counting::default());
        assert_eq!(due, (end.parse().unwrap(), true), "{start} + {amount} {unit:?}");
    }
}

#[test]
fn the_first_day_counts_only_when_the_rule_says_so() {
    let place = Place::office("Asia/Shanghai");
    let same_day = Counting { start: StartRule::SameDay, ..Counting::default() };
    // A weekday, and the holiday of 1 October, before which no working day counts.
    for (start, unit, next, same) in [
        ("2026-11-23", Unit::CalendarDays, "2026-11-24", "2026-11-23"),
        ("2026-11-23", Unit::WorkingDays, "2026-11-24", "2026-11-23"),
        ("2026-10-01", Unit::WorkingDays, "2026-10-08", "2026-10-08"),
    ] {
        assert_eq!(last_day(&place, start, 1, unit, Counting::default()).0, next.parse().unwrap());
        assert_eq!(last_day(&place, start, 1, unit, same_day).0, same.parse().unwrap());
    }
}

#[test]
fn an_end_on_a_day_of_rest_moves_by_the_flag_of_the_clock() {
    let place = Place::office("Asia/Shanghai");
    // The fifteenth day after 20 September is 5 October, a holiday; that after 13 November is 28 November, a Saturday.
    let vectors = [
        ("2026-09-20", EndRule::Stays, "2026-10-05"),
        ("2026-09-20", EndRule::AfterHoliday, "2026-10-08"),
        ("2026-09-20", EndRule::NextWorkday, "2026-10-08"),
        ("2026-11-13", EndRule::Stays, "2026-11-28"),
        ("2026-11-13", EndRule::AfterHoliday, "2026-11-28"),
        ("2026-11-13", EndRule::NextWorkday, "2026-11-30"),
    ];
    for (start, end, expected) in vectors {
        let counting = Counting { end, ..Counting::default() };
        let due = last_day(&place, start, 15, Unit::CalendarDays, counting);
        assert_eq!(due, (expected.parse().unwrap(), true), "{start} {end:?}");
    }
    let moves = Counting { end: EndRule::AfterHoliday, ..Counting::default() };
    // The list of 2027 is not out: plain calendar days need none, an end that may move does.
    let plain = last_day(&place, "2026-12-20", 15, Unit::CalendarDays, Counting::default());
    assert!(plain.1);
    assert!(!last_day(&place, "2026-12-20", 15, Unit::CalendarDays, moves).1);
}

#[test]
fn the_last_day_ends_at_midnight_or_with_its_hours() {
    let place = Place::office("Asia/Shanghai");
    let closes = Counting { day_end: DayEnd::CloseOfBusiness, ..Counting::default() };
    let due = |start: &str, amount, unit, counting| {
        Limit { amount, unit }.due(&place.opening(), counting, place.at(start)).unwrap().at
    };
    let midnight = due("2026-11-23T10:00", 3, Unit::WorkingDays, Counting::default());
    assert_eq!(midnight, place.at("2026-11-27T00:00"));
    // Three business days of the United Kingdom end with the third.
    assert_eq!(due("2026-11-23T10:00", 3, Unit::WorkingDays, closes), place.at("2026-11-26T17:00"));
    // A Sunday without hours ends at midnight all the same.
    assert_eq!(
        due("2026-11-28T10:00", 1, Unit::CalendarDays, closes),
        place.at("2026-11-30T00:00")
    );
}

#[test]
fn limits_that_laws_and_desks_state() {
    let place = Place::office("Asia/Shanghai");
    let due = |amount, unit| {
        let start = place.at("2026-11-20T16:30");
        Limit { amount, unit }.due(&place.opening(), Counting::default(), start).unwrap().at
    };
    let vectors = [
        (20, Unit::CalendarDays, "2026-12-11T00:00"), // objection to a credit record
        (60, Unit::CalendarDays, "2027-01-20T00:00"), // most complex complaint
        (8 * 7, Unit::CalendarDays, "2027-01-16T00:00"), // eight weeks
        (1, Unit::Hours, "2026-11-20T17:30"),         // funds in danger: day and night
        (72, Unit::Hours, "2026-11-23T16:30"),
        (10, Unit::Minutes, "2026-11-20T16:40"),
        (10, Unit::WorkingMinutes, "2026-11-20T16:40"),
        (2, Unit::WorkingHours, "2026-11-23T10:30"),
        (3, Unit::WorkingDays, "2026-11-26T00:00"),
    ];
    for (amount, unit, expected) in vectors {
        assert_eq!(due(amount, unit), place.at(expected), "{amount} {unit:?}");
    }
}

#[test]
fn hours_of_the_wall_clock_pass_while_clocks_change() {
    let place = Place::office("Europe/Berlin");
    let start = place.at("2026-03-28T12:00");
    let day = Limit { amount: 24, unit: Unit::Hours };
    let due = day.due(&place.opening(), Counting::default(), start).unwrap();
    assert_eq!(due.at, place.at("2026-03-29T13:00"));
    let days = Limit { amount: 1, unit: Unit::CalendarDays };
    let due = days.due(&place.opening(), Counting::default(), start).unwrap();
    assert_eq!(due.at, place.at("2026-03-30T00:00"));
}

fn units() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::CalendarDays),
        Just(Unit::WorkingDays),
        Just(Unit::WorkingHours),
        Just(Unit::WorkingMinutes),
        Just(Unit::Hours),
        Just(Unit::Minutes),
    ]
}

fn countings() -> impl Strategy<Value = Counting> {
    let start = prop_oneof![Just(StartRule::NextDay), Just(StartRule::SameDay)];
    let end =
        prop_oneof![Just(EndRule::Stays), Just(EndRule::AfterHoliday), Just(EndRule::NextWorkday)];
    let day_end = prop_oneof![Just(DayEnd::Midnight), Just(DayEnd::CloseOfBusiness)];
    (start, end, day_end).prop_map(|(start, end, day_end)| Counting { start, end, day_end })
}

proptest! {
    #[test]
    fn a_longer_limit_and_a_later_start_are_never_due_earlier(
        unit in units(), counting in countings(), second in 1_704_067_200_i64..1_798_000_000,
        wait in 0_i64..900_000, amount in 1_u32..60, more in 0_u32..60,
    ) {
        let place = Place::office("Asia/Shanghai");
        let due = |second, amount| {
            let start = Timestamp::from_second(second).unwrap();
            Limit { amount, unit }.due(&place.opening(), counting, start).unwrap().at
        };
        prop_assert!(due(second, amount) <= due(second, amount + more));
        // The end of a day that moved from a holiday to its close may lie before the midnight of a day without hours.
        prop_assume!(counting.day_end == DayEnd::Midnight);
        prop_assert!(due(second, amount) <= due(second + wait, amount));
    }
}
