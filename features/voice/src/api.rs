//! What other rooms and the binary may use.

pub use crate::error::VoiceError;
pub use crate::events::{
    FollowUpClosed, FollowUpFacts, FollowUpOpened, FollowUpTaken, RatingReceived,
};
pub use crate::model::follow_up::FollowUpId;
pub use crate::model::rating::RatingId;
pub use crate::permissions::{FOLLOW_UP_HANDLE, FOLLOW_UP_READ, RATING_READ};
