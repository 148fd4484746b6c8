//! Use cases: authorise, begin, load, decide, save, announce.
//!
//! - [`tickets`]: what a visitor does: take a number, look, postpone, leave, ask for a person.
//! - [`public`]: what hall screen and kiosk show. [`needs`]: from words to services.
//! - [`appointments`]: what is booked beforehand: booking, moving, checking in, reminders, no-shows.
//! - [`counters`]: sitting down and leaving. [`calling`]: who is next. [`acts`]: everything else done with a visit.
//! - [`desk`], [`board`], [`visits`]: what staff see. [`alerts`]: raising and taking up.
//! - [`hall`]: what this room asks of the organisation. [`duty`]: who is on duty and who is expected. [`foresight`]: what will be too late. [`dispatch`], [`estimate`], [`learn`]: the bridge to the queueing engine.
//! - [`keep`]: writes what an act did. [`record`]: a visit with everything that a view shows.
//! - [`incidents`]: what cannot be done for a while. [`what_if`]: past days imagined otherwise; [`staffing`]: what a day needs; [`past_for_demo`]: days to rest them on.
//! - [`kiosks`]: registered machines, the numbers they hold, and what they issued while the network was down.
//! - [`rolls`]: pre-printed numbers.
//! - [`opening`]: whether a branch may give out its first number. [`checklists`]: lists as they stand. [`ticking`],
//!   [`photos`]: what is done with their items. [`open_items`]: problems that are carried on. [`handovers`]: notes to the next shift.
//! - [`watch`]: what has to happen by itself; [`crowd`]: alerts about a whole line; [`settle`]: alerts that are over.

pub(crate) mod acts;
pub(crate) mod alerts;
pub(crate) mod appointments;
pub(crate) mod board;
pub(crate) mod calling;
pub(crate) mod checklists;
pub(crate) mod counters;
pub(crate) mod crowd;
pub(crate) mod desk;
pub(crate) mod dispatch;
pub(crate) mod duty;
pub(crate) mod estimate;
pub(crate) mod foresight;
pub(crate) mod hall;
pub(crate) mod handovers;
pub(crate) mod incidents;
pub(crate) mod keep;
pub(crate) mod kiosks;
pub(crate) mod learn;
pub(crate) mod needs;
pub(crate) mod open_items;
pub(crate) mod opening;
pub(crate) mod past_for_demo;
pub(crate) mod photos;
pub(crate) mod public;
pub(crate) mod record;
pub(crate) mod rolls;
pub(crate) mod settle;
pub(crate) mod staffing;
pub(crate) mod tickets;
pub(crate) mod ticking;
pub(crate) mod visits;
pub(crate) mod watch;
pub(crate) mod what_if;
