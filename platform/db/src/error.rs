//! What can go wrong with a database, sorted by what a caller can do about it.

use kernel::{Fault, Kind, Locale};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The address names no database we know.
    #[error("the database address begins with neither `sqlite:` nor `postgres:`")]
    Address,
    /// The folder of the database file cannot be made.
    #[error("cannot create the folder of the database file")]
    Folder(#[source] std::io::Error),
    /// The commit that this write shared with others did not reach the disk.
    #[error("the commit failed")]
    Commit(#[source] std::sync::Arc<DbErr>),
    /// A query failed.
    #[error("a query failed")]
    Query(#[source] DbErr),
    /// A row does not fit the model.
    #[error(transparent)]
    Inconsistent(#[from] Inconsistency),
}

/// A stored row that does not fit the model; a defect or a hand that changed the table.
#[derive(Debug, thiserror::Error)]
#[error("row `{id}` of `{table}` has an impossible `{column}`")]
pub struct Inconsistency {
    /// The table.
    pub table: &'static str,
    /// The column whose value cannot be read.
    pub column: &'static str,
    /// The primary key of the row.
    pub id: String,
}

impl Inconsistency {
    /// Names the row and the column that cannot be read.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand in a copied id or a fresh text"
    )]
    pub fn new(table: &'static str, column: &'static str, id: impl ToString) -> Self {
        Self { table, column, id: id.to_string() }
    }
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        Self::Query(error)
    }
}

impl DbError {
    /// Returns whether a unique constraint refused the row.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Query(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
    }

    /// Returns whether a foreign key refused the row.
    pub fn is_foreign_key_violation(&self) -> bool {
        matches!(self, Self::Query(error) if matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))))
    }

    /// Returns whether the database is locked, full, overloaded or away, so that the same request may succeed later.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Commit(_) => true,
            Self::Query(error) => is_unavailable(error),
            Self::Address | Self::Folder(_) | Self::Inconsistent(_) => false,
        }
    }
}

fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => source.as_database_error().map_or_else(
            || {
                matches!(
                    source.as_ref(),
                    sqlx::Error::Io(_)
                        | sqlx::Error::PoolTimedOut
                        | sqlx::Error::PoolClosed
                        | sqlx::Error::WorkerCrashed
                )
            },
            |error| error.code().is_some_and(|code| is_passing(&code)),
        ),
        _ => false,
    }
}

/// SQLite's primary result codes (the low byte of the extended ones) and PostgreSQL's SQLSTATE classes for states
/// that pass: busy, locked, out of memory, read-only, input/output, full, cannot open; connection, serialisation,
/// deadlock, out of resources, shutdown.
///
/// See <https://www.sqlite.org/rescode.html> and <https://www.postgresql.org/docs/15/errcodes-appendix.html>.
fn is_passing(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
            || ["40001", "40P01", "55P03", "25006"].contains(&code);
    }
    code.parse::<i32>().is_ok_and(|code| [5, 6, 7, 8, 10, 13, 14].contains(&(code & 0xff)))
}

impl Fault for DbError {
    fn kind(&self) -> Kind {
        if self.is_unavailable() { Kind::Unavailable } else { Kind::Internal }
    }

    fn code(&self) -> &'static str {
        match self {
            _ if self.is_unavailable() => "database.unavailable",
            Self::Inconsistent(_) => "database.inconsistent",
            _ => "database.failed",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        locale
            .pick(
                "系统暂时无法保存，您的操作没有生效，请稍后重试。",
                "The system cannot save right now. Nothing was changed; please try again shortly.",
            )
            .to_owned()
    }

    fn retry_after_s(&self) -> Option<u32> {
        self.is_unavailable().then_some(2)
    }
}
