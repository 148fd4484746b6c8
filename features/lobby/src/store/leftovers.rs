//! Queries on what is still open when a day has ended.

use db::DbError;
use kernel::{BranchId, Timestamp, VisitId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect};
use uuid::Uuid;

use super::sql;
use crate::entity::visit::{Column, Entity};
use crate::model::number::BusinessDay;
use crate::model::visit::StateName;

/// Lists visits that are still open on some days, or parked since before an instant, at most a thousand.
pub(crate) async fn left_over(
    db: &impl ConnectionTrait,
    branch: BranchId,
    days: &[BusinessDay],
    states: &[StateName],
    since_before: Timestamp,
) -> Result<Vec<VisitId>, DbError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::BusinessDay.is_in(days.iter().map(ToString::to_string)))
        .filter(Column::State.is_in(states.iter().copied().map(StateName::code)))
        .filter(Column::Since.lt(since_before.micros()))
        .limit(1000)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(VisitId::from_uuid).collect())
}

/// Lists the branches where any visit is open, of whatever day.
pub(crate) async fn open_branches(db: &impl ConnectionTrait) -> Result<Vec<BranchId>, DbError> {
    // The states stand as in the index of open visits, which is read alone.
    const OPEN: &str = "SELECT DISTINCT branch_id FROM lobby_visits \
        WHERE state IN ('waiting', 'called', 'serving', 'parked')";
    let rows = db.query_all_raw(sql(db, OPEN, [])).await?;
    let read = |row: &QueryResult| row.try_get_by_index(0).map(BranchId::from_uuid);
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}
