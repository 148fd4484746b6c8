//! Working time: which days are worked, when doors are open, and when a number of working days has passed.
//!
//! A calendar is built from published years of holidays and make-up workdays.
//! A year that has not been published yet is not an error: such days follow the weekday, and every answer says whether
//! it rests on published data, so that a screen can warn instead of being silently wrong.
//!
//! ```
//! use deadlines::{DayKind, WorkCalendar, YearDays};
//! use jiff::civil::date;
//!
//! let year: YearDays = serde_json::from_str(
//!     r#"{"year": 2026, "days": [{"name": "Spring", "date": "2026-02-14", "isOffDay": false}]}"#,
//! ).unwrap();
//! let calendar = WorkCalendar::new([year]);
//! assert_eq!(calendar.day_kind(date(2026, 2, 14)).kind, DayKind::MakeUpWorkday); // a Saturday
//! let due = calendar.add_working_days(date(2026, 2, 13), 1).unwrap();
//! assert_eq!((due.date, due.known), (date(2026, 2, 14), true));
//! assert!(!calendar.day_kind(date(2031, 3, 5)).known);
//! ```
//!
//! # Map
//!
//! - `calendar`: [`WorkCalendar`], kinds of days, counting days.
//! - `hours`: [`OpeningHours`], intervals by kind of day and exceptions by date.
//! - `opening`: [`Opening`], hours on a calendar in a zone: is it open, when does it open, when does it close.
//! - `zone`: [`find_zone`], time zones from the bundled database.
//!
//! # Invariants
//!
//! - No I/O and no clock: instants and years come in as arguments. The time-zone database is compiled in, never read from the system.
//! - An interval lies within one day; what runs over midnight is refused and has to be written as two.
//! - Every answer that depends on a published year says whether that year was known.

mod calendar;
mod hours;
mod opening;
mod zone;

pub use calendar::{CalendarError, Day, DayKind, DayKindAnswer, DueDay, WorkCalendar, YearDays};
pub use hours::{ClockTime, Exception, HoursError, Interval, OpeningHours, OpeningRules};
pub use opening::{DayHours, Opening};
pub use zone::find_zone;
