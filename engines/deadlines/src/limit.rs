//! Limits: so many days or so much time, when they begin to count and where they end.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{DayKind, DueDay, WorkCalendar};
use crate::hours::ClockTime;
use crate::opening::Opening;
use crate::working::{DueInstant, TimeError, elapsed, later};

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days of the calendar, worked or not; a week is seven of them.
    CalendarDays,
    /// Days that are worked, make-up workdays among them.
    WorkingDays,
    /// Hours within the working hours.
    WorkingHours,
    /// Minutes within the working hours.
    WorkingMinutes,
    /// Hours of the wall clock, day and night.
    Hours,
    /// Minutes of the wall clock, day and night.
    Minutes,
}

/// So many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

/// Whether the day on which a limit in days begins is one of its days.
///
/// Limits in hours and minutes count from the instant, as Article 201 of the Civil Code of China says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartRule {
    /// The day after is the first (Civil Code of China, Article 201).
    #[default]
    NextDay,
    /// The day itself is the first; for working days the first worked day from it on.
    SameDay,
}

/// What happens to a limit in calendar days whose last day is not worked.
///
/// Article 203 of the Civil Code of China moves the end of a period from a statutory day of rest to the day after the rest.
/// A bank that wants to be safe leaves its targets where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// It ends there all the same.
    #[default]
    Stays,
    /// From a published holiday it moves to the first day that is none; an ordinary weekend does not move it.
    AfterHoliday,
    /// From any day of rest it moves to the next day that is worked.
    NextWorkday,
}

/// At what time of its last day a limit in days ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayEnd {
    /// At 24:00 (Civil Code of China, Article 203, second paragraph).
    #[default]
    Midnight,
    /// When the last hours of the day end, where there are any (the same paragraph; DISP 1.5 of the United Kingdom).
    CloseOfBusiness,
}

/// How days are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Counting {
    /// Which day is the first.
    pub start: StartRule,
    /// What a last day of rest does.
    pub end: EndRule,
    /// When the last day ends.
    pub day_end: DayEnd,
}

impl Unit {
    /// Tells whether whole days are counted.
    pub fn is_days(self) -> bool {
        matches!(self, Self::CalendarDays | Self::WorkingDays)
    }

    /// Tells whether only working time or working days are counted.
    pub fn is_worked(self) -> bool {
        matches!(self, Self::WorkingDays | Self::WorkingHours | Self::WorkingMinutes)
    }

    /// Returns how long one is; a day counts as 24 hours, though counting days never uses it.
    fn length(self) -> Duration {
        Duration::from_secs(match self {
            Self::CalendarDays | Self::WorkingDays => 24 * 60 * 60,
            Self::WorkingHours | Self::Hours => 60 * 60,
            Self::WorkingMinutes | Self::Minutes => 60,
        })
    }
}

/// Time that does not count, in the unit of a limit: days for one, time for the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Idle {
    days: u32,
    time: Duration,
    uncertain: bool,
}

impl Idle {
    /// Measures what a pause takes out of a limit of this unit.
    ///
    /// In days, those days count as lost that begin while the clock stands still: a pause within one day loses none.
    pub(crate) fn measure(
        opening: &Opening<'_>,
        unit: Unit,
        from: Timestamp,
        to: Timestamp,
    ) -> Self {
        let dates = (opening.local_date(from), opening.local_date(to));
        match unit {
            Unit::CalendarDays => {
                let days = dates.0.until(dates.1).map_or(0, |span| span.get_days());
                Self { days: u32::try_from(days).unwrap_or_default(), ..Self::default() }
            }
            Unit::WorkingDays => {
                let (days, known) = opening.calendar.count_working_days(dates.0, dates.1);
                Self { days, uncertain: !known, ..Self::default() }
            }
            Unit::WorkingHours | Unit::WorkingMinutes => {
                let worked = opening.working_time_between(from, to);
                Self { time: worked.time, uncertain: !worked.known, ..Self::default() }
            }
            Unit::Hours | Unit::Minutes => Self { time: elapsed(from, to), ..Self::default() },
        }
    }

    /// Returns both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            days: self.days.saturating_add(other.days),
            time: self.time.saturating_add(other.time),
            uncertain: self.uncertain || other.uncertain,
        }
    }
}

impl Limit {
    /// Returns the instant at which the limit has passed since `start`.
    ///
    /// # Errors
    ///
    /// Hours that never open, and an instant after the year 9999.
    pub fn due(
        self,
        opening: &Opening<'_>,
        counting: Counting,
        start: Timestamp,
    ) -> Result<DueInstant, TimeError> {
        self.due_after(opening, counting, start, Idle::default())
    }

    /// Returns the instant at which the limit has passed since `start`, not counting the idle time.
    pub(crate) fn due_after(
        self,
        opening: &Opening<'_>,
        counting: Counting,
        start: Timestamp,
        idle: Idle,
    ) -> Result<DueInstant, TimeError> {
        let due = if self.unit.is_days() {
            let days = self.amount.checked_add(idle.days).ok_or(TimeError::BeyondCalendar)?;
            let last = last_day(opening, self.unit, counting, opening.local_date(start), days)?;
            let at = counting.day_end.on(opening, last.date).ok_or(TimeError::BeyondCalendar)?;
            DueInstant { at, known: last.known }
        } else {
            let time = self.unit.length().saturating_mul(self.amount).saturating_add(idle.time);
            if self.unit.is_worked() {
                opening.add_working_time(start, time)?
            } else {
                DueInstant { at: later(start, time)?, known: true }
            }
        };
        Ok(DueInstant { known: due.known && !idle.uncertain, ..due })
    }
}

impl DayEnd {
    fn on(self, opening: &Opening<'_>, date: Date) -> Option<Timestamp> {
        let closing = match self {
            Self::Midnight => None,
            Self::CloseOfBusiness => opening.stretches(date).last().map(|(_, to)| *to),
        };
        closing.or_else(|| opening.instant(date, ClockTime::END))
    }
}

fn last_day(
    opening: &Opening<'_>,
    unit: Unit,
    counting: Counting,
    start: Date,
    days: u32,
) -> Result<DueDay, TimeError> {
    let calendar = opening.calendar;
    let before = match counting.start {
        StartRule::NextDay => start,
        StartRule::SameDay => start.yesterday().map_err(|_| TimeError::BeyondCalendar)?,
    };
    if unit == Unit::WorkingDays {
        return Ok(calendar.add_working_days(before, days)?);
    }
    let last = WorkCalendar::add_calendar_days(before, days)?;
    let mut due = DueDay { date: last, known: true };
    if counting.end == EndRule::Stays {
        return Ok(due);
    }
    loop {
        let day = calendar.day_kind(due.date);
        due.known &= day.known;
        let rests = match counting.end {
            EndRule::Stays => false,
            EndRule::AfterHoliday => day.kind == DayKind::Holiday,
            EndRule::NextWorkday => !day.kind.is_worked(),
        };
        if !rests {
            return Ok(due);
        }
        due.date = due.date.tomorrow().map_err(|_| TimeError::BeyondCalendar)?;
    }
}
