//! Invented places to count in.

use deadlines::{Opening, OpeningHours, WorkCalendar, find_zone};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::published;

/// A calendar, hours and a zone.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) calendar: WorkCalendar,
    pub(crate) hours: OpeningHours,
    pub(crate) zone: TimeZone,
}

impl Place {
    /// An office with a break at noon, closed at weekends and on holidays, with three exceptions.
    pub(crate) fn office(zone: &str) -> Self {
        Self::with(
            zone,
            r#"{
                "workday": [{"from": "09:00", "to": "12:00"}, {"from": "13:30", "to": "17:00"}],
                "exceptions": [
                    {"date": "2026-12-01"},
                    {"date": "2026-12-06", "hours": [{"from": "10:00", "to": "12:00"}]},
                    {"date": "2027-03-01", "hours": [{"from": "10:00", "to": "11:00"}]}
                ]
            }"#,
        )
    }

    /// A telephone line that is always open, in three stretches that touch.
    pub(crate) fn round_the_clock(zone: &str) -> Self {
        let day = r#"[{"from": "00:00", "to": "02:30"}, {"from": "02:30", "to": "12:00"}, {"from": "12:00", "to": "24:00"}]"#;
        Self::with(zone, &format!(r#"{{"workday": {day}, "weekend": {day}, "holiday": {day}}}"#))
    }

    fn with(zone: &str, hours: &str) -> Self {
        Self {
            calendar: published(),
            hours: serde_json::from_str(hours).unwrap(),
            zone: find_zone(zone).unwrap(),
        }
    }

    pub(crate) fn opening(&self) -> Opening<'_> {
        Opening { calendar: &self.calendar, hours: &self.hours, zone: &self.zone }
    }

    /// The instant of a time on the wall.
    pub(crate) fn at(&self, text: &str) -> Timestamp {
        self.zone.to_timestamp(text.parse::<DateTime>().unwrap()).unwrap()
    }
}
