//! What every other crate stands on: ids, instants, money, languages, pages and faults.
//!
//! This crate does no I/O and knows no room.
//! Whoever needs the time asks a [`Clock`], whoever needs an id asks [`Ids`]; both can be fixed in tests.
//!
//! ```
//! use kernel::{Clock, Ids, Timestamp, VisitId};
//!
//! let clock = Clock::manual("2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap());
//! let ids = Ids::seeded(7);
//! let visit: VisitId = ids.next(clock.now());
//! assert_eq!(visit.to_string().len(), 36);
//! ```
//!
//! # Map
//! - [`time`]: [`Timestamp`] and [`Clock`].
//! - [`id`]: [`Ids`], the [`id_type!`] macro and the ids that several rooms share.
//! - [`fault`]: [`Kind`] and [`Fault`], what every error that may reach a caller implements.
//! - [`locale`], [`money`], [`page`]: the small values.

pub mod fault;
pub mod id;
pub mod locale;
pub mod money;
pub mod page;
pub mod time;

pub use fault::{Fault, FieldFault, Kind};
pub use id::{BranchId, CounterId, CustomerId, Id, Ids, ServiceId, StaffId, VisitId};
pub use locale::Locale;
pub use money::Money;
pub use page::{Page, PageRequest};
pub use time::{Clock, Timestamp};

#[doc(hidden)]
pub mod reexport {
    pub use serde;
    pub use utoipa;
    pub use uuid;
}
