//! SQLite's connections, kept open instead of borrowed from a pool.
//!
//! A connection to SQLite is a thread, and each query a message to it and back.
//! sqlx's pool sends a second message after every query, to see whether the thread still answers, and lets a task of its
//! own do that: twice the way for every query, and a queue before the next one.
//! These connections are only asked what is asked of them; one whose thread is gone is opened anew.

use std::fmt;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures::TryStreamExt as _;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, Values,
};
use sea_query_sqlx::SqlxValues;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteConnectOptions, SqliteConnection, SqliteQueryResult};
use sqlx::{AssertSqlSafe, Connection as _, Either, Executor as _};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Some connections to one file; whoever asks first is answered first.
pub(crate) struct Connections {
    options: SqliteConnectOptions,
    wait: Duration,
    /// As many permits as connections; closed when these are.
    permits: Semaphore,
    /// Those that nobody uses; fewer than there are permits when one was lost.
    idle: std::sync::Mutex<Vec<SqliteConnection>>,
}

impl fmt::Debug for Connections {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Connections").finish_non_exhaustive()
    }
}

impl Connections {
    /// Opens the first of `count` connections, the others when they are needed; who finds none free waits so long.
    pub(crate) async fn open(
        options: SqliteConnectOptions,
        count: usize,
        wait: Duration,
    ) -> Result<Arc<Self>, DbErr> {
        let first = SqliteConnection::connect_with(&options).await.map_err(connecting)?;
        let (permits, idle) = (Semaphore::new(count), std::sync::Mutex::new(vec![first]));
        Ok(Arc::new(Self { options, wait, permits, idle }))
    }

    /// Ends all connections after the work under way; whoever asks from then on is refused.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        self.permits.close();
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            connection.close().await.map_err(connecting)?;
        }
        Ok(())
    }

    async fn take(&self) -> Result<Taken<'_>, DbErr> {
        let permit = tokio::time::timeout(self.wait, self.permits.acquire()).await;
        let permit = permit
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => SqliteConnection::connect_with(&self.options).await.map_err(connecting)?,
        };
        Ok(Taken { connections: self, connection: Some(connection), _permit: permit })
    }
}

/// A connection in use; it goes back when this is dropped, also in the middle of a query, whose rest is then left out.
struct Taken<'a> {
    connections: &'a Connections,
    /// `None` once its thread is gone.
    connection: Option<SqliteConnection>,
    _permit: SemaphorePermit<'a>,
}

impl Taken<'_> {
    fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.connection.as_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    /// Forgets the connection when its thread is gone.
    fn judge<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        if matches!(outcome, Err(sqlx::Error::WorkerCrashed)) {
            self.connection = None;
        }
        outcome
    }

    /// Runs every statement of a text and answers for the last one.
    async fn run<'q>(
        &mut self,
        text: impl sqlx::Execute<'q, Sqlite> + 'q,
    ) -> Result<SqliteQueryResult, sqlx::Error> {
        let mut last = SqliteQueryResult::default();
        let outcome = {
            let mut results = self.connection()?.fetch_many(text);
            loop {
                match results.try_next().await {
                    Ok(Some(Either::Left(done))) => last = done,
                    Ok(Some(Either::Right(_))) => (),
                    Ok(None) => break Ok(last),
                    Err(error) => break Err(error),
                }
            }
        };
        self.judge(outcome)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let mut idle = self.connections.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.push(connection);
        }
    }
}

#[async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut taken = self.take().await?;
        Ok(taken.run(query(&statement)).await.map_err(executing)?.into())
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut taken = self.take().await?;
        Ok(taken.run(AssertSqlSafe(sql.to_owned())).await.map_err(executing)?.into())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut taken = self.take().await?;
        let row = taken.connection().map_err(querying)?.fetch_optional(query(&statement)).await;
        Ok(taken.judge(row).map_err(querying)?.map(QueryResult::from))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut taken = self.take().await?;
        let rows = taken.connection().map_err(querying)?.fetch_all(query(&statement)).await;
        Ok(taken.judge(rows).map_err(querying)?.into_iter().map(QueryResult::from).collect())
    }
}

fn query(statement: &Statement) -> Query<'_, Sqlite, SqlxValues> {
    let values = statement.values.clone().unwrap_or_else(|| Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

fn connecting(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

fn executing(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error)))
}

fn querying(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}
