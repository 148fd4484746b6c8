//! Queries on the lists of a business day, and on whether a number was given out on it.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::sql;
use crate::entity::checklist::{ActiveModel, Column, Entity, Model};
use crate::model::checklist::{Hand, ListKind};
use crate::model::number::BusinessDay;

kernel::id_type! {
    /// Identifies the list of a branch on a business day.
    pub struct ChecklistId;
}

/// A list that somebody has begun.
#[derive(Clone, Debug)]
pub(crate) struct Checklist {
    /// The id.
    pub(crate) id: ChecklistId,
    /// Where.
    pub(crate) branch: BranchId,
    /// Which day.
    pub(crate) day: BusinessDay,
    /// Which list.
    pub(crate) kind: ListKind,
    /// Who opened the branch although the list was not finished.
    pub(crate) overridden: Option<Hand>,
    /// Why, sealed.
    pub(crate) reason: Option<Vec<u8>>,
}

/// Begins a list unless somebody has begun it.
pub(crate) async fn begin(
    tx: &WriteTx,
    id: ChecklistId,
    place: (BranchId, BusinessDay, ListKind),
    now: Timestamp,
) -> Result<(), DbError> {
    let (branch, day, kind) = place;
    let row = ActiveModel {
        id: Set(id.uuid()),
        branch_id: Set(branch.uuid()),
        business_day: Set(day.to_string()),
        kind: Set(kind.code().to_owned()),
        begun_at: Set(now.micros()),
        overridden_by: Set(None),
        overridden_at: Set(None),
        override_reason: Set(None),
    };
    let day = [Column::BranchId, Column::BusinessDay, Column::Kind];
    let conflict = OnConflict::columns(day).do_nothing().to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}

/// Finds the list of a branch on a day.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    kind: ListKind,
) -> Result<Option<Checklist>, DbError> {
    let row = Entity::find()
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::BusinessDay.eq(day.to_string()))
        .filter(Column::Kind.eq(kind.code()))
        .one(db)
        .await?;
    row.map(Checklist::try_from).transpose()
}

/// Lists the lists of one kind of some branches on some days.
pub(crate) async fn of_branches(
    db: &impl ConnectionTrait,
    branches: &[BranchId],
    days: &[BusinessDay],
    kind: ListKind,
) -> Result<Vec<Checklist>, DbError> {
    let rows = Entity::find()
        .filter(Column::BranchId.is_in(branches.iter().copied().map(BranchId::uuid)))
        .filter(Column::BusinessDay.is_in(days.iter().map(BusinessDay::to_string)))
        .filter(Column::Kind.eq(kind.code()))
        .all(db)
        .await?;
    rows.into_iter().map(Checklist::try_from).collect()
}

/// Notes that a manager opened the branch; `false` when that was noted before.
pub(crate) async fn set_overridden(
    tx: &WriteTx,
    id: ChecklistId,
    (by, at): Hand,
    reason: Vec<u8>,
) -> Result<bool, DbError> {
    let row = ActiveModel {
        overridden_by: Set(Some(by.uuid())),
        overridden_at: Set(Some(at.micros())),
        override_reason: Set(Some(reason)),
        ..ActiveModel::default()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::OverriddenBy.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Tells whether a branch has given out a number on a day.
pub(crate) async fn has_issued(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<bool, DbError> {
    const ANY: &str =
        "SELECT 1 FROM lobby_numbers WHERE branch_id = $1 AND business_day = $2 LIMIT 1";
    let values = [branch.uuid().into(), day.to_string().into()];
    Ok(db.query_one_raw(sql(db, ANY, values)).await?.is_some())
}

impl TryFrom<Model> for Checklist {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_checklists", column, row.id);
        Ok(Self {
            id: ChecklistId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            day: BusinessDay::parse(&row.business_day).ok_or_else(|| wrong("business_day"))?,
            kind: ListKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            overridden: hand(row.overridden_by, row.overridden_at),
            reason: row.override_reason,
        })
    }
}

/// Reads who did something and when.
pub(super) fn hand(by: Option<uuid::Uuid>, at: Option<i64>) -> Option<Hand> {
    by.zip(at).map(|(by, at)| (StaffId::from_uuid(by), Timestamp::from_micros(at)))
}
