//! Queries on sessions.

use db::DbError;
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entity::session::{ActiveModel, Column, Entity, Model};

/// Nobody sees more of their sessions than this.
const MOST_LISTED: u64 = 100;

/// Writes a new session.
pub(crate) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(row.id),
        token_hash: Set(row.token_hash),
        staff_id: Set(row.staff_id),
        created_at: Set(row.created_at),
        last_seen_at: Set(row.last_seen_at),
        expires_at: Set(row.expires_at),
        user_agent: Set(row.user_agent),
        ip: Set(row.ip),
        branch_id: Set(row.branch_id),
        revoked_at: Set(row.revoked_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Finds a session that is alive, by the digest of its token.
pub(crate) async fn find_by_token(
    db: &impl ConnectionTrait,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Model>, DbError> {
    let row = Entity::find().filter(Column::TokenHash.eq(token_hash.to_vec())).filter(alive(now));
    Ok(row.one(db).await?)
}

/// Finds a session that is alive.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(id).filter(alive(now)).one(db).await?)
}

/// Lists a person's sessions that are alive, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    staff: StaffId,
    now: Timestamp,
) -> Result<Vec<Model>, DbError> {
    let rows = Entity::find()
        .filter(Column::StaffId.eq(staff.uuid()))
        .filter(alive(now))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(MOST_LISTED);
    Ok(rows.all(db).await?)
}

/// Notes that a session is in use; a session that ended meanwhile stays ended.
pub(crate) async fn touch(
    tx: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(now.micros()))
        .col_expr(Column::ExpiresAt, Expr::value(expires_at.micros()))
        .filter(Column::Id.eq(id))
        .filter(Column::LastSeenAt.lt(now.micros()))
        .filter(alive(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// Moves a session to another branch.
pub(crate) async fn set_branch(
    tx: &impl ConnectionTrait,
    id: Uuid,
    branch: Option<BranchId>,
) -> Result<bool, DbError> {
    let update = Entity::update_many()
        .col_expr(Column::BranchId, Expr::value(branch.map(BranchId::uuid)))
        .filter(Column::Id.eq(id));
    Ok(update.exec(tx).await?.rows_affected > 0)
}

/// Ends one session of a person; `false` when they have no such session alive.
pub(crate) async fn revoke(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DbError> {
    let update = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now.micros()))
        .filter(Column::Id.eq(id))
        .filter(Column::StaffId.eq(staff.uuid()))
        .filter(alive(now));
    Ok(update.exec(tx).await?.rows_affected > 0)
}

/// Ends all sessions of a person except one, and says how many.
pub(crate) async fn revoke_others(
    tx: &impl ConnectionTrait,
    staff: StaffId,
    keep: Option<Uuid>,
    now: Timestamp,
) -> Result<u64, DbError> {
    let mut update = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now.micros()))
        .filter(Column::StaffId.eq(staff.uuid()))
        .filter(alive(now));
    if let Some(keep) = keep {
        update = update.filter(Column::Id.ne(keep));
    }
    Ok(update.exec(tx).await?.rows_affected)
}

/// Deletes sessions that ended before an instant, and says how many.
pub(crate) async fn delete_ended(
    tx: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<u64, DbError> {
    let ended = Condition::any()
        .add(Column::ExpiresAt.lt(before.micros()))
        .add(Column::RevokedAt.lt(before.micros()));
    Ok(Entity::delete_many().filter(ended).exec(tx).await?.rows_affected)
}

fn alive(now: Timestamp) -> Condition {
    Condition::all().add(Column::RevokedAt.is_null()).add(Column::ExpiresAt.gt(now.micros()))
}
