//! Transactions, and decisions that wait for theirs.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    IsolationLevel, QueryResult, Statement, TransactionTrait,
};

use uuid::Uuid;

use crate::sqlite::Connections;
use crate::writer::SqliteTurn;
use crate::{Backend, DbError};

/// An open write; dropping it without [`WriteTx::commit`] takes everything back.
pub struct WriteTx {
    inner: Inner,
    after: Mutex<Vec<Box<dyn FnOnce() + Send>>>,
}

enum Inner {
    Sqlite(SqliteTurn),
    /// With the count of this node's commits; SQLite's writer counts for itself.
    Postgres(DatabaseTransaction, Arc<AtomicU64>),
}

impl fmt::Debug for WriteTx {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WriteTx").finish_non_exhaustive()
    }
}

impl WriteTx {
    pub(crate) fn sqlite(turn: SqliteTurn) -> Self {
        Self { inner: Inner::Sqlite(turn), after: Mutex::default() }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one home of plain transactions; PostgreSQL only"
    )]
    pub(crate) async fn postgres(
        pool: &DatabaseConnection,
        commits: Arc<AtomicU64>,
    ) -> Result<Self, DbError> {
        let inner = Inner::Postgres(pool.begin().await?, commits);
        Ok(Self { inner, after: Mutex::default() })
    }

    /// Makes the write durable and visible.
    ///
    /// # Errors
    /// The disk is full or failing, the server is away; the write has then not happened.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.inner {
            Inner::Sqlite(turn) => turn.commit().await?,
            Inner::Postgres(tx, commits) => {
                tx.commit().await?;
                commits.fetch_add(1, Ordering::Release);
            }
        }
        for act in self.after.into_inner().unwrap_or_else(PoisonError::into_inner) {
            act();
        }
        Ok(())
    }

    /// Writes something whose outcome nobody asks for; it may go to the database together with the next statement.
    ///
    /// Later statements of this write see it. What it fails of, the next statement or the commit may tell, so it is for
    /// rows with new keys, where only the database itself can fail.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn later(&self, statement: Statement) -> Result<(), DbError> {
        match &self.inner {
            Inner::Sqlite(turn) => Ok(turn.later(statement).await?),
            Inner::Postgres(tx, _) => Ok(tx.execute_raw(statement).await.map(|_| ())?),
        }
    }

    /// Does something short once the write is durable, such as waking a relay; never what must not be lost.
    pub fn after_commit(&self, act: impl FnOnce() + Send + 'static) {
        self.after.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(act));
    }

    /// Waits until no other write is on this thing, and keeps others off it until this one ends.
    ///
    /// For writes that look before they write, as when two counters choose from one line.
    /// SQLite has one writer anyway; PostgreSQL has an advisory lock for it, and two things whose locks collide only wait
    /// for each other.
    ///
    /// # Errors
    /// The database is away, or two writes wait for each other.
    pub async fn lock_on(&self, thing: Uuid) -> Result<(), DbError> {
        if self.backend() == Backend::Postgres {
            let (high, low) = thing.as_u64_pair();
            let key = (high ^ low).cast_signed();
            self.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({key})")).await?;
        }
        Ok(())
    }

    /// Returns which database this is.
    pub const fn backend(&self) -> Backend {
        match self.inner {
            Inner::Sqlite(_) => Backend::Sqlite,
            Inner::Postgres(..) => Backend::Postgres,
        }
    }
}

/// A decision that has been written but not committed: the web layer adds the answer to it and commits both.
#[derive(Debug)]
pub struct Change<T> {
    /// The open write.
    pub tx: WriteTx,
    /// What was decided.
    pub value: T,
}

impl<T> Change<T> {
    /// Joins a decision to its open write.
    pub const fn new(tx: WriteTx, value: T) -> Self {
        Self { tx, value }
    }

    /// Commits and returns what was decided.
    ///
    /// # Errors
    /// As [`WriteTx::commit`].
    pub async fn commit(self) -> Result<T, DbError> {
        self.tx.commit().await?;
        Ok(self.value)
    }

    /// Converts what was decided.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Change<U> {
        Change { tx: self.tx, value: convert(self.value) }
    }
}

/// A read of several queries that see one state of the database.
#[derive(Debug)]
pub struct ReadTx(Reading);

#[derive(Debug)]
enum Reading {
    /// A connection of its own, whose transaction ends with it.
    Sqlite(Arc<Connections>),
    Postgres(DatabaseTransaction),
}

impl ReadTx {
    pub(crate) async fn sqlite(connection: Arc<Connections>) -> Result<Self, DbError> {
        connection.execute_unprepared("BEGIN").await?;
        Ok(Self(Reading::Sqlite(connection)))
    }

    pub(crate) async fn postgres(pool: &DatabaseConnection) -> Result<Self, DbError> {
        let isolation = Some(IsolationLevel::RepeatableRead);
        Ok(Self(Reading::Postgres(pool.begin_with_config(isolation, None).await?)))
    }
}

/// Reads one by one, each on whatever connection is free.
#[derive(Clone, Debug)]
pub struct Reader(Source);

#[derive(Clone, Debug)]
enum Source {
    Sqlite(Arc<Connections>),
    Postgres(DatabaseConnection),
}

impl Reader {
    pub(crate) const fn sqlite(connections: Arc<Connections>) -> Self {
        Self(Source::Sqlite(connections))
    }

    pub(crate) const fn postgres(pool: DatabaseConnection) -> Self {
        Self(Source::Postgres(pool))
    }

    pub(crate) async fn close(self) -> Result<(), DbErr> {
        match self.0 {
            Source::Sqlite(connections) => connections.close().await,
            Source::Postgres(pool) => pool.close().await,
        }
    }
}

/// Hands every query on to the connection inside.
macro_rules! delegate_connection {
    ($type:ty, |$this:ident, $connection:ident| $call:ident) => {
        #[async_trait]
        impl ConnectionTrait for $type {
            fn get_database_backend(&self) -> DbBackend {
                $call!(self, |$connection| $connection.get_database_backend())
            }

            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                $call!(self, |$connection| $connection.execute_raw(statement).await)
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                $call!(self, |$connection| $connection.execute_unprepared(sql).await)
            }

            async fn query_one_raw(
                &self,
                statement: Statement,
            ) -> Result<Option<QueryResult>, DbErr> {
                $call!(self, |$connection| $connection.query_one_raw(statement).await)
            }

            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                $call!(self, |$connection| $connection.query_all_raw(statement).await)
            }
        }
    };
}

macro_rules! on_read {
    ($this:expr, |$connection:ident| $body:expr) => {
        match &$this.0 {
            Reading::Sqlite($connection) => $body,
            Reading::Postgres($connection) => $body,
        }
    };
}

macro_rules! on_source {
    ($this:expr, |$connection:ident| $body:expr) => {
        match &$this.0 {
            Source::Sqlite($connection) => $body,
            Source::Postgres($connection) => $body,
        }
    };
}

macro_rules! on_write {
    ($this:expr, |$connection:ident| $body:expr) => {
        match &$this.inner {
            Inner::Sqlite($connection) => $body,
            Inner::Postgres($connection, _) => $body,
        }
    };
}

delegate_connection!(Reader, |this, connection| on_source);
delegate_connection!(ReadTx, |this, connection| on_read);
delegate_connection!(WriteTx, |this, connection| on_write);
