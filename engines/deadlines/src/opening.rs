//! Opening hours on a calendar, in a zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::calendar::{DayKindAnswer, WorkCalendar};
use crate::hours::{ClockTime, Interval, OpeningHours};

/// How many days are looked ahead for the next opening.
const HORIZON_DAYS: usize = 400;

/// Noon, in minutes after midnight.
const NOON_MIN: u16 = 12 * 60;

/// A place with hours, on a calendar, in a zone; borrowed together for as long as questions are asked.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    /// Which days are worked.
    pub calendar: &'a WorkCalendar,
    /// The hours by kind of day.
    pub hours: &'a OpeningHours,
    /// Where the clock on the wall hangs.
    pub zone: &'a TimeZone,
}

/// The hours of one date and what they rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours<'a> {
    /// What kind of day it is.
    pub day: DayKindAnswer,
    /// The open stretches; none means closed all day.
    pub intervals: &'a [Interval],
    /// Why the hours differ from the usual ones of that kind; `None` when they do not.
    pub exception: Option<&'a str>,
}

impl<'a> Opening<'a> {
    /// Returns the date on the wall at that instant.
    pub fn local_date(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// Returns the date to which business at that instant belongs: a stretch that runs over midnight belongs to the date on
    /// which it began.
    ///
    /// Such a stretch is written as two, one up to `24:00` and one from `00:00` of the next date.
    /// Where the second lasts beyond noon the place hardly ever closes, and midnight divides its days like any other's.
    pub fn business_date(&self, at: Timestamp) -> Date {
        let date = self.local_date(at);
        self.began_yesterday(at, date).unwrap_or(date)
    }

    /// Returns the date before when business of that date still goes on.
    fn began_yesterday(&self, at: Timestamp, date: Date) -> Option<Date> {
        let goes_on = self.find_interval(at)?;
        let yesterday = date.yesterday().ok()?;
        let last = self.hours_on(yesterday).intervals.last()?;
        let runs_over = last.to == ClockTime::END && goes_on.from.minutes() == 0;
        (runs_over && goes_on.to.minutes() <= NOON_MIN).then_some(yesterday)
    }

    /// Returns the hours of a date; an exception for the date counts more than the kind of day.
    pub fn hours_on(&self, date: Date) -> DayHours<'a> {
        let day = self.calendar.day_kind(date);
        match self.hours.find_exception(date) {
            Some(exception) => DayHours {
                day,
                intervals: &exception.hours,
                exception: Some(exception.reason.as_str()),
            },
            None => DayHours { day, intervals: self.hours.of_kind(day.kind), exception: None },
        }
    }

    /// Tells whether it is open at that instant; at the closing minute itself it is not.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.find_interval(at).is_some()
    }

    /// Finds when the present stretch ends; `None` when it is closed at that instant.
    ///
    /// A stretch that ends at `24:00` and goes on at `00:00` counts as two.
    pub fn find_closing(&self, at: Timestamp) -> Option<Timestamp> {
        let interval = self.find_interval(at)?;
        self.instant(self.local_date(at), interval.to)
    }

    /// Finds the first instant, not before `after`, at which it is open; `after` itself when it is open then.
    ///
    /// `None` when it does not open within the next 400 days.
    pub fn next_open(&self, after: Timestamp) -> Option<Timestamp> {
        if self.is_open(after) {
            return Some(after);
        }
        self.local_date(after)
            .series(Span::new().days(1))
            .take(HORIZON_DAYS)
            .flat_map(|date| {
                let from = move |interval: &Interval| self.instant(date, interval.from);
                self.hours_on(date).intervals.iter().filter_map(from)
            })
            .find(|opens| *opens > after)
    }

    fn find_interval(&self, at: Timestamp) -> Option<Interval> {
        let date = self.local_date(at);
        self.hours_on(date).intervals.iter().copied().find(|interval| {
            let from = self.instant(date, interval.from);
            let to = self.instant(date, interval.to);
            from.zip(to).is_some_and(|(from, to)| (from..to).contains(&at))
        })
    }

    fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// Returns the instant of a time on a date.
    ///
    /// Where clocks are put forward a missing time counts as that much later, where they are put back the first of two
    /// counts. `None` only at the end of the year 9999.
    pub(crate) fn instant(&self, date: Date, time: ClockTime) -> Option<Timestamp> {
        let (date, minutes) = if time == ClockTime::END {
            (date.tomorrow().ok()?, 0)
        } else {
            (date, time.minutes())
        };
        let hour = i8::try_from(minutes / 60).ok()?;
        let minute = i8::try_from(minutes % 60).ok()?;
        let wall = date.to_datetime(Time::new(hour, minute, 0, 0).ok()?);
        self.zone.to_ambiguous_timestamp(wall).compatible().ok()
    }
}
