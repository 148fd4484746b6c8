//! What a customer says of a visit.

use std::time::Duration;

use kernel::{BranchId, CustomerId, ServiceId, StaffId, Timestamp, VisitId};
use serde::Deserialize;
use vault::Secret;

kernel::id_type! {
    /// Identifies a rating 评价.
    pub struct RatingId;
}

/// What this room reads of the rule pack of the lobby.
#[derive(Debug, Deserialize)]
pub(crate) struct LobbyPack {
    /// The rules about ratings.
    pub(crate) rating: RatingRules,
}

/// The rules about ratings.
#[derive(Debug, Deserialize)]
pub(crate) struct RatingRules {
    follow_up_at_or_below: u8,
    follow_up_due_s: u32,
}

/// The visit that was rated.
#[derive(Clone, Debug)]
pub(crate) struct RatedVisit {
    /// The visit.
    pub(crate) id: VisitId,
    /// The number on the slip.
    pub(crate) number: String,
    /// Where.
    pub(crate) branch: BranchId,
    /// What was wanted.
    pub(crate) service: Option<ServiceId>,
    /// Who served.
    pub(crate) staff: Option<StaffId>,
    /// Who was served, when the visitor was recognised.
    pub(crate) customer: Option<CustomerId>,
}

/// What a customer says of a visit.
#[derive(Clone, Debug)]
pub(crate) struct Rating {
    /// The id.
    pub(crate) id: RatingId,
    /// Of what.
    pub(crate) visit: RatedVisit,
    /// How satisfied, 1 to 5.
    pub(crate) satisfaction: u8,
    /// How easy it was, 1 to 5.
    pub(crate) effort: Option<u8>,
    /// How likely the customer recommends the bank, 0 to 10.
    pub(crate) recommend: Option<u8>,
    /// In the customer's words.
    pub(crate) comment: Option<Secret<String>>,
    /// When.
    pub(crate) at: Timestamp,
}

impl RatingRules {
    /// Says whether somebody should ask the customer what went wrong.
    pub(crate) const fn is_low(&self, satisfaction: u8) -> bool {
        satisfaction <= self.follow_up_at_or_below
    }

    /// Returns until when that should be done.
    pub(crate) fn due(&self, now: Timestamp) -> Timestamp {
        now + Duration::from_secs(u64::from(self.follow_up_due_s))
    }
}
