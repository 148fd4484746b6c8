//! The handle through which services enqueue jobs.

use std::sync::Arc;

use access::Ctx;
use db::{Db, DbError, WriteTx};
use kernel::{Clock, Ids, Timestamp};
use sea_orm::{DbErr, Set};
use tokio::sync::watch;

use crate::entity::job;
use crate::{Job, JobId, JobsConfig, store};

/// Enqueues jobs; cheap to clone.
#[derive(Clone, Debug)]
pub struct Jobs(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    ids: Ids,
    config: JobsConfig,
    wake: watch::Sender<()>,
}

impl Jobs {
    /// Prepares jobs on this database; nothing is run before a [`crate::Worker`] is.
    pub fn new(db: Db, clock: Clock, ids: Ids, config: JobsConfig) -> Self {
        let (wake, _) = watch::channel(());
        Self(Arc::new(Inner { db, clock, ids, config, wake }))
    }

    /// Writes a job into the transaction of its cause, to be run as soon as that is committed.
    ///
    /// # Errors
    /// The database is locked, full or away, or the job cannot be written as JSON.
    pub async fn enqueue<J: Job>(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        job: &J,
    ) -> Result<JobId, DbError> {
        self.enqueue_at(tx, ctx, job, ctx.now()).await
    }

    /// As [`Jobs::enqueue`], to be run not before an instant.
    ///
    /// # Errors
    /// As [`Jobs::enqueue`].
    pub async fn enqueue_at<J: Job>(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        job: &J,
        at: Timestamp,
    ) -> Result<JobId, DbError> {
        let payload = serde_json::to_string(job).map_err(|error| DbErr::Json(error.to_string()))?;
        let id: JobId = ctx.id();
        let row = job::ActiveModel {
            id: Set(id.uuid()),
            queue: Set(J::QUEUE.to_owned()),
            name: Set(J::NAME.to_owned()),
            payload: Set(payload),
            run_at: Set(at.micros()),
            attempts: Set(0),
            max_attempts: Set(i32::try_from(J::RETRIES).unwrap_or(i32::MAX).saturating_add(1)),
            state: Set("queued".to_owned()),
            lease_until: Set(None),
            lease_owner: Set(None),
            last_error: Set(None),
            created_at: Set(ctx.now().micros()),
            finished_at: Set(None),
            trace: Set(ctx.trace.as_ref().to_owned()),
        };
        store::insert(tx, row).await?;
        self.wake_after(tx);
        Ok(id)
    }

    /// Makes periodic work due as soon as the transaction is committed, on whichever node comes first.
    ///
    /// A signal during a round makes another round follow it.
    /// Returns whether there is periodic work of that name.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn signal(&self, tx: &WriteTx, ctx: &Ctx, name: &str) -> Result<bool, DbError> {
        let known = store::schedules::signal(tx, name, ctx.now()).await?;
        self.wake_after(tx);
        Ok(known)
    }

    /// Has the workers of this process look for work now.
    pub fn wake(&self) {
        self.0.wake.send_replace(());
    }

    fn wake_after(&self, tx: &WriteTx) {
        let wake = self.0.wake.clone();
        tx.after_commit(move || {
            wake.send_replace(());
        });
    }

    pub(crate) fn wakes(&self) -> watch::Receiver<()> {
        self.0.wake.subscribe()
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn ids(&self) -> &Ids {
        &self.0.ids
    }

    pub(crate) fn config(&self) -> &JobsConfig {
        &self.0.config
    }
}
