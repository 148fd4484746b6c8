//! The tables of this room as SeaORM sees them.

pub(crate) mod branch;
pub(crate) mod calendar_day;
pub(crate) mod counter;
pub(crate) mod counter_service;
pub(crate) mod offering;
pub(crate) mod opening_hours;
pub(crate) mod revision;
pub(crate) mod service;
pub(crate) mod shift;
pub(crate) mod skill;
pub(crate) mod staff;
pub(crate) mod staff_skill;
