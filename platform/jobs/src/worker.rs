//! Claims jobs and runs them.
//!
//! ```text
//! queued ──claim──▶ running ──▶ done
//!    ▲                 │  └───▶ failed      the handler says so, or the last attempt went wrong
//!    └──── again ──────┘                    after a wait, or when the node that ran it was lost
//! ```
//!
//! Each queue has its own loop, so that slow jobs of one do not hold up another.
//! A claim lasts for a lease, which is prolonged while the job runs.

use std::collections::HashSet;
use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use access::Ctx;
use db::DbError;
use futures::FutureExt as _;
use kernel::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::entity::job::Model;
use crate::schedules;
use crate::store::{self, Claim, Ending};
use crate::{JobError, Jobs, Registry};

/// A text longer than this is no help to an administrator.
const LONGEST_ERROR: usize = 2_000;

/// Runs the jobs and the periodic work of this node; `C` is what handlers get to work with.
#[derive(Debug)]
pub struct Worker<C>(Arc<Inner<C>>);

#[derive(Debug)]
pub(crate) struct Inner<C> {
    pub(crate) jobs: Jobs,
    pub(crate) context: C,
    pub(crate) registry: Registry<C>,
    pub(crate) owner: String,
    running: Mutex<HashSet<Uuid>>,
}

impl<C: Clone + Send + Sync + 'static> Worker<C> {
    /// Prepares a worker with the handlers of all rooms.
    pub fn new(jobs: Jobs, context: C, registry: Registry<C>) -> Self {
        let owner: Uuid = jobs.ids().next(jobs.clock().now());
        let registry = schedules::with_pruning(&jobs, registry);
        let running = Mutex::default();
        Self(Arc::new(Inner { jobs, context, registry, owner: owner.to_string(), running }))
    }

    /// Runs until `stop`, then lets what runs come to its end, up to a limit, and gives back the rest.
    ///
    /// Dropping it instead is like a crash.
    pub async fn run(self, stop: CancellationToken) {
        let inner = self.0;
        let ended = CancellationToken::new();
        let queues = inner.registry.queues().into_iter().map(|queue| inner.serve(queue, &stop));
        let working = async {
            tokio::join!(futures::future::join_all(queues), schedules::run(&inner, &stop));
            ended.cancel();
        };
        tokio::join!(working, inner.keep(&ended));
        if let Err(error) = inner.give_back().await {
            tracing::warn!(error = &error as &dyn Error, "could not give unfinished jobs back");
        }
    }
}

