//! The few queries that the program itself needs, across rooms.

use db::{Db, DbError};
use kernel::{BranchId, Timestamp};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

const BY_CODE: &str = "SELECT id FROM organisation_branches WHERE code = $1";
const HEAD_OFFICE: &str = "SELECT id FROM organisation_branches WHERE kind = $1";
const HELD: &str = "SELECT name FROM db_leases WHERE until > $1 ORDER BY name LIMIT 1";

/// Finds a branch by its code.
pub(crate) async fn find_branch(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<BranchId>, DbError> {
    find_id(db, BY_CODE, code).await
}

/// Finds the head office.
pub(crate) async fn find_head_office(
    db: &impl ConnectionTrait,
) -> Result<Option<BranchId>, DbError> {
    find_id(db, HEAD_OFFICE, "head_office").await
}

/// Finds the name of a lease that a running server holds.
pub(crate) async fn find_held_lease(db: &Db, now: Timestamp) -> Result<Option<String>, DbError> {
    let statement =
        Statement::from_sql_and_values(db.backend().into(), HELD, [Value::from(now.micros())]);
    let row = db.reader().query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

async fn find_id(
    db: &impl ConnectionTrait,
    sql: &str,
    value: &str,
) -> Result<Option<BranchId>, DbError> {
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [Value::from(value)]);
    let row = db.query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?.map(BranchId::from_uuid))
}
