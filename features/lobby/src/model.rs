//! The rules of the hall that a clerk could state: pure, without database, clock or randomness.
//!
//! - [`visit`] and [`actions`]: the life of a visit as one state machine; [`step`]: what each act leaves behind.
//! - [`counter`]: the life of a counter; [`place`]: who acts, and where.
//! - [`refusal`]: why an act is not allowed, as a sentence in both languages.
//! - [`rules`]: the rule pack `lobby/…`; [`class`]: which class a visitor belongs to.
//! - [`appointment`]: what was booked beforehand.
//! - [`checklist`]: what a branch checks before it opens and after it closes.
//! - [`triage`]: from plain words to services.
//! - [`why`]: the grounds of a call, and how they are told.
//! - [`incident`]: what stops services for a while, and what visitors may choose then.
//! - [`ahead`]: how many come first, counted without reading the line.
//! - [`what_if`]: past days once more, imagined otherwise; [`staffing`]: how many counters a day needs.
//! - [`kiosk`]: registered machines and the numbers they hold for when the network is down.
//! - [`roll`]: pre-printed numbers.
//! - [`token`], [`number`]: what stands on the ticket.

pub(crate) mod actions;
pub(crate) mod ahead;
pub(crate) mod alert;
pub(crate) mod appointment;
pub(crate) mod checklist;
pub(crate) mod class;
pub(crate) mod counter;
pub(crate) mod incident;
pub(crate) mod kiosk;
pub(crate) mod number;
pub(crate) mod place;
pub(crate) mod refusal;
pub(crate) mod roll;
pub(crate) mod rules;
pub(crate) mod staffing;
pub(crate) mod step;
pub(crate) mod token;
pub(crate) mod triage;
pub(crate) mod visit;
pub(crate) mod what_if;
pub(crate) mod why;
