//! Working time: adding it, going back by it and measuring it, across nights, weekends, holidays and changes of the clocks.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::calendar::CalendarError;
use crate::opening::Opening;

/// How many days in a row may be closed before a place counts as never open.
const CLOSED_DAYS: usize = 400;

/// An instant reached by counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DueInstant {
    /// The instant.
    pub at: Timestamp,
    /// Whether every day that was counted over is known; otherwise count again when the list is out.
    pub known: bool,
}

/// A stretch of working time that was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Worked {
    /// How much was worked.
    pub time: Duration,
    /// Whether every day that was measured over is known.
    pub known: bool,
}

impl Worked {
    /// Returns the whole minutes.
    pub fn minutes(self) -> u64 {
        self.time.as_secs() / 60
    }
}

/// Why time could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The hours leave no day open, so that no amount of working time ever passes.
    #[error("the hours leave 400 days in a row closed")]
    NeverOpen,
    /// The instant would lie outside the years that can be reckoned with.
    #[error("the instant lies beyond the calendar")]
    BeyondCalendar,
}

impl From<CalendarError> for TimeError {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::BeyondCalendar => Self::BeyondCalendar,
        }
    }
}

/// An open stretch between two instants.
pub(crate) type Stretch = (Timestamp, Timestamp);

impl Opening<'_> {
    /// Returns the first instant at which `time` has been worked since `start`; `start` itself for no time.
    ///
    /// What ends with the day's hours ends then, and not when the doors open next.
    ///
    /// # Errors
    ///
    /// Hours that never open, and an instant after the year 9999.
    pub fn add_working_time(
        &self,
        start: Timestamp,
        time: Duration,
    ) -> Result<DueInstant, TimeError> {
        let (mut left, mut known) = (time, true);
        if left.is_zero() {
            return Ok(DueInstant { at: start, known });
        }
        let mut closed = 0;
        for date in self.local_date(start).series(Span::new().days(1)) {
            known &= self.is_day_known(date);
            closed += 1;
            for (from, to) in self.stretches(date).into_iter().filter_map(|it| cut(it, start, None))
            {
                let length = length((from, to));
                if left <= length {
                    return Ok(DueInstant { at: later(from, left)?, known });
                }
                (left, closed) = (left.saturating_sub(length), 0);
            }
            if closed > CLOSED_DAYS {
                return Err(TimeError::NeverOpen);
            }
        }
        Err(TimeError::BeyondCalendar)
    }

    /// Returns the last instant from which `time` is worked until `end`; `end` itself for no time.
    ///
    /// # Errors
    ///
    /// Hours that never open, and an instant before the years that can be reckoned with.
    pub fn subtract_working_time(
        &self,
        end: Timestamp,
        time: Duration,
    ) -> Result<DueInstant, TimeError> {
        let (mut left, mut known) = (time, true);
        if left.is_zero() {
            return Ok(DueInstant { at: end, known });
        }
        let mut closed = 0;
        for date in self.local_date(end).series(Span::new().days(-1)) {
            known &= self.is_day_known(date);
            closed += 1;
            let cut = |it| cut(it, Timestamp::MIN, Some(end));
            for (from, to) in self.stretches(date).into_iter().rev().filter_map(cut) {
                let length = length((from, to));
                if left <= length {
                    let at = to.checked_sub(left).map_err(|_| TimeError::BeyondCalendar)?;
                    return Ok(DueInstant { at, known });
                }
                (left, closed) = (left.saturating_sub(length), 0);
            }
            if closed > CLOSED_DAYS {
                return Err(TimeError::NeverOpen);
            }
        }
        Err(TimeError::BeyondCalendar)
    }

    /// Measures the working time from `start` to `end`; none when `end` is not later.
    pub fn working_time_between(&self, start: Timestamp, end: Timestamp) -> Worked {
        let mut worked = Worked { time: Duration::ZERO, known: true };
        if end <= start {
            return worked;
        }
        let last = self.local_date(end);
        let dates = self.local_date(start).series(Span::new().days(1));
        for date in dates.take_while(|date| *date <= last) {
            worked.known &= self.is_day_known(date);
            worked.time += self
                .stretches(date)
                .into_iter()
                .filter_map(|it| cut(it, start, Some(end)))
                .map(length)
                .sum::<Duration>();
        }
        worked
    }

    /// Returns the open stretches of a date as instants, in order and without overlap.
    ///
    /// Where clocks are put forward, an end that is missing on the wall lies later than a begin that is not; the time that two
    /// stretches would share belongs to the first.
    pub(crate) fn stretches(&self, date: Date) -> Vec<Stretch> {
        let mut reached = Timestamp::MIN;
        let mut stretches = Vec::new();
        for interval in self.hours_on(date).intervals {
            let ends = self.instant(date, interval.from).zip(self.instant(date, interval.to));
            let Some((from, to)) = ends else { continue };
            let from = from.max(reached);
            if from < to {
                stretches.push((from, to));
                reached = to;
            }
        }
        stretches
    }

    /// Tells whether the hours of a date are settled: by its exception, or by the published list.
    fn is_day_known(&self, date: Date) -> bool {
        let hours = self.hours_on(date);
        hours.exception.is_some() || hours.day.known
    }
}

/// Returns the instant that much later.
pub(crate) fn later(at: Timestamp, time: Duration) -> Result<Timestamp, TimeError> {
    at.checked_add(time).map_err(|_| TimeError::BeyondCalendar)
}

/// Returns the time from one instant to another; none when it is not later.
pub(crate) fn elapsed(from: Timestamp, to: Timestamp) -> Duration {
    from.duration_until(to).try_into().unwrap_or_default()
}

fn length((from, to): Stretch) -> Duration {
    elapsed(from, to)
}

/// Leaves of a stretch what lies in the window; `None` when nothing does.
fn cut((from, to): Stretch, start: Timestamp, end: Option<Timestamp>) -> Option<Stretch> {
    let from = from.max(start);
    let to = end.map_or(to, |end| to.min(end));
    (from < to).then_some((from, to))
}
