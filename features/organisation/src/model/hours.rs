//! What a branch's day looks like to those who stand before its door.

use deadlines::{DayKind, Interval, Opening, OpeningHours, WorkCalendar};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Timestamp;

/// A branch's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchDay {
    /// The date on the wall of the branch; opening that runs over midnight belongs to the date on which it began.
    pub business_date: Date,
    /// What kind of day it is.
    pub day_kind: DayKind,
    /// Whether the calendar of that year is published; otherwise the day follows its weekday.
    pub known: bool,
    /// Whether the branch is open at the instant asked about.
    pub open_now: bool,
    /// The hours of the day; empty means closed all day.
    pub hours: Vec<Interval>,
    /// Why the hours differ from the usual ones.
    pub reason: Option<String>,
    /// When the present stretch ends; `None` when closed.
    pub closes_at: Option<Timestamp>,
    /// When it opens next; `None` when open, or not within 400 days.
    pub opens_at: Option<Timestamp>,
}

impl BranchDay {
    /// Looks at the day of an instant.
    pub(crate) fn at(
        calendar: &WorkCalendar,
        hours: &OpeningHours,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Self {
        let opening = Opening { calendar, hours, zone };
        let instant = now.to_jiff();
        let closes_at = opening.find_closing(instant).map(Timestamp::from);
        let opens_at = if closes_at.is_some() {
            None
        } else {
            opening.next_open(instant).map(Timestamp::from)
        };
        let open_now = closes_at.is_some();
        Self {
            open_now,
            closes_at,
            opens_at,
            ..Self::on(calendar, hours, zone, opening.business_date(instant))
        }
    }

    /// Looks at a date as a whole; [`BranchDay::open_now`] is false and the instants are `None`.
    pub(crate) fn on(
        calendar: &WorkCalendar,
        hours: &OpeningHours,
        zone: &TimeZone,
        date: Date,
    ) -> Self {
        let day = Opening { calendar, hours, zone }.hours_on(date);
        Self {
            business_date: date,
            day_kind: day.day.kind,
            known: day.day.known,
            open_now: false,
            hours: day.intervals.to_vec(),
            reason: day.exception.map(str::to_owned),
            closes_at: None,
            opens_at: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use deadlines::{ClockTime, OpeningRules};
    use jiff::civil::date;

    use super::*;

    fn hours() -> OpeningHours {
        let stretch = |from, to| Interval {
            from: ClockTime::new(from, 0).unwrap(),
            to: ClockTime::new(to, 0).unwrap(),
        };
        let workday = vec![stretch(9, 12), stretch(13, 17)];
        OpeningHours::new(OpeningRules { workday, ..OpeningRules::default() }).unwrap()
    }

    #[test]
    fn a_day_knows_when_it_closes_and_opens() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let calendar = WorkCalendar::default();
        let look = |text: &str| BranchDay::at(&calendar, &hours(), &zone, text.parse().unwrap());
        // Monday 23 November 2026: 01:30 in UTC is 09:30 on the wall.
        let morning = look("2026-11-23T01:30:00Z");
        assert!(morning.open_now && !morning.known);
        assert_eq!(morning.closes_at, Some("2026-11-23T04:00:00Z".parse().unwrap()));
        let noon = look("2026-11-23T04:00:00Z");
        assert!(!noon.open_now);
        assert_eq!(noon.opens_at, Some("2026-11-23T05:00:00Z".parse().unwrap()));
        let sunday = look("2026-11-22T02:00:00Z");
        assert_eq!((sunday.business_date, sunday.hours.len()), (date(2026, 11, 22), 0));
        assert_eq!(sunday.opens_at, Some("2026-11-23T01:00:00Z".parse().unwrap()));
    }

    #[test]
    fn the_business_date_is_the_one_on_the_wall() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let late = BranchDay::at(
            &WorkCalendar::default(),
            &hours(),
            &zone,
            "2026-11-22T16:30:00Z".parse().unwrap(),
        );
        assert_eq!(late.business_date, date(2026, 11, 23));
    }

    #[test]
    fn opening_over_midnight_belongs_to_the_evening_and_doors_that_never_close_turn_at_midnight() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let clock = |hour| ClockTime::new(hour, 0).unwrap();
        let date_at = |stretches: &[(u16, u16)], text: &str| {
            let stretch = |(from, to): &(u16, u16)| Interval { from: clock(*from), to: clock(*to) };
            let workday: Vec<_> = stretches.iter().map(stretch).collect();
            let rules = OpeningRules { workday, ..OpeningRules::default() };
            let (calendar, hours) = (WorkCalendar::default(), OpeningHours::new(rules).unwrap());
            BranchDay::at(&calendar, &hours, &zone, text.parse().unwrap()).business_date.day()
        };
        let night = [(0, 2), (18, 24)];
        // Half past eleven in the evening, half past midnight, and two o'clock, when the doors close.
        assert_eq!(date_at(&night, "2026-11-24T15:30:00Z"), 24);
        assert_eq!(date_at(&night, "2026-11-24T16:30:00Z"), 24);
        assert_eq!(date_at(&night, "2026-11-24T18:00:00Z"), 25);
        assert_eq!(date_at(&[(0, 24)], "2026-11-24T16:30:00Z"), 25);
        assert_eq!(date_at(&[(0, 2), (9, 17)], "2026-11-24T16:30:00Z"), 25, "nothing runs over");
    }
}
