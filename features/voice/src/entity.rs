//! The tables of this room; only stores and migrations know them.

pub(crate) mod finished_day;
pub(crate) mod follow_up;
pub(crate) mod rating;
