//! Kinds of days and counting them.

use deadlines::{CalendarError, Day, DayKind, WorkCalendar, YearDays};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::published;

#[test]
fn counts_working_days_over_holidays_and_make_up_days() {
    let calendar = published();
    let vectors = [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 3, "2026-09-22"),
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-10-09", 1, "2026-10-10"),
    ];
    for (start, days, end) in vectors {
        let due = calendar.add_working_days(day(start), days).unwrap();
        assert_eq!((due.date, due.known), (day(end), true), "{start} + {days}");
        assert_eq!(calendar.working_days_between(day(start), day(end)), days);
    }
}

#[test]
fn counts_calendar_days_and_moves_the_end_only_when_asked() {
    let vectors = [
        ("2026-09-25", 15, "2026-10-10"),
        ("2026-01-31", 30, "2026-03-02"),
        ("2026-03-01", 60, "2026-04-30"),
        ("2026-09-20", 15, "2026-10-05"),
    ];
    for (start, days, end) in vectors {
        assert_eq!(WorkCalendar::add_calendar_days(day(start), days), Ok(day(end)), "{start}");
    }
    assert_eq!(published().working_day_from(day("2026-10-05")).unwrap().date, day("2026-10-08"));
    let beyond = WorkCalendar::add_calendar_days(day("2026-01-01"), u32::MAX);
    assert_eq!(beyond, Err(CalendarError::BeyondCalendar));
}

#[test]
fn knows_every_day_of_2026() {
    let calendar = published();
    assert_eq!(calendar.working_days_between(date(2025, 12, 31), date(2026, 12, 31)), 248);
    let off =
        [(1, 1..=3), (2, 15..=23), (4, 4..=6), (5, 1..=5), (6, 19..=21), (9, 25..=27), (10, 1..=7)];
    for (month, days) in off {
        for number in days {
            let answer = calendar.day_kind(date(2026, month, number));
            assert_eq!((answer.kind, answer.known), (DayKind::Holiday, true), "{month}-{number}");
        }
    }
    for (month, number) in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)] {
        let answer = calendar.day_kind(date(2026, month, number));
        assert_eq!((answer.kind, answer.known), (DayKind::MakeUpWorkday, true), "{month}-{number}");
    }
    assert_eq!(calendar.day_kind(date(2026, 11, 22)).kind, DayKind::Weekend);
    assert_eq!(calendar.day_kind(date(2026, 11, 23)).kind, DayKind::Workday);
    assert_eq!(calendar.find_name(date(2026, 10, 1)), Some("国庆节"));
    assert_eq!(calendar.find_name(date(2026, 11, 23)), None);
}

#[test]
fn an_unpublished_year_follows_weekdays_and_says_so() {
    let calendar = published();
    assert!(calendar.known_years().eq(2019..=2026));
    for (text, kind) in [
        ("2027-01-01", DayKind::Workday),
        ("2027-01-02", DayKind::Weekend),
        ("2031-05-01", DayKind::Workday),
    ] {
        let answer = calendar.day_kind(day(text));
        assert_eq!((answer.kind, answer.known), (kind, false), "{text}");
    }
    let due = calendar.add_working_days(date(2026, 12, 24), 6).unwrap();
    assert_eq!((due.date, due.known), (date(2027, 1, 1), false));
    let never = WorkCalendar::default();
    assert_eq!(never.day_kind(date(2026, 10, 1)).kind, DayKind::Workday);
    assert!(!never.day_kind(date(2026, 10, 1)).known);
}

#[test]
fn the_end_of_december_needs_the_next_years_list() {
    let calendar = published();
    assert!(calendar.day_kind(date(2026, 12, 25)).known);
    assert!(!calendar.day_kind(date(2026, 12, 31)).known);
    assert!(calendar.day_kind(date(2025, 12, 31)).known);
    let moved =
        WorkCalendar::new([list(2018, "2018-10-01", true), list(2019, "2018-12-29", false)]);
    let answer = moved.day_kind(date(2018, 12, 29));
    assert_eq!((answer.kind, answer.known), (DayKind::MakeUpWorkday, true));
}

#[test]
fn a_later_word_on_a_day_counts_more() {
    let earlier = list(2018, "2018-12-31", false);
    let later = list(2019, "2018-12-31", true);
    let calendar = WorkCalendar::new([later, earlier]);
    assert_eq!(calendar.day_kind(date(2018, 12, 31)).kind, DayKind::Holiday);
    let mut calendar = published();
    calendar.set(Day { date: date(2027, 9, 3), name: "Announced late".to_owned(), off: true });
    let answer = calendar.day_kind(date(2027, 9, 3));
    assert_eq!((answer.kind, answer.known), (DayKind::Holiday, true));
    assert!(!calendar.day_kind(date(2027, 9, 6)).known);
}

#[test]
fn counting_ends_with_the_calendar() {
    let calendar = published();
    let last = date(9999, 12, 31);
    assert_eq!(calendar.add_working_days(last, 0).unwrap().date, last);
    assert_eq!(calendar.add_working_days(last, 1), Err(CalendarError::BeyondCalendar));
    assert_eq!(
        calendar.add_working_days(date(9990, 1, 1), u32::MAX),
        Err(CalendarError::BeyondCalendar)
    );
    assert_eq!(calendar.working_days_between(last, last), 0);
}

proptest! {
    #[test]
    fn counted_days_end_on_a_worked_day_and_count_back(start in dates(), days in 1_u32..300) {
        let calendar = published();
        let due = calendar.add_working_days(start, days).unwrap();
        prop_assert!(calendar.is_working_day(due.date));
        prop_assert_eq!(calendar.working_days_between(start, due.date), days);
    }

    #[test]
    fn counting_in_two_parts_is_counting_once(start in dates(), first in 0_u32..80, second in 0_u32..80) {
        let calendar = published();
        let half = calendar.add_working_days(start, first).unwrap();
        let parts = calendar.add_working_days(half.date, second).unwrap();
        let whole = calendar.add_working_days(start, first + second).unwrap();
        prop_assert_eq!(parts.date, whole.date);
        prop_assert_eq!(parts.known && half.known, whole.known);
    }

    #[test]
    fn a_later_start_is_never_due_earlier(start in dates(), later in 0_i64..40, days in 0_u32..60) {
        let calendar = published();
        let next = start.checked_add(jiff::Span::new().days(later)).unwrap();
        let (one, two) = (calendar.add_working_days(start, days), calendar.add_working_days(next, days));
        prop_assert!(one.unwrap().date <= two.unwrap().date);
    }

    #[test]
    fn the_next_working_day_is_the_first(start in dates()) {
        let calendar = published();
        let found = calendar.working_day_from(start).unwrap();
        prop_assert!(calendar.is_working_day(found.date) && found.date >= start);
        let between = start.series(jiff::Span::new().days(1)).take_while(|date| *date < found.date);
        prop_assert!(between.into_iter().all(|date| !calendar.is_working_day(date)));
    }
}

fn dates() -> impl Strategy<Value = Date> {
    (0_i64..3300)
        .prop_map(|days| date(2019, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap())
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn list(year: i16, text: &str, off: bool) -> YearDays {
    let day = Day { date: day(text), name: "Moved".to_owned(), off };
    YearDays { year, papers: Vec::new(), days: vec![day] }
}
