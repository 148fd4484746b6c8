//! A hall on paper: the same dispatch as in a branch, over arrivals that are given or drawn.
//!
//! What happens is decided by [`choose`] and by nothing else, so two policies can be compared over the same customers
//! with the same service times and the same patience.
//! The only chance is in what is given; whoever draws it uses [`Chance`], which repeats itself for the same seed.
//!
//! [`choose`]: crate::choose

mod band;
mod chance;
mod disciplines;
mod log;
mod run;
mod scenario;
mod waits;

pub use band::Band;
pub use chance::Chance;
pub use disciplines::{first_come_first_served, strict_priority};
pub use log::{Event, Happening, Log};
pub use run::simulate;
pub(crate) use scenario::Views;
pub use scenario::{Arrival, Desk, Scenario, Shift};
pub use waits::{ALL, ClassWaits, waits_by_class};
