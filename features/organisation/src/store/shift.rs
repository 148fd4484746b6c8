//! Queries on shifts.

use access::Scope;
use db::{DbError, WriteTx};
use kernel::{BranchId, CounterId, Page, PageRequest, StaffId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{one_row, visible};
use crate::entity::shift::{Column, Entity, Model};
use crate::error::{OrganisationError, Thing};
use crate::model::shift::{LONGEST, Shift, ShiftId};

/// Which shifts are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShiftFilter {
    pub(crate) branch: Option<BranchId>,
    pub(crate) staff: Option<StaffId>,
    /// Those that end after this.
    pub(crate) from: Option<Timestamp>,
    /// Those that begin before this.
    pub(crate) to: Option<Timestamp>,
}

impl From<Model> for Shift {
    fn from(row: Model) -> Self {
        Self {
            id: ShiftId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            staff: StaffId::from_uuid(row.staff_id),
            counter: row.counter_id.map(CounterId::from_uuid),
            from: Timestamp::from_micros(row.starts_at),
            to: Timestamp::from_micros(row.ends_at),
            version: row.version,
        }
    }
}

impl From<&Shift> for Model {
    fn from(shift: &Shift) -> Self {
        Self {
            id: shift.id.uuid(),
            branch_id: shift.branch.uuid(),
            staff_id: shift.staff.uuid(),
            counter_id: shift.counter.map(CounterId::uuid),
            starts_at: shift.from.micros(),
            ends_at: shift.to.micros(),
            version: shift.version,
        }
    }
}

/// Lists shifts by their beginning.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &ShiftFilter,
    page: &PageRequest,
) -> Result<Page<Shift>, DbError> {
    let mut query = Entity::find()
        .filter(visible(Column::BranchId, scope))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .limit(page.limit + 1);
    if let Some((from, id)) = page.cursor.as_deref().and_then(read_mark) {
        let later = Column::StartsAt.gt(from);
        let same = Condition::all().add(Column::StartsAt.eq(from)).add(Column::Id.gt(id));
        query = query.filter(Condition::any().add(later).add(same));
    }
    if let Some(branch) = filter.branch {
        query = query.filter(Column::BranchId.eq(branch.uuid()));
    }
    if let Some(staff) = filter.staff {
        query = query.filter(Column::StaffId.eq(staff.uuid()));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::EndsAt.gt(from.micros()));
    }
    if let Some(to) = filter.to {
        query = query.filter(Column::StartsAt.lt(to.micros()));
    }
    let rows = query.all(db).await?.into_iter().map(Shift::from).collect();
    Ok(Page::cut(rows, page.limit, mark))
}

/// Finds a shift that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: ShiftId,
) -> Result<Option<Shift>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    Ok(row.map(Shift::from))
}

/// Finds a shift of the same person that has a moment in common with this one.
pub(crate) async fn find_overlapping(
    db: &impl ConnectionTrait,
    shift: &Shift,
) -> Result<Option<Shift>, DbError> {
    let query = Entity::find()
        .filter(Column::StaffId.eq(shift.staff.uuid()))
        .filter(Column::Id.ne(shift.id.uuid()))
        .filter(Column::StartsAt.lt(shift.to.micros()))
        .filter(Column::EndsAt.gt(shift.from.micros()));
    Ok(query.one(db).await?.map(Shift::from))
}

/// Finds the shift that a person works at an instant.
pub(crate) async fn find_at(
    db: &impl ConnectionTrait,
    staff: StaffId,
    now: Timestamp,
) -> Result<Option<Shift>, DbError> {
    let query = Entity::find().filter(Column::StaffId.eq(staff.uuid())).filter(worked_at(now));
    Ok(query.one(db).await?.map(Shift::from))
}

/// Lists the shifts at counters of a branch that are worked at an instant.
pub(crate) async fn at_counters(
    db: &impl ConnectionTrait,
    branch: BranchId,
    now: Timestamp,
) -> Result<Vec<Shift>, DbError> {
    let query = Entity::find()
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::CounterId.is_not_null())
        .filter(worked_at(now));
    Ok(query.all(db).await?.into_iter().map(Shift::from).collect())
}

/// Keeps the shifts that are worked at an instant; no shift is so long that one of the day before yesterday could be.
fn worked_at(now: Timestamp) -> Condition {
    Condition::all()
        .add(Column::StartsAt.between((now - LONGEST).micros(), now.micros()))
        .add(Column::EndsAt.gt(now.micros()))
}

/// Adds a shift.
pub(crate) async fn insert(tx: &WriteTx, shift: &Shift) -> Result<(), DbError> {
    Model::from(shift).into_active_model().insert(tx).await?;
    Ok(())
}

/// Saves a shift over the version before it.
pub(crate) async fn update(tx: &WriteTx, shift: &Shift) -> Result<(), OrganisationError> {
    let result = Entity::update_many()
        .set(Model::from(shift).into_active_model().reset_all())
        .filter(Column::Id.eq(shift.id.uuid()))
        .filter(Column::Version.eq(shift.version - 1))
        .exec(tx)
        .await
        .map_err(DbError::from)?;
    one_row(&result, Thing::Shift)
}

/// Removes a shift.
pub(crate) async fn delete(tx: &WriteTx, id: ShiftId) -> Result<(), DbError> {
    Entity::delete_by_id(id.uuid()).exec(tx).await?;
    Ok(())
}

fn mark(shift: &Shift) -> String {
    format!("{}_{}", shift.from.micros(), shift.id)
}

fn read_mark(mark: &str) -> Option<(i64, Uuid)> {
    let (from, id) = mark.split_once('_')?;
    Some((from.parse().ok()?, id.parse().ok()?))
}
