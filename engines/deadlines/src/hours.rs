//! Opening hours by kind of day, with exceptions by date.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::DayKind;

/// A time on the wall clock to the minute, from `00:00` to `24:00`, the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(u16);

impl ClockTime {
    /// The end of the day.
    pub const END: Self = Self(24 * 60);

    /// Returns the time of that hour and minute; `None` beyond `24:00`.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let minutes = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && minutes <= Self::END.0).then_some(Self(minutes))
    }

    /// Returns the minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let refused = || HoursError::NotATime { text: text.to_owned() };
        let (hour, minute) = text.split_once(':').ok_or_else(refused)?;
        let number = |digits: &str| -> Option<u16> {
            let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain { digits.parse().ok() } else { None }
        };
        number(hour)
            .zip(number(minute))
            .and_then(|(hour, minute)| Self::new(hour, minute))
            .ok_or_else(refused)
    }
}

impl TryFrom<String> for ClockTime {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

/// A stretch of one day, from `from` up to but not including `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// When it opens.
    pub from: ClockTime,
    /// When it closes.
    pub to: ClockTime,
}

/// Other hours on one date; no interval means closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The date.
    pub date: Date,
    /// The hours of that date.
    #[serde(default)]
    pub hours: Vec<Interval>,
    /// Why, in words for those who stand before the door.
    #[serde(default)]
    pub reason: String,
}

/// Hours as they are written down, before they are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpeningRules {
    /// Hours of workdays.
    pub workday: Vec<Interval>,
    /// Hours of Saturdays and Sundays.
    pub weekend: Vec<Interval>,
    /// Hours of holidays.
    pub holiday: Vec<Interval>,
    /// Hours of make-up workdays; `None` means those of workdays.
    pub make_up_workday: Option<Vec<Interval>>,
    /// Dates that differ.
    pub exceptions: Vec<Exception>,
}

/// Hours that were checked: intervals rise and do not overlap, no date is excepted twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OpeningRules", into = "OpeningRules")]
pub struct OpeningHours {
    rules: OpeningRules,
    exceptions: BTreeMap<Date, usize>,
}

/// Why hours cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// The text is no time.
    #[error("`{text}` is not a time from 00:00 to 24:00")]
    NotATime {
        /// The text.
        text: String,
    },
    /// The interval ends when it begins.
    #[error("`{from}` to `{from}` is empty")]
    Empty {
        /// The begin and end.
        from: ClockTime,
    },
    /// The interval ends before it begins, so it would run over midnight.
    #[error("`{from}` to `{to}` runs over midnight; write it as two intervals")]
    OverMidnight {
        /// The begin.
        from: ClockTime,
        /// The end.
        to: ClockTime,
    },
    /// An interval begins before the one before it ends.
    #[error("the interval from `{from}` begins before the one before it ends")]
    Overlap {
        /// The begin of the later interval.
        from: ClockTime,
    },
    /// One date has two exceptions.
    #[error("`{date}` is excepted twice")]
    ExceptedTwice {
        /// The date.
        date: Date,
    },
}

impl OpeningHours {
    /// Checks the hours.
    ///
    /// # Errors
    ///
    /// An interval that is empty or runs over midnight, intervals of one day that overlap or are out of order, a date excepted twice.
    pub fn new(rules: OpeningRules) -> Result<Self, HoursError> {
        check(&rules.workday)?;
        check(&rules.weekend)?;
        check(&rules.holiday)?;
        check(rules.make_up_workday.as_deref().unwrap_or_default())?;
        let mut exceptions = BTreeMap::new();
        for (index, exception) in rules.exceptions.iter().enumerate() {
            check(&exception.hours)?;
            if exceptions.insert(exception.date, index).is_some() {
                return Err(HoursError::ExceptedTwice { date: exception.date });
            }
        }
        Ok(Self { rules, exceptions })
    }

    /// Returns the hours as they were written.
    pub fn rules(&self) -> &OpeningRules {
        &self.rules
    }

    /// Returns the usual hours of a kind of day.
    pub fn of_kind(&self, kind: DayKind) -> &[Interval] {
        match kind {
            DayKind::Workday => &self.rules.workday,
            DayKind::Weekend => &self.rules.weekend,
            DayKind::Holiday => &self.rules.holiday,
            DayKind::MakeUpWorkday => {
                self.rules.make_up_workday.as_ref().unwrap_or(&self.rules.workday)
            }
        }
    }

    /// Finds the exception for a date.
    pub fn find_exception(&self, date: Date) -> Option<&Exception> {
        self.exceptions.get(&date).and_then(|index| self.rules.exceptions.get(*index))
    }
}

impl TryFrom<OpeningRules> for OpeningHours {
    type Error = HoursError;

    fn try_from(rules: OpeningRules) -> Result<Self, HoursError> {
        Self::new(rules)
    }
}

impl From<OpeningHours> for OpeningRules {
    fn from(hours: OpeningHours) -> Self {
        hours.rules
    }
}

fn check(intervals: &[Interval]) -> Result<(), HoursError> {
    let mut closed_until = None;
    for Interval { from, to } in intervals.iter().copied() {
        if from == to {
            return Err(HoursError::Empty { from });
        }
        if from > to {
            return Err(HoursError::OverMidnight { from, to });
        }
        if closed_until.is_some_and(|end| from < end) {
            return Err(HoursError::Overlap { from });
        }
        closed_until = Some(to);
    }
    Ok(())
}
