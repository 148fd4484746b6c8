//! The rows of this room, as SeaORM reads and writes them; nothing outside `store` sees them.

#![expect(unreachable_pub, reason = "SeaORM's derives need the items of an entity to be `pub`")]

pub(crate) mod alert;
pub(crate) mod appointment;
pub(crate) mod counter;
pub(crate) mod guidance;
pub(crate) mod service_times;
pub(crate) mod step;
pub(crate) mod visit;
