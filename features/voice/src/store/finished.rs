//! Queries on the count of finished visits.

use access::Scope;
use db::DbError;
use kernel::BranchId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
};

use super::uuids;
use crate::entity::finished_day::{ActiveModel, Column, Entity};

/// Counts one more finished visit.
pub(crate) async fn add(
    tx: &impl ConnectionTrait,
    branch: BranchId,
    day: i32,
) -> Result<(), DbError> {
    let first = ActiveModel { branch_id: Set(branch.uuid()), day: Set(day), finished: Set(1) };
    let more = OnConflict::columns([Column::BranchId, Column::Day])
        .value(Column::Finished, Expr::col((Entity, Column::Finished)).add(1_i64))
        .to_owned();
    Entity::insert(first).on_conflict(more).exec_without_returning(tx).await?;
    Ok(())
}

/// Returns how many visits were finished on days from `from` to before `to`, where the scope may see.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    scope: &Scope,
    branch: Option<BranchId>,
    from: i32,
    to: i32,
) -> Result<i64, DbError> {
    let seen = scope.branch_filter().map(|branches| Column::BranchId.is_in(uuids(branches)));
    let wanted = Condition::all()
        .add_option(seen)
        .add_option(branch.map(|branch| Column::BranchId.eq(branch.uuid())))
        .add(Column::Day.gte(from))
        .add(Column::Day.lt(to));
    let sum: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::Finished.sum().cast_as(Alias::new("bigint")), "finished")
        .filter(wanted)
        .into_tuple()
        .one(db)
        .await?;
    Ok(sum.flatten().unwrap_or(0))
}
