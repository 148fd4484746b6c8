//! Queries on counters as they are now.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, CounterId, StaffId, Timestamp, VisitId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::entity::counter::{ActiveModel, Column, Entity, Model};
use crate::model::counter::{Counter, CounterState};

/// Finds a counter; one that was never opened has no row.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: CounterId,
) -> Result<Option<Counter>, DbError> {
    let row = Entity::find_by_id(id.uuid()).one(db).await?;
    row.map(Counter::try_from).transpose()
}

/// Finds the counter at which somebody sits.
pub(crate) async fn find_of_staff(
    db: &impl ConnectionTrait,
    staff: StaffId,
) -> Result<Option<Counter>, DbError> {
    let row = Entity::find().filter(Column::StaffId.eq(staff.uuid())).one(db).await?;
    row.map(Counter::try_from).transpose()
}

/// Lists the counters of a branch that were ever opened.
pub(crate) async fn of_branch(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<Counter>, DbError> {
    let rows = Entity::find().filter(Column::BranchId.eq(branch.uuid())).all(db).await?;
    rows.into_iter().map(Counter::try_from).collect()
}

/// Lists the branches where anybody sits at a counter.
pub(crate) async fn staffed_branches(db: &impl ConnectionTrait) -> Result<Vec<BranchId>, DbError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::BranchId)
        .distinct()
        .filter(Column::StaffId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(BranchId::from_uuid).collect())
}

/// Saves a counter; a person who sits at another one violates the unique index.
pub(crate) async fn save(tx: &WriteTx, counter: &Counter) -> Result<(), DbError> {
    let row = ActiveModel {
        counter_id: Set(counter.id.uuid()),
        branch_id: Set(counter.branch.uuid()),
        state: Set(counter.state().name().code().to_owned()),
        staff_id: Set(counter.staff().map(StaffId::uuid)),
        visit_id: Set(counter.visit().map(VisitId::uuid)),
        pause_reason: Set(counter.pause_reason().map(str::to_owned)),
        since: Set(counter.since().micros()),
    };
    let changing =
        [Column::State, Column::StaffId, Column::VisitId, Column::PauseReason, Column::Since];
    let conflict = OnConflict::column(Column::CounterId).update_columns(changing).to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}

impl TryFrom<Model> for Counter {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let staff = row.staff_id.map(StaffId::from_uuid);
        let visit = row.visit_id.map(VisitId::from_uuid);
        let state = match (row.state.as_str(), staff, visit, row.pause_reason) {
            ("closed", None, None, None) => CounterState::Closed,
            ("free", Some(staff), None, None) => CounterState::Free(staff),
            ("calling", Some(staff), Some(visit), None) => CounterState::Calling(staff, visit),
            ("serving", Some(staff), Some(visit), None) => CounterState::Serving(staff, visit),
            ("paused", Some(staff), None, Some(reason)) => CounterState::Paused(staff, reason),
            _ => return Err(Inconsistency::new("lobby_counters", "state", row.counter_id).into()),
        };
        let (id, branch) =
            (CounterId::from_uuid(row.counter_id), BranchId::from_uuid(row.branch_id));
        Ok(Self::restore(id, branch, state, Timestamp::from_micros(row.since)))
    }
}
