//! What a room declares of its jobs, and how a handler says what is to follow a failure.

use kernel::{Fault, Kind};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Any error of a handler.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

kernel::id_type! {
    /// Identifies a job.
    pub struct JobId;
}

/// Work to be done after a commit; its fields are the payload: ids and numbers, never personal data.
///
/// Payloads are read by newer programs: fields are added as optional, never renamed.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name, `<room>.<order>`, such as `voice.ask_for_rating`.
    const NAME: &'static str;

    /// The queue; jobs of one queue wait for each other, those of different queues do not.
    const QUEUE: &'static str = "default";

    /// How often it is repeated after the first attempt before it has failed for good.
    const RETRIES: u32 = 5;
}

/// How a job went wrong, and what is to follow.
///
/// Any [`Fault`] becomes one by `?`: what may pass is tried again, what the caller did wrong is not.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may go well another time.
    #[error("the job is to be tried again")]
    Retry(#[source] BoxError),
    /// It will never go well.
    #[error("the job has failed")]
    Fail(#[source] BoxError),
}

impl JobError {
    /// Says that it may go well another time.
    pub fn retry(error: impl Into<BoxError>) -> Self {
        Self::Retry(error.into())
    }

    /// Says that it will never go well.
    pub fn fail(error: impl Into<BoxError>) -> Self {
        Self::Fail(error.into())
    }
}

impl<F: Fault + Send + Sync + 'static> From<F> for JobError {
    fn from(fault: F) -> Self {
        match fault.kind() {
            Kind::Conflict | Kind::TooMany | Kind::Unavailable | Kind::Internal => {
                Self::retry(fault)
            }
            Kind::Invalid | Kind::Unauthenticated | Kind::Forbidden | Kind::NotFound => {
                Self::fail(fault)
            }
        }
    }
}
