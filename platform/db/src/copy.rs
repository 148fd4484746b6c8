//! Copies a whole database into another, empty one: SQLite to PostgreSQL, back, or either to itself.
//!
//! The source is read in one state while others go on writing.
//! Everything arrives in one transaction, so that a copy that fails leaves the target as it was.
//!
//! ```no_run
//! # async fn example(from: db::Db, to: db::Db, migrations: db::migrate::Migrations) -> Result<(), db::copy::CopyError> {
//! db::copy::require_new(&to, &migrations).await?;
//! for table in db::copy::copy_all(&from, &to, |_| ()).await? {
//!     tracing::info!(table.name = table.table, table.rows = table.rows, "copied");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Map
//! - `schema`: [`Table`], what a database says about its own tables.
//! - `rows`: reads pages of rows in the order of the primary key and writes them with the types of their columns.
//!
//! # Invariants
//! - Tables arrive after those they point to; rows that point into their own table arrive after the row they point to.
//! - What belongs to one database alone is not copied: which migrations it has, which node holds which lease.

mod rows;
mod schema;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigrationTrait;

pub use schema::{Column, ColumnKind, Table};

use crate::{Backend, Db, DbConfig, DbError, ReadTx, WriteTx, migrate};

/// Tables that belong to one database alone.
const OWN: [&str; 2] = ["db_leases", "db_migrations"];

/// One table that was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The table.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
}

/// Why a copy was not made.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// One of the databases failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The target already holds data.
    #[error("the target is not empty: `{table}` has {rows} rows")]
    NotEmpty {
        /// The table.
        table: String,
        /// How many rows it has.
        rows: u64,
    },
    /// The two databases are not at the same state of the schema.
    #[error("the two databases do not have the same tables and columns: `{table}` differs")]
    Differs {
        /// The first table that differs.
        table: String,
    },
    /// A column has a type that is not known here.
    #[error("`{table}.{column}` has the type `{kind}`, which cannot be copied")]
    UnknownType {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// Its type, as the database names it.
        kind: String,
    },
    /// A table has no primary key to read it by.
    #[error("`{table}` has no primary key")]
    NoKey {
        /// The table.
        table: String,
    },
    /// Tables or rows point to each other in a circle.
    #[error("`{table}` cannot be ordered: its references form a circle")]
    Circle {
        /// One of the tables.
        table: String,
    },
    /// Not everything arrived.
    #[error("`{table}` has {source_rows} rows in the source and {target_rows} in the target")]
    Lost {
        /// The table.
        table: String,
        /// Rows in the source.
        source_rows: u64,
        /// Rows in the target.
        target_rows: u64,
    },
}

impl From<sea_orm::DbErr> for CopyError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

/// Lists all tables by name; there are none in a database that was never migrated.
///
/// # Errors
/// The database is away.
pub async fn list_tables(db: &Db) -> Result<Vec<String>, DbError> {
    schema::names(db.reader(), db.backend()).await
}

/// Lists the migrations that a database has, by name.
///
/// # Errors
/// The database is away.
pub async fn applied_migrations(db: &Db) -> Result<Vec<String>, DbError> {
    if !list_tables(db).await?.iter().any(|table| table == "db_migrations") {
        return Ok(Vec::new());
    }
    let statement =
        Statement::from_string(db.backend().into(), "SELECT name FROM db_migrations ORDER BY name");
    let rows = db.reader().query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(DbError::from)).collect()
}

/// Says whether a table has any row.
///
/// # Errors
/// There is no such table, or the database is away.
pub async fn has_rows(db: &Db, table: &str) -> Result<bool, DbError> {
    rows::any(db.reader(), table).await
}

/// Counts the rows of every table that a copy takes, by table.
///
/// # Errors
/// The database is away.
pub async fn count_rows(db: &Db) -> Result<BTreeMap<String, u64>, DbError> {
    let read = db.begin_read().await?;
    let mut counts = BTreeMap::new();
    for table in list_tables(db).await?.into_iter().filter(|table| !OWN.contains(&table.as_str())) {
        let rows = rows::count(&read, &table).await?;
        counts.insert(table, rows);
    }
    Ok(counts)
}

/// Fails unless a migrated database holds exactly the rows that migrations themselves put there.
///
/// # Errors
/// The database holds data, or is away.
pub async fn require_new(db: &Db, migrations: &[Box<dyn MigrationTrait>]) -> Result<(), CopyError> {
    let folder = tempfile::tempdir().map_err(DbError::Folder)?;
    let config = DbConfig::at(format!("sqlite:{}", folder.path().join("new.db").display()));
    let new = Db::open(&config).await?;
    migrate::migrate(&new, &config, migrations).await?;
    let expected = count_rows(&new).await?;
    new.close().await?;
    for (table, rows) in count_rows(db).await? {
        if expected.get(&table).copied().unwrap_or_default() != rows {
            return Err(CopyError::NotEmpty { table, rows });
        }
    }
    Ok(())
}

