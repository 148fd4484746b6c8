//! What a job is: an order that commits with the data it belongs to.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The cause of a failed attempt.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An order for later, such as `TellCustomer`.
///
/// Its handler may run more than once and must come to the same end.
/// Old payloads must parse: fields are only ever added, and are optional.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name under which it waits, `<room>.<order>`.
    const NAME: &'static str;
    /// The queue it waits in.
    const QUEUE: &'static str = "default";
    /// How often it is tried again before it has failed.
    const RETRIES: u32 = 5;
}

/// Whether a failed attempt is worth another.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The same attempt may succeed later.
    #[error("the job could not be done now")]
    Retry(#[source] BoxError),
    /// No attempt will succeed.
    #[error("the job cannot be done")]
    Fail(#[source] BoxError),
}

impl JobError {
    /// Says that the same attempt may succeed later.
    pub fn retry(error: impl Into<BoxError>) -> Self {
        Self::Retry(error.into())
    }

    /// Says that no attempt will succeed.
    pub fn fail(error: impl Into<BoxError>) -> Self {
        Self::Fail(error.into())
    }
}
