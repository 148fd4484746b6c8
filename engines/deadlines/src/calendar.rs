//! Which days are worked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// From this day of December on, a day is known only when the next year's list is known too.
///
/// Lists are published by year of the notice, and the notice for New Year moves days at the end of December.
const NEXT_YEAR_FROM: i8 = 26;

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A Monday to Friday that is worked.
    Workday,
    /// A Saturday or Sunday that is not worked.
    Weekend,
    /// A published day off.
    Holiday,
    /// A Saturday or Sunday that is worked to make up for a holiday.
    MakeUpWorkday,
}

impl DayKind {
    /// Tells whether the day is worked.
    pub fn is_worked(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUpWorkday)
    }
}

/// What a day is, and whether that is published or only follows the weekday for want of better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayKindAnswer {
    /// The kind.
    pub kind: DayKind,
    /// Whether the list that settles this day was published.
    pub known: bool,
}

/// A day that a list names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// What it is called, such as the feast.
    pub name: String,
    /// Whether it is off; `false` means it is worked though the weekday says otherwise.
    #[serde(rename = "isOffDay", alias = "off")]
    pub off: bool,
}

/// The list of one year, in the shape of the holiday-cn files; an empty list means the year is not published yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearDays {
    /// The year of the notice; days of the December before may be in it.
    pub year: i16,
    /// Addresses of the notices.
    #[serde(default)]
    pub papers: Vec<String>,
    /// The days that differ from their weekday, or are named feasts.
    pub days: Vec<Day>,
}

/// A working calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    days: BTreeMap<Date, Day>,
    years: BTreeSet<i16>,
}

/// A date reached by counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DueDay {
    /// The date.
    pub date: Date,
    /// Whether every day that was counted over is known; otherwise count again when the list is out.
    pub known: bool,
}

/// Why days could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The date would lie after the year 9999.
    #[error("the date lies beyond the calendar")]
    BeyondCalendar,
}

impl WorkCalendar {
    /// Builds the calendar from lists of years; a later year's word on a day counts more than an earlier one's.
    pub fn new(years: impl IntoIterator<Item = YearDays>) -> Self {
        let mut lists: Vec<YearDays> = years.into_iter().collect();
        lists.sort_by_key(|list| list.year);
        let mut calendar = Self::default();
        for list in lists.into_iter().filter(|list| !list.days.is_empty()) {
            calendar.years.insert(list.year);
            calendar.days.extend(list.days.into_iter().map(|day| (day.date, day)));
        }
        calendar
    }

    /// Changes one day, as when a holiday is announced late. This does not make the rest of its year known.
    pub fn set(&mut self, day: Day) {
        self.days.insert(day.date, day);
    }

    /// Returns the years whose lists are published, in order.
    pub fn known_years(&self) -> impl Iterator<Item = i16> + '_ {
        self.years.iter().copied()
    }

    /// Tells what a day is.
    pub fn day_kind(&self, date: Date) -> DayKindAnswer {
        let on_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let kind = match (self.days.get(&date).map(|day| day.off), on_weekend) {
            (Some(true), _) => DayKind::Holiday,
            (Some(false), true) => DayKind::MakeUpWorkday,
            (Some(false) | None, false) => DayKind::Workday,
            (None, true) => DayKind::Weekend,
        };
        DayKindAnswer { kind, known: self.is_known(date) }
    }

    /// Finds what the list calls this day, such as the feast it belongs to.
    pub fn find_name(&self, date: Date) -> Option<&str> {
        self.days.get(&date).map(|day| day.name.as_str())
    }

    /// Tells whether a day is worked.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.day_kind(date).kind.is_worked()
    }

    /// Counts working days; the day after `start` is the first that can count, and zero days is `start` itself.
    ///
    /// # Errors
    ///
    /// [`CalendarError::BeyondCalendar`] when the count leaves the year 9999.
    pub fn add_working_days(&self, start: Date, days: u32) -> Result<DueDay, CalendarError> {
        let mut due = DueDay { date: start, known: true };
        let mut left = days;
        while left > 0 {
            due.date = due.date.tomorrow().map_err(|_| CalendarError::BeyondCalendar)?;
            let answer = self.day_kind(due.date);
            due.known &= answer.known;
            left -= u32::from(answer.kind.is_worked());
        }
        Ok(due)
    }

    /// Counts calendar days; the day after `start` counts as one.
    ///
    /// An end on a holiday is left there: whether it moves is a matter of the rule, which then asks
    /// [`working_day_from`](Self::working_day_from).
    ///
    /// # Errors
    ///
    /// [`CalendarError::BeyondCalendar`] when the count leaves the year 9999.
    pub fn add_calendar_days(start: Date, days: u32) -> Result<Date, CalendarError> {
        start
            .checked_add(
                Span::new().try_days(i64::from(days)).map_err(|_| CalendarError::BeyondCalendar)?,
            )
            .map_err(|_| CalendarError::BeyondCalendar)
    }

    /// Returns the date itself when it is worked, otherwise the next working day.
    ///
    /// # Errors
    ///
    /// [`CalendarError::BeyondCalendar`] when there is none before the end of the year 9999.
    pub fn working_day_from(&self, date: Date) -> Result<DueDay, CalendarError> {
        let today = self.day_kind(date);
        if today.kind.is_worked() {
            return Ok(DueDay { date, known: today.known });
        }
        let next = self.add_working_days(date, 1)?;
        Ok(DueDay { date: next.date, known: next.known && today.known })
    }

    /// Counts the working days after `start` up to and including `end`; zero when `end` is not later.
    pub fn working_days_between(&self, start: Date, end: Date) -> u32 {
        self.count_working_days(start, end).0
    }

    /// Counts as [`working_days_between`](Self::working_days_between) does, and tells whether every day counted over is known.
    pub(crate) fn count_working_days(&self, start: Date, end: Date) -> (u32, bool) {
        let (mut count, mut known) = (0, true);
        let mut date = start;
        while date < end {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            let day = self.day_kind(date);
            known &= day.known;
            count += u32::from(day.kind.is_worked());
        }
        (count, known)
    }

    fn is_known(&self, date: Date) -> bool {
        let settled_by_next_year = date.month() == 12 && date.day() >= NEXT_YEAR_FROM;
        self.days.contains_key(&date)
            || self.years.contains(&date.year())
                && (!settled_by_next_year || self.years.contains(&(date.year() + 1)))
    }
}
