//! Queries on handover notes.

use access::Scope;
use db::{DbError, WriteTx};
use kernel::{BranchId, Page, PageRequest, StaffId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::checklists::hand;
use super::visible;
use crate::entity::handover::{ActiveModel, Column, Entity, Model};
use crate::model::checklist::Hand;

kernel::id_type! {
    /// Identifies a handover note.
    pub struct HandoverId;
}

/// A note from one shift to the next.
#[derive(Clone, Debug)]
pub(crate) struct Handover {
    /// The id.
    pub(crate) id: HandoverId,
    /// Where.
    pub(crate) branch: BranchId,
    /// The business day on which it was written, such as `2026-11-22`.
    pub(crate) day: String,
    /// What it says, sealed.
    pub(crate) words: Vec<u8>,
    /// Who wrote it, and when.
    pub(crate) written: Hand,
    /// Who acknowledged it, and when.
    pub(crate) read: Option<Hand>,
}

/// Adds a note.
pub(crate) async fn insert(tx: &WriteTx, note: &Handover) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(note.id.uuid()),
        branch_id: Set(note.branch.uuid()),
        business_day: Set(note.day.clone()),
        words: Set(note.words.clone()),
        written_by: Set(note.written.0.uuid()),
        written_at: Set(note.written.1.micros()),
        read_by: Set(None),
        read_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Finds a note that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: HandoverId,
) -> Result<Option<Handover>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    Ok(row.map(Handover::from))
}

/// Lists the notes of a branch, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    branch: BranchId,
    before: Option<Uuid>,
    page: &PageRequest,
) -> Result<Page<Handover>, DbError> {
    let mut query = Entity::find().filter(Column::BranchId.eq(branch.uuid()));
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let rows = query.order_by_desc(Column::Id).limit(page.limit + 1).all(db).await?;
    let notes = rows.into_iter().map(Handover::from).collect();
    Ok(Page::cut(notes, page.limit, |note: &Handover| note.id.to_string()))
}

/// Notes who acknowledged a note; `false` when somebody did before.
pub(crate) async fn acknowledge(
    tx: &WriteTx,
    id: HandoverId,
    (by, at): Hand,
) -> Result<bool, DbError> {
    let row = ActiveModel {
        read_by: Set(Some(by.uuid())),
        read_at: Set(Some(at.micros())),
        ..ActiveModel::default()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::ReadAt.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

impl From<Model> for Handover {
    fn from(row: Model) -> Self {
        Self {
            id: HandoverId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            day: row.business_day,
            words: row.words,
            written: (StaffId::from_uuid(row.written_by), Timestamp::from_micros(row.written_at)),
            read: hand(row.read_by, row.read_at),
        }
    }
}
