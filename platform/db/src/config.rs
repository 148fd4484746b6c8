//! Where the database is and how it is opened.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectOptions, DbErr, RuntimeErr};
use serde::{Deserialize, Serialize};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::sqlite::Connections;
use crate::{Backend, DbError};

/// The settings of the database.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DbConfig {
    /// The address: `sqlite:path/to/file.db` or `postgres://user:password@host/name`.
    pub url: String,
    /// How many connections may be open for reading, at most four on SQLite; on PostgreSQL as many again for writing.
    pub pool: u32,
    /// How long to wait for a lock or a free connection, in milliseconds, before answering "unavailable".
    pub wait_ms: u64,
}

impl Default for DbConfig {
    fn default() -> Self {
        Self { url: "sqlite:shouwen-data/shouwen.db".to_owned(), pool: 12, wait_ms: 5_000 }
    }
}

/// More readers than this only fight over two or four cores.
const SQLITE_READERS: usize = 4;

/// After this long a connection to PostgreSQL is asked whether it still answers before it is used.
const IDLE: Duration = Duration::from_secs(10);

impl DbConfig {
    /// Returns settings for an address with everything else at its default.
    pub fn at(url: impl Into<String>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }

    /// Returns which database the address means.
    ///
    /// # Errors
    /// The address begins with neither `sqlite:` nor `postgres:`.
    pub fn backend(&self) -> Result<Backend, DbError> {
        if self.url.starts_with("sqlite:") {
            Ok(Backend::Sqlite)
        } else if self.url.starts_with("postgres:") || self.url.starts_with("postgresql:") {
            Ok(Backend::Postgres)
        } else {
            Err(DbError::Address)
        }
    }

    /// Returns the file of a SQLite database.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let rest = self.url.strip_prefix("sqlite:")?;
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        Some(PathBuf::from(rest.split('?').next().unwrap_or(rest)))
    }

    pub(crate) fn create_folder(&self) -> Result<(), DbError> {
        match self.sqlite_file().as_deref().and_then(std::path::Path::parent) {
            Some(folder) if !folder.as_os_str().is_empty() => {
                std::fs::create_dir_all(folder).map_err(DbError::Folder)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.wait_ms)
    }

    pub(crate) fn readers(&self) -> usize {
        (self.pool as usize).clamp(1, SQLITE_READERS)
    }

    /// Returns options for one of the two PostgreSQL pools.
    pub(crate) fn postgres_options(&self) -> ConnectOptions {
        let wait = self.acquire_timeout();
        let mut options = ConnectOptions::new(self.url.as_str());
        options
            .max_connections(self.pool)
            .min_connections(1)
            .acquire_timeout(wait)
            .connect_timeout(wait)
            // Only a connection that was idle for a while may have been cut off unnoticed.
            .test_before_acquire_if_idle_for(IDLE)
            .sqlx_logging(false);
        options
    }

    /// Opens connections to SQLite.
    pub(crate) async fn connect_sqlite(&self, count: usize) -> Result<Arc<Connections>, DbError> {
        let wait = self.acquire_timeout();
        let options: SqliteConnectOptions = self
            .url
            .parse()
            .map_err(|error| RuntimeErr::SqlxError(Arc::new(error)))
            .map_err(DbErr::Conn)?;
        let options = options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(wait)
            .statement_cache_capacity(512)
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory")
            .disable_statement_logging();
        Ok(Connections::open(options, count, wait).await?)
    }
}
