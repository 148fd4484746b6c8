//! What other rooms and the binary may use.

use app::App;

use crate::service;

pub use crate::error::VoiceError;
pub use crate::events::{
    FollowUpClosed, FollowUpFacts, FollowUpOpened, FollowUpTaken, RatingReceived,
};
pub use crate::model::follow_up::FollowUpId;
pub use crate::model::rating::RatingId;
pub use crate::permissions::{FOLLOW_UP_HANDLE, FOLLOW_UP_READ, RATING_READ};

/// Seals every personal value of this room under the key in force; returns how many rows changed.
///
/// # Errors
/// The database is away, or a value was sealed under a key that is gone.
pub async fn reseal(app: &App) -> Result<u64, VoiceError> {
    service::reseal::reseal(app).await
}
