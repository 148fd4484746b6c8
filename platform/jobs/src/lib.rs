//! Work for later, kept in the same database as what it belongs to.

pub mod job;
pub mod registry;

use access::Ctx;
use db::{Db, DbError, WriteTx};
use kernel::{Clock, Ids, Timestamp};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

pub use job::{BoxError, Job, JobError};
pub use registry::Registry;

/// Settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JobsConfig {}

/// The queue.
#[derive(Clone, Debug)]
pub struct Jobs;

impl Jobs {
    /// Placeholder until the queue lands.
    pub fn new(_: Db, _: Clock, _: Ids, _: JobsConfig) -> Self {
        Self
    }

    /// Placeholder until the queue lands.
    pub async fn enqueue<J: Job>(&self, _: &WriteTx, _: &Ctx, _: &J) -> Result<(), DbError> {
        Ok(())
    }

    /// Placeholder until the queue lands.
    pub async fn enqueue_at<J: Job>(&self, _: &WriteTx, _: &Ctx, _: &J, _: Timestamp) -> Result<(), DbError> {
        Ok(())
    }
}

/// The worker.
#[derive(Debug)]
pub struct Worker<C>(Registry<C>);

impl<C: Clone + Send + Sync + 'static> Worker<C> {
    /// Placeholder until the queue lands.
    pub fn new(_: Jobs, _: C, registry: Registry<C>) -> Self {
        Self(registry)
    }

    /// Placeholder until the queue lands.
    pub async fn run(self, stop: CancellationToken) {
        stop.cancelled().await;
    }
}

/// Placeholder until the queue lands.
pub fn migrations() -> db::migrate::Migrations {
    Vec::new()
}
