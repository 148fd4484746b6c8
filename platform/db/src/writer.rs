//! Group commit on SQLite's single writer.
//!
//! SQLite has one writer, and with `synchronous = FULL` each commit waits for the disk.
//! Writers therefore take turns on one connection: each works inside a savepoint, and those that follow each other
//! closely share one `COMMIT`.
//! A writer is told of success only after the shared commit, so that nothing acknowledged can be lost.
//!
//! ```text
//! BEGIN IMMEDIATE; SAVEPOINT shared;          the first writer of a group
//!   SAVEPOINT own; …; RELEASE own;            every writer, in turn
//! RELEASE shared; COMMIT;                     the last one, when nobody waits or the group is full or old
//! ```
//!
//! While a writer has its turn all others wait, so each way to the connection's thread and back counts.
//! `SAVEPOINT own` and statements whose outcome nobody asks for therefore wait for the next statement and go with it.
//!
//! SQLite may take back the whole transaction by itself when the disk is full or fails.
//! `RELEASE shared` then finds no savepoint, and every member of the group is told that its write failed.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio_util::task::TaskTracker;

use crate::DbError;
use crate::batch::Batch;
use crate::sqlite::Connections;

/// A group is committed when it has this many members, whoever waits.
const MOST_MEMBERS: usize = 64;

/// A group is committed when its first member has waited this long, whoever waits.
const LONGEST_WAIT: Duration = Duration::from_millis(5);

/// A member that hears nothing for this long commits the group itself; the writer it relied on was cancelled.
const PATIENCE: Duration = Duration::from_millis(20);

/// The one connection that writes, and the group that is open on it.
#[derive(Debug)]
pub struct SqliteWriter {
    connection: Arc<Connections>,
    turn: Arc<Mutex<Group>>,
    waiting: AtomicUsize,
    /// Counts the commits of this node.
    commits: Arc<AtomicU64>,
    tasks: TaskTracker,
}

type Outcome = Result<(), DbError>;

#[derive(Debug, Default)]
struct Group {
    /// When the transaction began; `None` while there is none.
    since: Option<Instant>,
    /// Those whose writes are done and wait for the shared commit.
    members: Vec<oneshot::Sender<Outcome>>,
    /// Whether the last writer may have left its savepoint open.
    abandoned: bool,
}

impl Group {
    /// Returns whether a writer can begin without anything being done before.
    const fn is_ready(&self) -> bool {
        self.since.is_some() && !self.abandoned
    }
}

impl SqliteWriter {
    /// Makes a writer of one connection.
    pub(crate) fn new(
        connection: Arc<Connections>,
        commits: Arc<AtomicU64>,
        tasks: TaskTracker,
    ) -> Self {
        Self { connection, turn: Arc::default(), waiting: AtomicUsize::new(0), commits, tasks }
    }

    /// Ends the connection; nothing is written any more.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        self.connection.close().await
    }

    /// Waits for the turn.
    ///
    /// What has to be done before runs in a task of its own: a caller that is cancelled half-way, as when a client hangs
    /// up, must not leave a transaction behind that nobody knows of.
    pub(crate) async fn begin(writer: &Arc<Self>) -> Result<SqliteTurn, DbError> {
        let waiting = Waiting::new(writer);
        let group = Arc::clone(&writer.turn).lock_owned().await;
        drop(waiting);
        if group.is_ready() {
            return Ok(SqliteTurn::new(Arc::clone(writer), group));
        }
        let opening = writer.tasks.spawn(Self::open(Arc::clone(writer), group));
        opening.await.unwrap_or_else(|_| Err(DbError::Commit(Arc::new(DbErr::RecordNotInserted))))
    }

    async fn open(
        writer: Arc<Self>,
        mut group: OwnedMutexGuard<Group>,
    ) -> Result<SqliteTurn, DbError> {
        writer.clean(&mut group).await;
        if group.since.is_none() {
            let begun = writer.connection.execute_unprepared("BEGIN IMMEDIATE; SAVEPOINT shared");
            if let Err(error) = begun.await {
                writer.fail(&mut group, Arc::new(DbErr::RecordNotInserted)).await;
                return Err(error.into());
            }
            group.since = Some(Instant::now());
        }
        Ok(SqliteTurn::new(writer, group))
    }

    /// Takes back what a writer left behind that was dropped or cancelled.
    async fn clean(&self, group: &mut Group) {
        if !std::mem::take(&mut group.abandoned) {
            return;
        }
        let undone = self.connection.execute_unprepared("ROLLBACK TO own; RELEASE own").await;
        // Cancelled before its first statement was sent, it has no savepoint; and if the whole transaction is gone,
        // `RELEASE shared` will tell.
        let none = |error: &DbErr| error.to_string().contains("no such savepoint");
        if let Err(error) = undone
            && !none(&error)
        {
            self.fail(group, Arc::new(error)).await;
        }
    }

    /// Commits the group and tells its members.
    async fn finish(&self, group: &mut Group) {
        let Some(since) = group.since else { return };
        let committed = self.connection.execute_unprepared("RELEASE shared; COMMIT").await;
        match committed {
            Ok(_) => {
                self.commits.fetch_add(1, Ordering::Release);
                metrics::histogram!("shouwen_db_group_members").record(to_f64(group.members.len()));
                metrics::histogram!("shouwen_db_group_seconds")
                    .record(since.elapsed().as_secs_f64());
                group.since = None;
                group.members.drain(..).for_each(|member| drop(member.send(Ok(()))));
            }
            Err(error) => self.fail(group, Arc::new(error)).await,
        }
    }

    /// Takes the whole group back and tells its members so.
    async fn fail(&self, group: &mut Group, error: Arc<DbErr>) {
        // SQLite may have rolled back already; then this fails and that is what we want.
        let _ = self.connection.execute_unprepared("ROLLBACK").await;
        group.since = None;
        group.abandoned = false;
        for member in group.members.drain(..) {
            let _ = member.send(Err(DbError::Commit(Arc::clone(&error))));
        }
    }

    /// Finishes what nobody else will finish.
    async fn settle(self: Arc<Self>) {
        let mut group = self.turn.lock().await;
        self.clean(&mut group).await;
        if group.since.is_some() && self.waiting.load(Ordering::SeqCst) == 0 {
            self.finish(&mut group).await;
        }
    }

    pub(crate) async fn checkpoint(&self) -> Result<(), DbError> {
        let mut group = self.turn.lock().await;
        self.clean(&mut group).await;
        self.finish(&mut group).await;
        self.connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "a group has at most 64 members")]
