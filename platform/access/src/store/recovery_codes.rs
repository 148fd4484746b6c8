//! Queries on recovery codes.

use db::DbError;
use kernel::{StaffId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};

use crate::entity::recovery_code::{ActiveModel, Column, Entity};

/// Writes the digests of a person's new codes.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    hashes: impl IntoIterator<Item = [u8; 32]> + Send,
) -> Result<(), DbError> {
    let rows = hashes.into_iter().map(|hash| ActiveModel {
        staff_id: Set(staff.uuid()),
        code_hash: Set(hash.to_vec()),
        used_at: Set(None),
    });
    Entity::insert_many(rows.collect::<Vec<_>>()).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses a code up; `false` when there is no such code or it was used before.
pub(crate) async fn take(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, DbError> {
    let update = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now.micros()))
        .filter(Column::StaffId.eq(staff.uuid()))
        .filter(Column::CodeHash.eq(hash.to_vec()))
        .filter(Column::UsedAt.is_null());
    Ok(update.exec(tx).await?.rows_affected > 0)
}

/// Counts the codes a person has left.
pub(crate) async fn count_left(db: &impl ConnectionTrait, staff: StaffId) -> Result<u64, DbError> {
    let left =
        Entity::find().filter(Column::StaffId.eq(staff.uuid())).filter(Column::UsedAt.is_null());
    Ok(left.count(db).await?)
}

/// Deletes a person's codes.
pub(crate) async fn delete(tx: &impl ConnectionTrait, staff: StaffId) -> Result<(), DbError> {
    Entity::delete_many().filter(Column::StaffId.eq(staff.uuid())).exec(tx).await?;
    Ok(())
}
