//! Types and rules that a clerk could state; pure.

pub(crate) mod branch;
pub(crate) mod calendar;
pub(crate) mod catalogue;
pub(crate) mod counter;
pub(crate) mod hours;
pub(crate) mod shift;
pub(crate) mod staff;
pub(crate) mod text;
pub(crate) mod words;