const fn to_f64(count: usize) -> f64 {
    count as f64
}

/// Counts those in the queue, also when they are cancelled.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(writer: &'a SqliteWriter) -> Self {
        writer.waiting.fetch_add(1, Ordering::SeqCst);
        Self(&writer.waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A writer's turn; dropped without commit it takes its own writes back and leaves the others' alone.
#[derive(Debug)]
pub(crate) struct SqliteTurn {
    writer: Arc<SqliteWriter>,
    /// `None` once committed.
    group: Option<OwnedMutexGuard<Group>>,
    /// What goes with the next statement; at first the savepoint.
    batch: std::sync::Mutex<Batch>,
    /// Whether anything was sent to the connection.
    sent: AtomicBool,
}

impl SqliteTurn {
    fn new(writer: Arc<SqliteWriter>, group: OwnedMutexGuard<Group>) -> Self {
        let batch = std::sync::Mutex::new(Batch::of("SAVEPOINT own"));
        Self { writer, group: Some(group), batch, sent: AtomicBool::new(false) }
    }

    /// Lets a statement wait for the next one.
    pub(crate) async fn later(&self, statement: Statement) -> Result<(), DbErr> {
        let full = !self.batch().takes(&statement);
        if full {
            self.execute_raw(statement).await?;
        } else {
            self.batch().push(statement);
        }
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        let writer = Arc::clone(&self.writer);
        let (member, mut outcome) = oneshot::channel();
        // In a task of its own: a commit that was begun is ended, even when the caller no longer waits for it.
        writer.tasks.spawn(self.join(member));
        loop {
            match tokio::time::timeout(PATIENCE, &mut outcome).await {
                Ok(Ok(told)) => return told,
                Ok(Err(_)) => return Err(DbError::Commit(Arc::new(DbErr::RecordNotInserted))),
                Err(_) => drop(writer.tasks.spawn(Arc::clone(&writer).settle())),
            }
        }
    }

    /// Joins the group and commits it when nobody else will.
    async fn join(mut self, member: oneshot::Sender<Outcome>) {
        if let Err(error) = self.release().await {
            let _ = member.send(Err(error.into()));
            return;
        }
        let Some(group) = self.group.as_mut() else { return };
        group.members.push(member);
        let full = group.members.len() >= MOST_MEMBERS;
        let old = group.since.is_some_and(|since| since.elapsed() >= LONGEST_WAIT);
        if full || old || self.writer.waiting.load(Ordering::SeqCst) == 0 {
            // The outcome comes through the channel like everybody's.
            self.writer.finish(group).await;
        }
        self.group = None;
    }

    /// Sends what still waits and closes the savepoint.
    async fn release(&self) -> Result<(), DbErr> {
        let release = Statement::from_string(DbBackend::Sqlite, "RELEASE own");
        self.execute_raw(release).await.map(drop)
    }

    /// Puts what waits before a statement; what is too much for one text goes ahead alone.
    async fn joined(&self, statement: Statement) -> Result<Statement, DbErr> {
        self.sent.store(true, Ordering::SeqCst);
        let before = {
            let mut batch = self.batch();
            if batch.is_empty() {
                return Ok(statement);
            }
            if batch.takes(&statement) {
                batch.push(statement);
                return Ok(batch.take());
            }
            batch.take()
        };
        self.writer.connection.execute_raw(before).await?;
        Ok(statement)
    }

    fn batch(&self) -> std::sync::MutexGuard<'_, Batch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ConnectionTrait for SqliteTurn {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let statement = self.joined(statement).await?;
        self.writer.connection.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let statement = self.joined(statement).await?;
        self.writer.connection.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let statement = self.joined(statement).await?;
        self.writer.connection.query_all_raw(statement).await
    }
}

impl Drop for SqliteTurn {
    fn drop(&mut self) {
        let Some(mut group) = self.group.take() else { return };
        group.abandoned = self.sent.load(Ordering::SeqCst);
        drop(group);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let writer = Arc::clone(&self.writer);
            self.writer.tasks.spawn_on(writer.settle(), &runtime);
        }
    }
}