impl<C: Clone + Send + Sync + 'static> Inner<C> {
    /// Claims and runs the jobs of one queue.
    async fn serve(self: &Arc<Self>, queue: &'static str, stop: &CancellationToken) {
        let names = self.registry.names_of(queue);
        let most = self.jobs.config().concurrency.max(1);
        let mut wakes = self.jobs.wakes();
        let mut running = JoinSet::new();
        while !stop.is_cancelled() {
            wakes.borrow_and_update();
            while running.try_join_next().is_some() {}
            let free = most - running.len();
            match self.claim(queue, &names, free).await {
                Ok(jobs) => jobs.into_iter().for_each(|job| {
                    running.spawn(Arc::clone(self).attempt(job));
                }),
                Err(error) => {
                    tracing::warn!(error = &error as &dyn Error, queue, "could not claim jobs");
                }
            }
            tokio::select! {
                () = stop.cancelled() => (),
                Some(_) = running.join_next() => (),
                _ = wakes.changed(), if running.len() < most => (),
                () = tokio::time::sleep(self.jobs.config().poll()) => (),
            }
        }
        let rest = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(self.jobs.config().drain(), rest).await.is_err() {
            tracing::warn!(
                queue,
                jobs = running.len(),
                "jobs took too long to end and were cut off"
            );
            running.shutdown().await;
        }
    }

    async fn claim(
        &self,
        queue: &str,
        names: &[&'static str],
        most: usize,
    ) -> Result<Vec<Model>, DbError> {
        let (db, claim) = (self.jobs.db(), self.lease());
        if most == 0 || !store::any_due(db.reader(), queue, names, claim.now).await? {
            return Ok(Vec::new());
        }
        let tx = db.begin_write().await?;
        let jobs = store::claim(&tx, queue, names, most, claim).await?;
        // Before the commit: from then on the lease counts, and somebody has to prolong it.
        self.running().extend(jobs.iter().map(|job| job.id));
        let committed = tx.commit().await;
        if committed.is_err() {
            self.running().retain(|id| jobs.iter().all(|job| job.id != *id));
        }
        committed.map(|()| jobs)
    }

    fn lease(&self) -> Claim<'_> {
        let now = self.jobs.clock().now();
        Claim { owner: &self.owner, now, until: now + self.jobs.config().lease() }
    }

    /// Runs one job and writes down how it went.
    async fn attempt(self: Arc<Self>, job: Model) {
        let begun = Instant::now();
        let outcome = self.call(&job).await;
        let ending = self.ending(&job, &outcome);
        report(&job, &ending, begun.elapsed());
        let noted = self.note(&job, &ending).await;
        self.running().remove(&job.id);
        match noted {
            Ok(true) => (),
            Ok(false) => {
                tracing::warn!(job.id = %job.id, job.name = job.name, "a job took longer than its lease");
            }
            Err(error) => {
                // It stays as running and comes back after its lease.
                let error = &error as &dyn Error;
                tracing::error!(error, job.id = %job.id, job.name = job.name, "could not note how a job ended");
            }
        }
    }

    async fn call(&self, job: &Model) -> Result<(), JobError> {
        let Some(entry) = self.registry.find(&job.name) else {
            return Err(JobError::retry("nobody does this kind of job"));
        };
        let now = self.jobs.clock().now();
        let name = self.registry.names().find(|name| *name == job.name).unwrap_or("job");
        let mut ctx = Ctx::system(name, now, self.jobs.ids().clone());
        ctx.trace = job.trace.as_str().into();
        let run = async { (entry.run)(self.context.clone(), ctx, &job.payload).await };
        AssertUnwindSafe(run).catch_unwind().await.unwrap_or_else(|_| Err(panicked()))
    }

    fn ending(&self, job: &Model, outcome: &Result<(), JobError>) -> Ending {
        match outcome {
            Ok(()) => Ending::Done,
            Err(JobError::Retry(error)) if job.attempts < job.max_attempts => {
                let wait = self.jobs.config().retry(job.attempts, job.id);
                Ending::Again(self.jobs.clock().now() + wait, chain(error.as_ref()))
            }
            Err(JobError::Retry(error) | JobError::Fail(error)) => {
                Ending::Failed(chain(error.as_ref()))
            }
        }
    }

    async fn note(&self, job: &Model, ending: &Ending) -> Result<bool, DbError> {
        let tx = self.jobs.db().begin_write().await?;
        let mine = store::finish(&tx, job, ending, self.jobs.clock().now()).await?;
        tx.commit().await?;
        Ok(mine)
    }

    /// Prolongs the leases of what runs here and brings back what other nodes lost, until everything has ended.
    async fn keep(&self, ended: &CancellationToken) {
        let mut prolonged = self.jobs.clock().now();
        while !ended.is_cancelled() {
            if let Err(error) = self.keep_once(&mut prolonged).await {
                tracing::warn!(
                    error = &error as &dyn Error,
                    "could not look after the leases of jobs"
                );
            }
            ended.run_until_cancelled(tokio::time::sleep(self.jobs.config().poll())).await;
        }
    }

    async fn keep_once(&self, prolonged: &mut Timestamp) -> Result<(), DbError> {
        let (db, claim) = (self.jobs.db(), self.lease());
        if claim.now.since(*prolonged) >= self.jobs.config().lease() / 3 {
            let ids: Vec<Uuid> = self.running().iter().copied().collect();
            if !ids.is_empty() {
                let tx = db.begin_write().await?;
                store::prolong(&tx, ids, claim).await?;
                tx.commit().await?;
            }
            *prolonged = claim.now;
        }
        if store::any_lost(db.reader(), claim.now).await? {
            let tx = db.begin_write().await?;
            let failed = store::fail_lost(&tx, claim.now).await?;
            let returned = store::requeue_lost(&tx, claim.now).await?;
            tx.commit().await?;
            tracing::warn!(
                jobs.failed = failed,
                jobs.returned = returned,
                "brought back jobs of a lost node"
            );
            self.jobs.wake();
        }
        Ok(())
    }

    async fn give_back(&self) -> Result<(), DbError> {
        let tx = self.jobs.db().begin_write().await?;
        store::give_back(&tx, &self.owner, self.jobs.clock().now()).await?;
        tx.commit().await
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashSet<Uuid>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn report(job: &Model, ending: &Ending, took: Duration) {
    let (word, error) = match ending {
        Ending::Done => ("done", None),
        Ending::Again(_, error) => ("again", Some(error)),
        Ending::Failed(error) => ("failed", Some(error)),
    };
    let name = &job.name;
    metrics::counter!("shouwen_jobs_ended_total", "job" => name.clone(), "ending" => word)
        .increment(1);
    metrics::histogram!("shouwen_jobs_seconds", "job" => name.clone()).record(took.as_secs_f64());
    if let Some(error) = error {
        tracing::warn!(
            job.id = %job.id,
            job.name = name,
            job.attempts = job.attempts,
            trace = job.trace,
            ending = word,
            error,
            "a job went wrong"
        );
    }
}

pub(crate) fn panicked() -> JobError {
    JobError::retry("the handler panicked")
}

/// Joins the texts of an error and its sources.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text.chars().take(LONGEST_ERROR).collect()
}
