//! What was learned of waits and services at each branch.

use db::{DbError, WriteTx};
use kernel::{BranchId, Timestamp};
use queueing::Estimator;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::entity::estimator::{ActiveModel, Column, Entity};

/// Reads what was learned at a branch.
///
/// Nothing is known of a branch that never called anybody, nor of one whose row an older engine wrote; both begin anew
/// with the formula.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Estimator, DbError> {
    let row = Entity::find_by_id(branch.uuid()).one(db).await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.state).ok()).unwrap_or_default())
}

/// Keeps what was learned at a branch; the caller holds the branch's lock.
pub(crate) async fn save(
    tx: &WriteTx,
    branch: BranchId,
    estimator: &Estimator,
    now: Timestamp,
) -> Result<(), DbError> {
    let state = serde_json::to_string(estimator).unwrap_or_default();
    let row = ActiveModel {
        branch_id: Set(branch.uuid()),
        state: Set(state),
        updated_at: Set(now.micros()),
    };
    let conflict = OnConflict::column(Column::BranchId)
        .update_columns([Column::State, Column::UpdatedAt])
        .to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}
