//! Hours are read once and checked.

use deadlines::{ClockTime, DayKind, HoursError, Interval, OpeningHours, OpeningRules};
use proptest::prelude::*;

#[test]
fn reads_hours_as_they_are_written() {
    let text = r#"{
        "workday": [{"from": "09:00", "to": "12:00"}, {"from": "13:30", "to": "17:00"}],
        "weekend": [{"from": "10:00", "to": "16:00"}],
        "exceptions": [{"date": "2026-12-31", "hours": [{"from": "09:00", "to": "24:00"}], "reason": "Year end"}]
    }"#;
    let hours: OpeningHours = serde_json::from_str(text).unwrap();
    assert_eq!(hours.of_kind(DayKind::MakeUpWorkday), hours.of_kind(DayKind::Workday));
    assert_eq!(hours.of_kind(DayKind::Holiday), []);
    let year_end = hours.find_exception(jiff::civil::date(2026, 12, 31)).unwrap();
    assert_eq!(year_end.hours[0].to, ClockTime::END);
    let written = serde_json::to_string(&hours).unwrap();
    assert_eq!(serde_json::from_str::<OpeningHours>(&written).unwrap(), hours);
}

#[test]
fn refuses_hours_that_cannot_be() {
    let refuse = |workday: &[(&str, &str)]| {
        let workday = workday.iter().map(|(from, to)| interval(from, to)).collect();
        OpeningHours::new(OpeningRules { workday, ..OpeningRules::default() }).unwrap_err()
    };
    let (from, to) = (time("22:00"), time("06:00"));
    assert_eq!(refuse(&[("22:00", "06:00")]), HoursError::OverMidnight { from, to });
    assert_eq!(refuse(&[("22:00", "22:00")]), HoursError::Empty { from });
    let from = time("11:00");
    assert_eq!(refuse(&[("09:00", "12:00"), ("11:00", "13:00")]), HoursError::Overlap { from });
    assert_eq!(refuse(&[("13:00", "17:00"), ("11:00", "12:00")]), HoursError::Overlap { from });
    let twice = r#"{"exceptions": [{"date": "2026-12-31"}, {"date": "2026-12-31"}]}"#;
    let error = serde_json::from_str::<OpeningHours>(twice).unwrap_err().to_string();
    assert!(error.contains("`2026-12-31` is excepted twice"), "{error}");
}

#[test]
fn a_stretch_over_midnight_is_written_as_two() {
    let workday = vec![interval("00:00", "06:00"), interval("22:00", "24:00")];
    assert!(OpeningHours::new(OpeningRules { workday, ..OpeningRules::default() }).is_ok());
}

#[test]
fn refuses_what_is_no_time() {
    for text in
        ["", "9:00", "09:60", "24:01", "25:00", "0900", "+9:00", "09:00:00", "９:00", "09:0x"]
    {
        let error = text.parse::<ClockTime>().unwrap_err();
        assert_eq!(error, HoursError::NotATime { text: text.to_owned() });
    }
    assert_eq!(ClockTime::new(u16::MAX, 0), None);
}

proptest! {
    #[test]
    fn times_are_written_as_they_are_read(minutes in 0_u16..=1440) {
        let time = ClockTime::new(minutes / 60, minutes % 60).unwrap();
        prop_assert_eq!(time.minutes(), minutes);
        prop_assert_eq!(time.to_string().parse::<ClockTime>().unwrap(), time);
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,8}") {
        let _ = text.parse::<ClockTime>();
    }
}

fn interval(from: &str, to: &str) -> Interval {
    Interval { from: time(from), to: time(to) }
}

fn time(text: &str) -> ClockTime {
    text.parse().unwrap()
}
