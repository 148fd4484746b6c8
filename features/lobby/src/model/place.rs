//! Who acts at a counter, and where.

use kernel::{CounterId, StaffId};
use serde::{Deserialize, Serialize};

/// A counter with the person who sits there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The counter.
    pub(crate) counter: CounterId,
    /// The person.
    pub(crate) staff: StaffId,
}

/// The hand that acts on a visit at a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hand {
    /// The person.
    pub(crate) staff: StaffId,
    /// Whether the person runs the hall and may act for an absent colleague, so that nobody stays stuck.
    pub(crate) runs_hall: bool,
}

impl Hand {
    /// Tells whether this hand may act on what happens at a place.
    pub(crate) fn reaches(self, place: Place) -> bool {
        self.runs_hall || self.staff == place.staff
    }
}

/// For whom a waiting visit is kept; everybody else passes it over while that one is on duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub(crate) enum Reserved {
    /// For a person, wherever that person sits.
    Staff(StaffId),
    /// For a counter, whoever sits there.
    Counter(CounterId),
}
