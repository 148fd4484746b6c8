//! Queries on problems that are carried from day to day until somebody resolves them.

use std::collections::HashMap;

use access::Scope;
use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::checklists::ChecklistId;
use super::visible;
use crate::entity::open_item::{ActiveModel, Column, Entity, Model};
use crate::model::checklist::{Hand, ListKind};
use crate::model::number::BusinessDay;

kernel::id_type! {
    /// Identifies a problem that was found with a list.
    pub struct OpenItemId;
}

/// A problem that was found with a list.
#[derive(Clone, Debug)]
pub(crate) struct OpenItem {
    /// The id.
    pub(crate) id: OpenItemId,
    /// Where.
    pub(crate) branch: BranchId,
    /// With which list it was found.
    pub(crate) list: ChecklistId,
    /// Of which kind that list is.
    pub(crate) kind: ListKind,
    /// The code of the item.
    pub(crate) item: String,
    /// The day on which it was found.
    pub(crate) day: BusinessDay,
    /// What is wrong, sealed.
    pub(crate) note: Vec<u8>,
    /// Who found it, and when.
    pub(crate) raised: Hand,
}

/// Adds a problem.
pub(crate) async fn insert(tx: &WriteTx, open: &OpenItem) -> Result<(), DbError> {
    let (by, at) = open.raised;
    let row = ActiveModel {
        id: Set(open.id.uuid()),
        branch_id: Set(open.branch.uuid()),
        checklist_id: Set(open.list.uuid()),
        kind: Set(open.kind.code().to_owned()),
        item: Set(open.item.clone()),
        business_day: Set(open.day.to_string()),
        note: Set(open.note.clone()),
        raised_by: Set(by.uuid()),
        raised_at: Set(at.micros()),
        resolution: Set(None),
        resolved_by: Set(None),
        resolved_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Lists what is open at a branch, oldest first, at most a hundred.
pub(crate) async fn open(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<OpenItem>, DbError> {
    let rows = Entity::find()
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::ResolvedAt.is_null())
        .order_by_asc(Column::Id)
        .limit(100)
        .all(db)
        .await?;
    rows.into_iter().map(OpenItem::try_from).collect()
}

/// Counts what is open at each of some branches.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    branches: &[BranchId],
) -> Result<HashMap<BranchId, u32>, DbError> {
    let counted: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::BranchId)
        .column_as(Column::Id.count(), "items")
        .filter(Column::BranchId.is_in(branches.iter().copied().map(BranchId::uuid)))
        .filter(Column::ResolvedAt.is_null())
        .group_by(Column::BranchId)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(id, count)| (BranchId::from_uuid(id), u32::try_from(count).unwrap_or(u32::MAX));
    Ok(counted.into_iter().map(read).collect())
}

/// Finds a problem that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: OpenItemId,
) -> Result<Option<OpenItem>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    row.map(OpenItem::try_from).transpose()
}

/// Finds the unresolved problem that was found with an item of a list.
pub(crate) async fn find_of_item(
    db: &impl ConnectionTrait,
    list: ChecklistId,
    item: &str,
) -> Result<Option<OpenItem>, DbError> {
    let row = Entity::find()
        .filter(Column::ChecklistId.eq(list.uuid()))
        .filter(Column::Item.eq(item))
        .filter(Column::ResolvedAt.is_null())
        .one(db)
        .await?;
    row.map(OpenItem::try_from).transpose()
}

/// Notes that a problem is resolved; `false` when that was noted before.
pub(crate) async fn resolve(
    tx: &WriteTx,
    id: OpenItemId,
    (by, at): Hand,
    resolution: Option<Vec<u8>>,
) -> Result<bool, DbError> {
    let row = ActiveModel {
        resolution: Set(resolution),
        resolved_by: Set(Some(by.uuid())),
        resolved_at: Set(Some(at.micros())),
        ..ActiveModel::default()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::ResolvedAt.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Forgets a problem that was taken back; the audit still knows of it.
pub(crate) async fn delete(tx: &WriteTx, id: OpenItemId) -> Result<(), DbError> {
    Entity::delete_by_id(id.uuid()).exec(tx).await?;
    Ok(())
}

impl TryFrom<Model> for OpenItem {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_open_items", column, row.id);
        Ok(Self {
            id: OpenItemId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            list: ChecklistId::from_uuid(row.checklist_id),
            kind: ListKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            day: BusinessDay::parse(&row.business_day).ok_or_else(|| wrong("business_day"))?,
            item: row.item,
            note: row.note,
            raised: (StaffId::from_uuid(row.raised_by), Timestamp::from_micros(row.raised_at)),
        })
    }
}
