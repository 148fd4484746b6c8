//! What this room announces: ids, never the marks or words of a customer, which take the permission to see ratings.

use events::{Event, Topic};
use kernel::{BranchId, CustomerId, StaffId, Timestamp, VisitId};
use serde::{Deserialize, Serialize};

use crate::model::follow_up::FollowUpId;
use crate::model::rating::RatingId;

/// A customer rated a visit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RatingReceived {
    /// The rating.
    pub rating_id: RatingId,
    /// Of what.
    pub visit_id: VisitId,
    /// Where.
    pub branch_id: BranchId,
    /// Whose; on the timeline, not in the payload.
    #[serde(skip)]
    pub customer: Option<CustomerId>,
}

/// Somebody should ask a customer what went wrong.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FollowUpOpened(pub FollowUpFacts);

/// Somebody took a follow-up on, or over from somebody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FollowUpTaken(pub FollowUpFacts);

/// A follow-up was closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FollowUpClosed(pub FollowUpFacts);

/// How a follow-up stands after what happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FollowUpFacts {
    /// The follow-up.
    pub follow_up_id: FollowUpId,
    /// The visit that was rated low.
    pub visit_id: VisitId,
    /// Where.
    pub branch_id: BranchId,
    /// Whose; on the timeline, not in the payload.
    #[serde(skip)]
    pub customer: Option<CustomerId>,
    /// `open`, `taken` or `closed`.
    pub state: String,
    /// Until when it should be closed.
    pub due_at: Timestamp,
    /// Who has taken it on.
    pub assignee_id: Option<StaffId>,
    /// A code of the outcomes.
    pub outcome: Option<String>,
}

impl Event for RatingReceived {
    const KIND: &'static str = "rating.received";

    fn topics(&self) -> Vec<String> {
        vec![Topic::Board(self.branch_id).to_string()]
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }

    fn customer(&self) -> Option<CustomerId> {
        self.customer
    }
}

impl FollowUpFacts {
    fn topics(&self) -> Vec<String> {
        let mut topics = vec![Topic::Board(self.branch_id).to_string()];
        topics.extend(self.assignee_id.map(|staff| Topic::Me(staff).to_string()));
        topics
    }
}

/// Declares one type of event for each kind of act on a follow-up.
macro_rules! follow_up_events {
    ($($name:ident => $kind:literal;)+) => {$(
        impl Event for $name {
            const KIND: &'static str = $kind;

            fn topics(&self) -> Vec<String> {
                self.0.topics()
            }

            fn branch(&self) -> Option<BranchId> {
                Some(self.0.branch_id)
            }

            fn customer(&self) -> Option<CustomerId> {
                self.0.customer
            }
        }
    )+};
}

follow_up_events! {
    FollowUpOpened => "follow_up.opened";
    FollowUpTaken => "follow_up.taken";
    FollowUpClosed => "follow_up.closed";
}
