//! Queries that walk all sealed rows, for a change of keys.

use db::DbError;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entity::{follow_up, rating};

/// Reads the next ratings with a comment and keeps others from changing them until the transaction ends.
pub(crate) async fn next_ratings(
    tx: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<rating::Model>, DbError> {
    let next = rating::Entity::find()
        .filter(rating::Column::Id.gt(after))
        .filter(rating::Column::Comment.is_not_null())
        .order_by_asc(rating::Column::Id)
        .limit(limit)
        .lock_exclusive();
    Ok(next.all(tx).await?)
}

/// Reads the next follow-ups with a note.
pub(crate) async fn next_follow_ups(
    tx: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<follow_up::Model>, DbError> {
    let next = follow_up::Entity::find()
        .filter(follow_up::Column::Id.gt(after))
        .filter(follow_up::Column::Note.is_not_null())
        .order_by_asc(follow_up::Column::Id)
        .limit(limit)
        .lock_exclusive();
    Ok(next.all(tx).await?)
}

/// Writes the sealed comment of a rating.
pub(crate) async fn write_rating(
    tx: &impl ConnectionTrait,
    row: rating::Model,
) -> Result<(), DbError> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Writes the sealed note of a follow-up.
pub(crate) async fn write_follow_up(
    tx: &impl ConnectionTrait,
    row: follow_up::Model,
) -> Result<(), DbError> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
