//! The rows of this room, as SeaORM reads and writes them; nothing outside `store` sees them.

#![expect(unreachable_pub, reason = "SeaORM's derives need the items of an entity to be `pub`")]

pub(crate) mod alert;
pub(crate) mod appointment;
pub(crate) mod checklist;
pub(crate) mod checklist_mark;
pub(crate) mod checklist_photo;
pub(crate) mod counter;
pub(crate) mod estimator;
pub(crate) mod guidance;
pub(crate) mod handover;
pub(crate) mod incident;
pub(crate) mod incident_choice;
pub(crate) mod kiosk;
pub(crate) mod lease;
pub(crate) mod leased_number;
pub(crate) mod letter;
pub(crate) mod open_item;
pub(crate) mod roll;
pub(crate) mod step;
pub(crate) mod visit;