/// Copies all rows of `from` into `to`, which is at the same state of the schema and new (see [`require_new`]).
///
/// Each table is told as soon as it has been written; nothing is visible in the target before all of them are.
/// Costs the memory of one page of rows, and of all rows of tables that point into themselves.
///
/// # Errors
/// A database is away or full, the schemas differ, a row did not arrive.
pub async fn copy_all(
    from: &Db,
    to: &Db,
    mut tell: impl FnMut(&Copied),
) -> Result<Vec<Copied>, CopyError> {
    let read = from.begin_read().await?;
    let tables = comparable(&read, from, to).await?;
    let tx = to.begin_write().await?;
    for table in tables.iter().rev() {
        rows::clear(&tx, table).await?;
    }
    let mut copied = Vec::with_capacity(tables.len());
    for table in tables {
        rows::copy(&read, &tx, &table).await?;
        let done = compare(&read, &tx, &table).await?;
        tell(&done);
        copied.push(done);
    }
    tx.commit().await?;
    Ok(copied)
}

/// Writes a whole copy of a SQLite database into a new file, while others go on writing.
///
/// # Errors
/// The file exists or cannot be written, or the database is PostgreSQL, whose rows [`copy_all`] takes.
pub async fn snapshot(db: &Db, file: &Path) -> Result<(), DbError> {
    if db.backend() != Backend::Sqlite {
        return Err(DbError::Address);
    }
    let path = file.display().to_string();
    let statement =
        Statement::from_sql_and_values(db.backend().into(), "VACUUM INTO $1", [path.into()]);
    db.reader().execute_raw(statement).await?;
    Ok(())
}

/// Reads the tables of both databases, compares them, and puts those that are pointed to first.
async fn comparable(read: &ReadTx, from: &Db, to: &Db) -> Result<Vec<Table>, CopyError> {
    let source = schema::load(read, from.backend()).await?;
    let target = schema::load(to.reader(), to.backend()).await?;
    let differs = source
        .iter()
        .find(|table| !target.contains(table))
        .or_else(|| target.iter().find(|table| !source.contains(table)));
    if let Some(table) = differs {
        return Err(CopyError::Differs { table: table.name.clone() });
    }
    order(source.into_iter().filter(|table| !OWN.contains(&table.name.as_str())).collect())
}

/// Puts tables behind those they point to.
fn order(mut waiting: Vec<Table>) -> Result<Vec<Table>, CopyError> {
    let mut done: HashSet<String> = HashSet::new();
    let mut ordered = Vec::with_capacity(waiting.len());
    while let Some(first) = waiting.first() {
        let stuck = first.name.clone();
        let (ready, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|table| table.points_to.iter().all(|name| done.contains(name)));
        if ready.is_empty() {
            return Err(CopyError::Circle { table: stuck });
        }
        done.extend(ready.iter().map(|table| table.name.clone()));
        ordered.extend(ready);
        waiting = rest;
    }
    Ok(ordered)
}

async fn compare(read: &ReadTx, tx: &WriteTx, table: &Table) -> Result<Copied, CopyError> {
    let source_rows = rows::count(read, &table.name).await?;
    let target_rows = rows::count(tx, &table.name).await?;
    if source_rows == target_rows {
        return Ok(Copied { table: table.name.clone(), rows: target_rows });
    }
    Err(CopyError::Lost { table: table.name.clone(), source_rows, target_rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, points_to: &[&str]) -> Table {
        Table {
            name: name.to_owned(),
            columns: Vec::new(),
            key: Vec::new(),
            points_to: points_to.iter().map(|name| (*name).to_owned()).collect(),
            own_reference: None,
        }
    }

    #[test]
    fn tables_come_behind_those_they_point_to() {
        let tables =
            vec![table("cards", &["people"]), table("people", &["places"]), table("places", &[])];
        let ordered: Vec<_> = order(tables).unwrap().into_iter().map(|table| table.name).collect();
        assert_eq!(ordered, ["places", "people", "cards"]);
    }

    #[test]
    fn a_circle_is_refused() {
        let tables = vec![table("hen", &["egg"]), table("egg", &["hen"])];
        assert!(matches!(order(tables), Err(CopyError::Circle { .. })));
    }
}
