//! The rows of this room, as SeaORM reads and writes them; nothing outside `store` sees them.

pub(crate) mod alert;
pub(crate) mod counter;
pub(crate) mod guidance;
pub(crate) mod service_times;
pub(crate) mod step;
pub(crate) mod visit;
