//! Where the database is and how it is opened.

use std::path::PathBuf;
use std::time::Duration;

use sea_orm::ConnectOptions;
use serde::{Deserialize, Serialize};

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
const SQLITE_READERS: u32 = 4;

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

    pub(crate) fn readers(&self) -> u32 {
        self.pool.clamp(1, SQLITE_READERS)
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
            .sqlx_logging(false);
        options
    }

    /// Returns options for one of the two SQLite pools; the pool of writers has one connection that is never replaced,
    /// because its transaction spans several borrowings.
    pub(crate) fn sqlite_options(&self, connections: u32) -> ConnectOptions {
        let wait = self.acquire_timeout();
        let mut options = ConnectOptions::new(self.url.as_str());
        options
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(wait)
            .idle_timeout(None::<Duration>)
            .max_lifetime(None::<Duration>)
            .test_before_acquire(false)
            .record_stmt_in_spans(false)
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(move |options| {
                options
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                    .busy_timeout(wait)
                    .statement_cache_capacity(512)
                    .pragma("journal_size_limit", "67108864")
                    .pragma("cache_size", "-16000")
                    .pragma("temp_store", "memory")
            });
        options
    }
}
