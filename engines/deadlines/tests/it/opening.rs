//! Open or closed, and until when.

use deadlines::{DayKind, Opening, OpeningHours, WorkCalendar, find_zone};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::published;

struct Place {
    calendar: WorkCalendar,
    hours: OpeningHours,
    zone: TimeZone,
}

impl Place {
    fn in_zone(name: &str) -> Self {
        let hours = r#"{
            "workday": [{"from": "09:00", "to": "12:00"}, {"from": "13:30", "to": "17:00"}],
            "weekend": [{"from": "10:00", "to": "16:00"}],
            "exceptions": [
                {"date": "2026-11-24", "reason": "Power cut"},
                {"date": "2026-10-02", "hours": [{"from": "09:00", "to": "24:00"}], "reason": "Duty"}
            ]
        }"#;
        let hours = serde_json::from_str(hours).unwrap();
        Self { calendar: published(), hours, zone: find_zone(name).unwrap() }
    }

    fn opening(&self) -> Opening<'_> {
        Opening { calendar: &self.calendar, hours: &self.hours, zone: &self.zone }
    }
}

#[test]
fn opens_and_closes_by_the_clock_on_the_wall() {
    let place = Place::in_zone("Asia/Shanghai");
    let opening = place.opening();
    // Each with whether it is open then, when it closes, and when it opens next.
    let vectors = [
        ("2026-11-23T08:59:59", false, None, "2026-11-23T09:00"),
        ("2026-11-23T09:00", true, Some("2026-11-23T12:00"), "2026-11-23T09:00"),
        ("2026-11-23T12:00", false, None, "2026-11-23T13:30"),
        ("2026-11-23T16:59:59", true, Some("2026-11-23T17:00"), "2026-11-23T16:59:59"),
        // Tuesday is excepted, so Wednesday comes next.
        ("2026-11-23T17:00", false, None, "2026-11-25T09:00"),
        ("2026-11-28T15:00", true, Some("2026-11-28T16:00"), "2026-11-28T15:00"),
        // A Saturday that is worked keeps the hours of a workday.
        ("2026-10-10T09:30", true, Some("2026-10-10T12:00"), "2026-10-10T09:30"),
        // Closed on the holiday, open until midnight on the day excepted, closed again.
        ("2026-10-01T11:00", false, None, "2026-10-02T09:00"),
        ("2026-10-02T23:59", true, Some("2026-10-03T00:00"), "2026-10-02T23:59"),
        ("2026-10-03T00:00", false, None, "2026-10-08T09:00"),
    ];
    for (text, open, closing, next) in vectors {
        let at = wall(&place, text);
        assert_eq!(opening.is_open(at), open, "{text}");
        assert_eq!(opening.find_closing(at), closing.map(|text| wall(&place, text)), "{text}");
        assert_eq!(opening.next_open(at), Some(wall(&place, next)), "{text}");
    }
}

#[test]
fn the_date_is_the_one_on_the_wall() {
    let place = Place::in_zone("Asia/Shanghai");
    let late: Timestamp = "2026-11-22T16:00:00Z".parse().unwrap();
    assert_eq!(place.opening().local_date(late), date(2026, 11, 23));
}

#[test]
fn hours_of_a_date_say_what_they_rest_on() {
    let place = Place::in_zone("Asia/Shanghai");
    let opening = place.opening();
    let excepted = opening.hours_on(date(2026, 11, 24));
    assert_eq!((excepted.intervals, excepted.exception), (&[][..], Some("Power cut")));
    let holiday = opening.hours_on(date(2026, 10, 1));
    assert_eq!((holiday.day.kind, holiday.exception), (DayKind::Holiday, None));
    assert!(!opening.hours_on(date(2027, 3, 1)).day.known);
}

#[test]
fn what_never_opens_has_no_next_opening() {
    let place = Place { hours: OpeningHours::default(), ..Place::in_zone("Asia/Shanghai") };
    let at = wall(&place, "2026-11-23T10:00");
    assert_eq!((place.opening().next_open(at), place.opening().find_closing(at)), (None, None));
    assert_eq!(place.opening().next_open(Timestamp::MAX), None);
    assert!(!place.opening().is_open(Timestamp::MIN));
}

#[test]
fn unknown_zones_are_not_found() {
    assert!(find_zone("Asia/Nowhere").is_none());
}

proptest! {
    /// Also where clocks are put forward and back.
    #[test]
    fn the_next_opening_is_the_first(
        zone in prop::sample::select(vec!["Asia/Shanghai", "Europe/London", "America/St_Johns"]),
        second in 1_546_300_800_i64..1_800_000_000,
        share in 0.0_f64..1.0,
    ) {
        let place = Place::in_zone(zone);
        let opening = place.opening();
        let after = Timestamp::from_second(second).unwrap();
        let next = opening.next_open(after).unwrap();
        prop_assert!(next >= after && opening.is_open(next));
        prop_assert_eq!(next == after, opening.is_open(after));
        let wait = next.duration_since(after).mul_f64(share);
        if next > after && wait < next.duration_since(after) {
            prop_assert!(!opening.is_open(after + wait));
        }
        let closing = opening.find_closing(next).unwrap();
        prop_assert!(closing > next && !opening.is_open(closing));
        prop_assert!(opening.is_open(closing - SignedDuration::from_millis(1)));
    }
}

fn wall(place: &Place, text: &str) -> Timestamp {
    let wall: jiff::civil::DateTime = text.parse().unwrap();
    place.zone.to_timestamp(wall).unwrap()
}
