//! Queries of this room; what is read for a person is filtered by their scope.
//!
//! - [`visits`]: visits one by one; [`convert`]: between rows and the model.
//! - [`mod@line`]: who waits; [`board`]: figures of a day; [`list`]: visits of the past.
//! - [`steps`], [`counters`], [`alerts`], [`guidance`], [`times`]: the other tables.

pub(crate) mod alerts;
pub(crate) mod board;
pub(crate) mod convert;
pub(crate) mod counters;
pub(crate) mod guidance;
pub(crate) mod line;
pub(crate) mod list;
pub(crate) mod steps;
pub(crate) mod times;
pub(crate) mod visits;

use access::Scope;
use db::{Backend, DbError, WriteTx};
use kernel::BranchId;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, Statement, Value};

/// Keeps the rows of the branches that a scope allows.
fn visible(column: impl ColumnTrait, scope: &Scope) -> Condition {
    let all = Condition::all();
    match scope.branch_filter() {
        None => all,
        Some(branches) => all.add(column.is_in(branches.iter().copied().map(BranchId::uuid))),
    }
}

/// Makes everybody else who changes the line of this branch wait until the transaction ends.
///
/// SQLite has one writer anyway; on PostgreSQL this is what keeps two counters from choosing the same visit.
/// Two branches whose locks collide only wait for each other.
pub(crate) async fn lock_branch(tx: &WriteTx, branch: BranchId) -> Result<(), DbError> {
    if tx.backend() == Backend::Postgres {
        let (high, low) = branch.uuid().as_u64_pair();
        let lock = sql(tx, "SELECT pg_advisory_xact_lock($1)", [(high ^ low).cast_signed().into()]);
        tx.query_one_raw(lock).await?;
    }
    Ok(())
}

/// Writes a statement that both databases understand as it stands.
fn sql(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let backend: DbBackend = db.get_database_backend();
    Statement::from_sql_and_values(backend, text, values)
}
