//! Periodic work: reconcilers, each run by one node at a time.
//!
//! A round holds a lease, which is renewed while it lasts; a node that lost it stops its round.

use std::collections::HashSet;
use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use access::Ctx;
use db::DbError;
use db::lease::Lease;
use futures::FutureExt as _;
use kernel::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::entity::schedule::Model;
use crate::registry::Schedule;
use crate::store::{self, schedules as rows};
use crate::worker::{Inner, chain, panicked};
use crate::{JobError, Jobs, Registry};

/// The reconciler that removes old jobs.
const PRUNING: &str = "jobs.prune";

/// How many jobs are removed in one transaction.
const MOST_PRUNED: i64 = 500;

/// Adds the reconciler of this crate.
pub(crate) fn with_pruning<C: 'static>(jobs: &Jobs, registry: Registry<C>) -> Registry<C> {
    let jobs = jobs.clone();
    registry.every(PRUNING, Duration::from_hours(1), move |_, _| {
        let jobs = jobs.clone();
        async move { Ok(prune(&jobs).await?) }
    })
}

async fn prune(jobs: &Jobs) -> Result<(), DbError> {
    let config = jobs.config();
    for (state, days) in [("done", config.keep_done_days), ("failed", config.keep_failed_days)] {
        let before = jobs.clock().now() - Duration::from_hours(24 * u64::from(days));
        loop {
            let tx = jobs.db().begin_write().await?;
            let removed = store::prune(&tx, state, before, MOST_PRUNED).await?;
            tx.commit().await?;
            if removed < MOST_PRUNED.unsigned_abs() {
                break;
            }
        }
    }
    Ok(())
}

/// Runs what is due until `stop`, then lets what runs come to its end, up to a limit.
pub(crate) async fn run<C: Clone + Send + Sync + 'static>(
    inner: &Arc<Inner<C>>,
    stop: &CancellationToken,
) {
    let mut wakes = inner.jobs.wakes();
    let mut running = JoinSet::new();
    let mut names = HashSet::new();
    let mut prepared = false;
    while !stop.is_cancelled() {
        wakes.borrow_and_update();
        for name in look(inner, &mut prepared).await {
            if names.insert(name) {
                running.spawn(Arc::clone(inner).round(name));
            }
        }
        tokio::select! {
            () = stop.cancelled() => (),
            Some(ended) = running.join_next() => match ended {
                Ok(name) => {
                    names.remove(name);
                }
                // A round catches the panic of its handler; only a defect of this module comes here.
                Err(error) => tracing::error!(error = &error as &dyn Error, "a round was lost"),
            },
            _ = wakes.changed() => (),
            () = tokio::time::sleep(inner.jobs.config().poll()) => (),
        }
    }
    let rest = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(inner.jobs.config().drain(), rest).await.is_err() {
        running.shutdown().await;
    }
}

/// Returns what is due; nothing when the database cannot be asked.
async fn look<C: Clone + Send + Sync + 'static>(
    inner: &Inner<C>,
    prepared: &mut bool,
) -> Vec<&'static str> {
    let asked = async {
        if !*prepared {
            prepare(inner).await?;
            *prepared = true;
        }
        rows::list_due(inner.jobs.db().reader(), inner.jobs.clock().now()).await
    };
    match asked.await {
        Ok(due) => due
            .iter()
            .filter_map(|name| inner.registry.find_schedule(name))
            .map(|(name, _)| name)
            .collect(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn Error, "could not look for periodic work");
            Vec::new()
        }
    }
}

/// Makes the rows of new periodic work and shortens waits that belong to a longer period.
async fn prepare<C: Clone + Send + Sync + 'static>(inner: &Inner<C>) -> Result<(), DbError> {
    let now = inner.jobs.clock().now();
    for (name, every) in inner.registry.schedules() {
        let tx = inner.jobs.db().begin_write().await?;
        rows::insert(&tx, name, now).await?;
        rows::hasten(&tx, name, now + every).await?;
        tx.commit().await?;
    }
    Ok(())
}

impl<C: Clone + Send + Sync + 'static> Inner<C> {
    /// Does one round, if no other node does.
    async fn round(self: Arc<Self>, name: &'static str) -> &'static str {
        if let Some((_, schedule)) = self.registry.find_schedule(name) {
            let lease =
                Lease::new(&format!("jobs:{name}"), &self.owner, self.jobs.config().lease());
            if let Err(error) = self.try_round(name, schedule, &lease).await {
                let error = &error as &dyn Error;
                tracing::warn!(error, schedule = name, "periodic work was interrupted");
            }
        }
        name
    }

    async fn try_round(
        &self,
        name: &'static str,
        schedule: &Schedule<C>,
        lease: &Lease,
    ) -> Result<(), DbError> {
        let Some(row) = self.begin_round(name, lease).await? else { return Ok(()) };
        let now = self.jobs.clock().now();
        let ctx = Ctx::system(name, now, self.jobs.ids().clone());
        let work = async { (schedule.reconcile)(self.context.clone(), ctx).await };
        let work = AssertUnwindSafe(work).catch_unwind();
        let outcome = tokio::select! {
            outcome = work => outcome.unwrap_or_else(|_| Err(panicked())),
            lost = self.renew(lease, now) => return lost,
        };
        self.end_round(&row, schedule.every, outcome, lease).await
    }

    async fn begin_round(&self, name: &str, lease: &Lease) -> Result<Option<Model>, DbError> {
        let tx = self.jobs.db().begin_write().await?;
        let now = self.jobs.clock().now();
        if !lease.hold(&tx, now).await? {
            return Ok(None);
        }
        let row = rows::start(&tx, name, now).await?;
        if row.is_none() {
            lease.release(&tx).await?;
        }
        tx.commit().await?;
        Ok(row)
    }

    /// Renews the lease until it is lost.
    async fn renew(&self, lease: &Lease, mut renewed: Timestamp) -> Result<(), DbError> {
        loop {
            tokio::time::sleep(self.jobs.config().poll()).await;
            let now = self.jobs.clock().now();
            if now.since(renewed) < self.jobs.config().lease() / 3 {
                continue;
            }
            let tx = self.jobs.db().begin_write().await?;
            if !lease.hold(&tx, now).await? {
                return Ok(());
            }
            tx.commit().await?;
            renewed = now;
        }
    }

    async fn end_round(
        &self,
        row: &Model,
        every: Duration,
        outcome: Result<(), JobError>,
        lease: &Lease,
    ) -> Result<(), DbError> {
        let now = self.jobs.clock().now();
        let (error, wait) = match outcome {
            Ok(()) => (None, every),
            Err(JobError::Retry(error) | JobError::Fail(error)) => {
                let error = chain(error.as_ref());
                tracing::warn!(schedule = row.name, error, "periodic work went wrong");
                let wait = self.jobs.config().retry(row.failures + 1, uuid::Uuid::nil());
                (Some(error), every.min(wait))
            }
        };
        let word = if error.is_some() { "failed" } else { "done" };
        metrics::counter!("shouwen_schedules_ended_total", "schedule" => row.name.clone(), "ending" => word)
            .increment(1);
        let tx = self.jobs.db().begin_write().await?;
        if lease.hold(&tx, now).await? {
            rows::finish(&tx, row, error, now + wait, now).await?;
            lease.release(&tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
