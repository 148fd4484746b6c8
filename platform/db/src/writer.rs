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
//! SQLite may take back the whole transaction by itself when the disk is full or fails.
//! `RELEASE shared` then finds no savepoint, and every member of the group is told that its write failed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio_util::task::TaskTracker;

use crate::DbError;

/// A group is committed when it has this many members, whoever waits.
const MOST_MEMBERS: usize = 64;

/// A group is committed when its first member has waited this long, whoever waits.
const LONGEST_WAIT: Duration = Duration::from_millis(5);

/// A member that hears nothing for this long commits the group itself; the writer it relied on was cancelled.
const PATIENCE: Duration = Duration::from_millis(20);

/// The one connection that writes, and the group that is open on it.
#[derive(Debug)]
pub struct SqliteWriter {
    connection: DatabaseConnection,
    turn: Arc<Mutex<Group>>,
    waiting: AtomicUsize,
    tasks: TaskTracker,
}

type Outcome = Result<(), Arc<DbErr>>;

#[derive(Debug, Default)]
struct Group {
    /// When the transaction began; `None` while there is none.
    since: Option<Instant>,
    /// Those whose writes are done and wait for the shared commit.
    members: Vec<oneshot::Sender<Outcome>>,
    /// Whether the last writer left its savepoint open.
    abandoned: bool,
}

impl SqliteWriter {
    pub(crate) fn new(connection: DatabaseConnection, tasks: TaskTracker) -> Self {
        Self { connection, turn: Arc::default(), waiting: AtomicUsize::new(0), tasks }
    }

    pub(crate) const fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Waits for the turn and opens a savepoint.
    ///
    /// The opening runs in a task of its own: a caller that is cancelled half-way, as when a client hangs up, must not
    /// leave a transaction behind that nobody knows of.
    pub(crate) async fn begin(writer: &Arc<Self>) -> Result<SqliteTurn, DbError> {
        let waiting = Waiting::new(writer);
        let group = Arc::clone(&writer.turn).lock_owned().await;
        drop(waiting);
        let opening = writer.tasks.spawn(Self::open(Arc::clone(writer), group));
        opening.await.unwrap_or_else(|_| Err(DbError::Commit(Arc::new(DbErr::RecordNotInserted))))
    }

    async fn open(
        writer: Arc<Self>,
        mut group: OwnedMutexGuard<Group>,
    ) -> Result<SqliteTurn, DbError> {
        writer.clean(&mut group).await;
        if group.since.is_none() {
            writer.connection.execute_unprepared("BEGIN IMMEDIATE").await?;
            group.since = Some(Instant::now());
            writer.savepoint("SAVEPOINT shared", &mut group).await?;
        }
        writer.savepoint("SAVEPOINT own", &mut group).await?;
        Ok(SqliteTurn { writer, group: Some(group) })
    }

    async fn savepoint(&self, sql: &str, group: &mut Group) -> Result<(), DbError> {
        if let Err(error) = self.connection.execute_unprepared(sql).await {
            self.fail(group, Arc::new(error)).await;
            return Err(DbError::Commit(Arc::new(DbErr::RecordNotInserted)));
        }
        Ok(())
    }

    /// Takes back what a writer left behind that was dropped or cancelled.
    async fn clean(&self, group: &mut Group) {
        if !std::mem::take(&mut group.abandoned) {
            return;
        }
        let undo = "ROLLBACK TO own; RELEASE own";
        if let Err(error) = self.connection.execute_unprepared(undo).await {
            self.fail(group, Arc::new(error)).await;
        }
    }

    /// Commits the group and tells its members.
    async fn finish(&self, group: &mut Group) -> Outcome {
        let Some(since) = group.since else { return Ok(()) };
        let committed = self.connection.execute_unprepared("RELEASE shared; COMMIT").await;
        match committed {
            Ok(_) => {
                metrics::histogram!("shouwen_db_group_members").record(to_f64(group.members.len()));
                metrics::histogram!("shouwen_db_group_seconds")
                    .record(since.elapsed().as_secs_f64());
                group.since = None;
                group.members.drain(..).for_each(|member| drop(member.send(Ok(()))));
                Ok(())
            }
            Err(error) => {
                let error = Arc::new(error);
                self.fail(group, Arc::clone(&error)).await;
                Err(error)
            }
        }
    }

    /// Takes the whole group back and tells its members so.
    async fn fail(&self, group: &mut Group, error: Arc<DbErr>) {
        // SQLite may have rolled back already; then this fails and that is what we want.
        let _ = self.connection.execute_unprepared("ROLLBACK").await;
        group.since = None;
        group.abandoned = false;
        for member in group.members.drain(..) {
            let _ = member.send(Err(Arc::clone(&error)));
        }
    }

    /// Finishes what nobody else will finish.
    async fn settle(self: Arc<Self>) {
        let mut group = self.turn.lock().await;
        self.clean(&mut group).await;
        if group.since.is_some() && self.waiting.load(Ordering::SeqCst) == 0 {
            let _ = self.finish(&mut group).await;
        }
    }

    pub(crate) async fn checkpoint(&self) -> Result<(), DbError> {
        let mut group = self.turn.lock().await;
        self.clean(&mut group).await;
        let _ = self.finish(&mut group).await;
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
}

impl SqliteTurn {
    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.writer.connection
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        let writer = Arc::clone(&self.writer);
        let (member, mut outcome) = oneshot::channel();
        // In a task of its own: a commit that was begun is ended, even when the caller no longer waits for it.
        writer.tasks.spawn(self.join(member));
        loop {
            match tokio::time::timeout(PATIENCE, &mut outcome).await {
                Ok(Ok(told)) => return told.map_err(DbError::Commit),
                Ok(Err(_)) => return Err(DbError::Commit(Arc::new(DbErr::RecordNotInserted))),
                Err(_) => drop(writer.tasks.spawn(Arc::clone(&writer).settle())),
            }
        }
    }

    /// Joins the group and commits it when nobody else will.
    async fn join(mut self, member: oneshot::Sender<Outcome>) {
        let Some(group) = self.group.as_mut() else { return };
        if let Err(error) = self.writer.connection.execute_unprepared("RELEASE own").await {
            let _ = member.send(Err(Arc::new(error)));
            return;
        }
        group.members.push(member);
        let full = group.members.len() >= MOST_MEMBERS;
        let old = group.since.is_some_and(|since| since.elapsed() >= LONGEST_WAIT);
        if full || old || self.writer.waiting.load(Ordering::SeqCst) == 0 {
            // The outcome comes through the channel like everybody's.
            let _ = self.writer.finish(group).await;
        }
        self.group = None;
    }
}

impl Drop for SqliteTurn {
    fn drop(&mut self) {
        let Some(mut group) = self.group.take() else { return };
        group.abandoned = true;
        drop(group);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let writer = Arc::clone(&self.writer);
            self.writer.tasks.spawn_on(writer.settle(), &runtime);
        }
    }
}
