//! The database: SQLite for one node, PostgreSQL for many, one set of queries for both.
//!
//! Reads go through [`Db::reader`] or a consistent [`Db::begin_read`]; every write goes through [`Db::begin_write`],
//! which is `BEGIN IMMEDIATE` with group commit on SQLite and an ordinary transaction on PostgreSQL.
//!
//! ```no_run
//! # async fn example(db: db::Db) -> Result<(), db::DbError> {
//! use sea_orm::ConnectionTrait;
//! let tx = db.begin_write().await?;
//! tx.execute_unprepared("UPDATE counters SET value = value + 1").await?;
//! tx.commit().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Map
//! - [`config`]: where the database is and how it is opened.
//! - [`tx`]: [`Reader`], [`WriteTx`], [`ReadTx`] and [`Change`], a decision that waits for its commit.
//! - [`writer`]: group commit on SQLite's single writer.
//! - `batch`: statements that wait to be sent together with the next one.
//! - `sqlite`: SQLite's connections, kept open instead of borrowed from a pool.
//! - [`migrate`]: brings the schema up, one node at a time.
//! - [`copy`]: a whole database into another, empty one; the copy of a file while it is in use.
//! - [`lease`]: one row says which node does what only one may do.
//! - [`error`]: [`DbError`], and [`Inconsistency`] for rows that do not fit the model.
//! - [`test_database`]: a database of its own for every test.
//!
//! # Invariants
//! - An acknowledged write is durable: SQLite runs with `synchronous = FULL`, PostgreSQL with `synchronous_commit = on`.
//! - Nothing but this crate, stores, entities and migrations contains SQL, and what serves the tables of all rooms alike:
//!   the remembered answers of `web` and the change of keys in `app`.

mod batch;
pub mod config;
pub mod copy;
pub mod error;
pub mod lease;
pub mod migrate;
mod sqlite;
pub mod test_database;
pub mod tx;
pub mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend};
use sqlx::postgres::PgConnectOptions;
use tokio_util::task::TaskTracker;

pub use config::DbConfig;
pub use error::{DbError, Inconsistency};
pub use test_database::TestDatabase;
pub use tx::{Change, ReadTx, Reader, WriteTx};

use writer::SqliteWriter;

/// Which database is underneath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Embedded SQLite: one node, one file.
    Sqlite,
    /// PostgreSQL: any number of nodes.
    Postgres,
}

/// The open database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    config: DbConfig,
    reader: Reader,
    writer: Writer,
    backend: Backend,
    commits: Arc<AtomicU64>,
    tasks: TaskTracker,
}

#[derive(Clone, Debug)]
enum Writer {
    Sqlite(Arc<SqliteWriter>),
    Postgres(DatabaseConnection),
}

impl Db {
    /// Opens the database; SQLite's file and folder are created when they do not exist.
    ///
    /// # Errors
    /// The address is neither `sqlite:` nor `postgres:`, the file cannot be opened, the server does not answer.
    pub async fn open(config: &DbConfig) -> Result<Self, DbError> {
        let (commits, tasks) = (Arc::<AtomicU64>::default(), TaskTracker::new());
        if config.backend()? == Backend::Sqlite {
            config.create_folder()?;
            let writer = config.connect_sqlite(1).await?;
            let reader = Reader::sqlite(config.connect_sqlite(config.readers()).await?);
            let writer = SqliteWriter::new(writer, Arc::clone(&commits), tasks.clone());
            let writer = Writer::Sqlite(Arc::new(writer));
            let config = config.clone();
            return Ok(Self { config, reader, writer, backend: Backend::Sqlite, commits, tasks });
        }
        // Apart, because a write that waits for a lock holds its connection, and reads must not wait behind it.
        let reader = Reader::postgres(Database::connect(config.postgres_options()).await?);
        let writer = Writer::Postgres(Database::connect(config.postgres_options()).await?);
        Ok(Self {
            config: config.clone(),
            reader,
            writer,
            backend: Backend::Postgres,
            commits,
            tasks,
        })
    }

    /// Returns which database this is; for the few places where the two truly differ.
    pub const fn backend(&self) -> Backend {
        self.backend
    }

    /// Returns the connection for single reads; it must not be written through.
    pub const fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Begins a read of several queries that see one state.
    ///
    /// # Errors
    /// The database is away or has no free connection.
    pub async fn begin_read(&self) -> Result<ReadTx, DbError> {
        match &self.writer {
            Writer::Sqlite(_) => ReadTx::sqlite(self.config.connect_sqlite(1).await?).await,
            Writer::Postgres(pool) => ReadTx::postgres(pool).await,
        }
    }

    /// Begins a write.
    ///
    /// On SQLite the writers take turns; those that follow each other closely share one commit to disk.
    /// On PostgreSQL rows that are read to be changed must be locked or checked by version.
    ///
    /// # Errors
    /// The database is locked by another process, full or away.
    pub async fn begin_write(&self) -> Result<WriteTx, DbError> {
        match &self.writer {
            Writer::Sqlite(writer) => Ok(WriteTx::sqlite(SqliteWriter::begin(writer).await?)),
            Writer::Postgres(pool) => WriteTx::postgres(pool, Arc::clone(&self.commits)).await,
        }
    }

    /// Returns how often this node has committed since it started; what was read before the last of them may be old.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// Returns how to connect to PostgreSQL for what SeaORM does not offer, such as `LISTEN`; `None` on SQLite.
    pub fn postgres_options(&self) -> Option<PgConnectOptions> {
        match &self.writer {
            Writer::Sqlite(_) => None,
            Writer::Postgres(pool) => {
                Some((*pool.get_postgres_connection_pool().connect_options()).clone())
            }
        }
    }

    /// Asks the database whether it can be read and written: a write is begun and taken back.
    ///
    /// # Errors
    /// The database is locked or away.
    pub async fn ping(&self) -> Result<(), DbError> {
        self.reader.execute_unprepared("SELECT 1").await?;
        drop(self.begin_write().await?);
        Ok(())
    }

    /// Writes the log of SQLite back into its file and shortens it; nothing on PostgreSQL.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn checkpoint(&self) -> Result<(), DbError> {
        match &self.writer {
            Writer::Sqlite(writer) => writer.checkpoint().await,
            Writer::Postgres(_) => Ok(()),
        }
    }

    /// Ends all connections after the work under way.
    ///
    /// # Errors
    /// A connection could not be closed in order.
    pub async fn close(self) -> Result<(), DbError> {
        self.tasks.close();
        self.tasks.wait().await;
        match &self.writer {
            Writer::Sqlite(writer) => {
                writer.checkpoint().await?;
                writer.close().await?;
            }
            Writer::Postgres(pool) => pool.clone().close().await?,
        }
        Ok(self.reader.close().await?)
    }
}

impl From<Backend> for DbBackend {
    fn from(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::Sqlite,
            Backend::Postgres => Self::Postgres,
        }
    }
}
