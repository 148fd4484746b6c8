//! One node or several on a database of their own.

use std::time::Duration;

use access::Ctx;
use db::{Db, TestDatabase};
use jobs::{Job, JobError, JobId, Jobs, JobsConfig, Registry, Worker};
use kernel::{Clock, Ids, Locale, Timestamp};
use sea_orm::{ConnectionTrait as _, Statement};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Work that these tests give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Post {
    pub(crate) number: i64,
}

impl Job for Post {
    const NAME: &'static str = "test.post";
    const RETRIES: u32 = 2;
}

/// What handlers of these tests work with: a place to report to.
pub(crate) type Desk = mpsc::UnboundedSender<i64>;

pub(crate) struct House {
    pub(crate) test: TestDatabase,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) config: JobsConfig,
}

impl House {
    pub(crate) async fn build() -> Self {
        let migrations = db::lease::migrations().into_iter().chain(jobs::migrations());
        let test = TestDatabase::create(&migrations.collect::<Vec<_>>()).await.unwrap();
        let clock = Clock::manual("2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap());
        let config = JobsConfig { poll_ms: 10, ..JobsConfig::default() };
        Self { test, clock, ids: Ids::seeded(1), config }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.test.db
    }

    /// Returns what one process holds in memory.
    pub(crate) fn node(&self) -> Jobs {
        Jobs::new(self.db().clone(), self.clock.clone(), self.ids.clone(), self.config.clone())
    }

    pub(crate) fn ctx(&self) -> Ctx {
        let mut ctx = Ctx::nobody(self.clock.now(), self.ids.clone(), Locale::ZhCn);
        ctx.trace = "cause".into();
        ctx
    }

    /// Enqueues one job in a transaction of its own.
    pub(crate) async fn post(&self, jobs: &Jobs, number: i64) -> JobId {
        let tx = self.db().begin_write().await.unwrap();
        let id = jobs.enqueue(&tx, &self.ctx(), &Post { number }).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Asks the database for one number.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.db().backend().into(), sql);
        let row = self.db().reader().query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// Waits until so many jobs are in a state.
    pub(crate) async fn until(&self, state: &str, wanted: i64) {
        let sql = format!("SELECT count(*) FROM jobs_jobs WHERE state = '{state}'");
        soon(async {
            while self.count(&sql).await != wanted {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}

/// Runs a worker until it is stopped, or dropped as in a crash.
pub(crate) struct Running {
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

impl Running {
    pub(crate) fn start(jobs: &Jobs, desk: Desk, registry: Registry<Desk>) -> Self {
        let (mut tasks, stop) = (JoinSet::new(), CancellationToken::new());
        tasks.spawn(Worker::new(jobs.clone(), desk, registry).run(stop.clone()));
        Self { tasks, stop }
    }

    pub(crate) async fn stop(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }

    pub(crate) async fn crash(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Does the work by reporting its number.
pub(crate) async fn report(desk: Desk, _ctx: Ctx, job: Post) -> Result<(), JobError> {
    desk.send(job.number).map_err(JobError::retry)
}

/// Reports and never ends.
pub(crate) async fn hang(desk: Desk, _ctx: Ctx, job: Post) -> Result<(), JobError> {
    desk.send(job.number).map_err(JobError::retry)?;
    std::future::pending().await
}

/// Waits for something, but not for ever.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("it did not happen in time")
}

/// Returns the next reports.
pub(crate) async fn reports(desk: &mut mpsc::UnboundedReceiver<i64>, count: usize) -> Vec<i64> {
    let mut reports = Vec::new();
    for _ in 0..count {
        reports.push(soon(desk.recv()).await.unwrap());
    }
    reports
}
