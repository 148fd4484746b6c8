//! Working time: which days are worked, when doors are open, when a limit has passed, and how a clock or a promise stands.
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
//! A clock is data: what it counts, from which version of its rule, what may pause it, how often it may be extended.
//!
//! ```
//! use deadlines::{Clock, ClockRule, ClockState, Opening, OpeningHours, WorkCalendar, find_zone};
//!
//! let rule: ClockRule = serde_json::from_str(
//!     r#"{
//!         "id": "reply", "from": "2020-03-01", "limit": { "amount": 15, "unit": "calendar_days" },
//!         "warnings": [50, 80], "escalation": 100, "pauses": ["waits for the customer"],
//!         "extensions": [{ "up_to": 15, "notice": true }]
//!     }"#,
//! ).unwrap();
//! let calendar = WorkCalendar::default();
//! let hours = OpeningHours::default();
//! let zone = find_zone("Asia/Shanghai").unwrap();
//! let opening = Opening { calendar: &calendar, hours: &hours, zone: &zone };
//! let received = "2026-09-25T10:00+08:00".parse().unwrap();
//! let mut clock = Clock::start(rule, received, &opening).unwrap();
//! // The day of receipt does not count, and the last day counts to its end.
//! assert_eq!(clock.due().at, "2026-10-11T00:00+08:00".parse().unwrap());
//! clock.meet("2026-10-10T16:00+08:00".parse().unwrap(), &opening).unwrap();
//! assert_eq!(clock.state("2026-10-12T00:00+08:00".parse().unwrap()), ClockState::Met);
//! ```
//!
//! # Map
//!
//! - `calendar`: [`WorkCalendar`], kinds of days, counting days.
//! - `hours`: [`OpeningHours`], intervals by kind of day and exceptions by date.
//! - `opening`: [`Opening`], hours on a calendar in a zone: is it open, when does it open, when does it close.
//! - `working`: adding, going back by and measuring working time on an [`Opening`].
//! - `limit`: [`Limit`], so many of a [`Unit`], and [`Counting`], which day is the first and where the last one ends.
//! - `rule`: [`ClockRule`], a clock as data, and [`ClockVersions`], its versions by date.
//! - `clock`: [`Clock`], one that runs; `signal`: when it warns and is escalated; `recount`: counting anew on a later calendar.
//! - `promise`: [`Promise`], what was promised by when.
//! - `zone`: [`find_zone`], time zones from the bundled database.
//!
//! # Invariants
//!
//! - No I/O and no clock: instants and years come in as arguments. The time-zone database is compiled in, never read from the system.
//! - An interval lies within one day; what runs over midnight is refused and has to be written as two.
//! - Every answer that depends on a published year says whether that year was known.
//! - A due instant moves earlier only by an act of a person: [`Clock::change_limit`] or [`Clock::accept_earlier`].
//! - A clock keeps the version of its rule that it was started by, and its pauses as instants.

mod calendar;
mod clock;
mod hours;
mod limit;
mod opening;
mod promise;
mod recount;
mod rule;
mod signal;
mod working;
mod zone;

pub use calendar::{CalendarError, Day, DayKind, DayKindAnswer, DueDay, WorkCalendar, YearDays};
pub use clock::{Clock, ClockError, ClockState, Grant, Granted, Moved, Pause};
pub use hours::{ClockTime, Exception, HoursError, Interval, OpeningHours, OpeningRules};
pub use limit::{Counting, DayEnd, EndRule, Limit, StartRule, Unit};
pub use opening::{DayHours, Opening};
pub use promise::{Promise, PromiseError, PromiseMove, PromiseState};
pub use recount::Recount;
pub use rule::{ClockRule, ClockVersions, Extension, RuleError};
pub use signal::Signal;
pub use working::{DueInstant, TimeError, Worked};
pub use zone::find_zone;
