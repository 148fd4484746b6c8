//! The number on the slip, and the day for which it is unique.

use std::fmt;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Timestamp;

/// A number as it is called, such as `A007`: the letter of the service and three digits or more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TicketNumber(String);

impl TicketNumber {
    /// Writes a number; after 999 it grows a digit, so that no number of a day is given twice.
    pub(crate) fn new(prefix: &str, ordinal: i64) -> Self {
        Self(format!("{prefix}{ordinal:03}"))
    }

    /// Takes a number that was written before.
    pub(crate) const fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// Returns the text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A day as the branch counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct BusinessDay(Date);

impl BusinessDay {
    /// Returns the day that an instant belongs to in a zone.
    pub(crate) fn of(now: Timestamp, zone: &TimeZone) -> Self {
        Self(zone.to_datetime(now.to_jiff()).date())
    }

    /// Reads `2026-11-22`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// Returns an instant before the day begins anywhere on earth, and one after it has ended everywhere.
    pub(crate) fn around(self) -> (Timestamp, Timestamp) {
        const FARTHEST: Duration = Duration::from_hours(26);
        let noon = self.0.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
        let noon = noon.map_or(Timestamp::from_micros(0), |noon| noon.timestamp().into());
        (noon - FARTHEST, noon + FARTHEST)
    }

    /// Returns the day as a number, one more for every day.
    pub(crate) fn ordinal(self) -> u64 {
        let days = self.0.duration_since(Date::ZERO).as_hours() / 24;
        u64::try_from(days).unwrap_or(0)
    }

    /// Returns the calendar day.
    pub(crate) const fn date(self) -> Date {
        self.0
    }
}

impl From<Date> for BusinessDay {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for BusinessDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_a_digit_instead_of_starting_again() {
        let written =
            [1, 42, 999, 1000, 12_345].map(|ordinal| TicketNumber::new("A", ordinal).to_string());
        assert_eq!(written, ["A001", "A042", "A999", "A1000", "A12345"]);
    }

    #[test]
    fn the_day_is_the_one_of_the_branch() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let late: Timestamp = "2026-11-22T16:30:00Z".parse().unwrap();
        assert_eq!(BusinessDay::of(late, &zone).to_string(), "2026-11-23");
        assert_eq!(BusinessDay::parse("2026-11-23"), Some(BusinessDay::of(late, &zone)));
        assert_eq!(BusinessDay::parse("23.11.2026"), None);
    }
}
