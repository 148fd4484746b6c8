//! The rules of this room that a clerk could state: pure, without database, clock or randomness.
//!
//! - [`rating`]: what a customer says of a visit, and the rules of the pack about it.
//! - [`follow_up`]: what is done about a low rating: open, taken, closed.
//! - [`outcome`]: how a follow-up ends.
//! - [`figures`]: counts and shares over many ratings.
//! - [`words`]: what customers and staff write, and what of it is shown.

pub(crate) mod figures;
pub(crate) mod follow_up;
pub(crate) mod outcome;
pub(crate) mod rating;
pub(crate) mod words;
