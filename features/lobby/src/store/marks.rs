//! Queries on how the items of lists stand.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{StaffId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};

use super::checklists::{ChecklistId, hand};
use super::convert::{count, stored};
use crate::entity::checklist_mark::{ActiveModel, Column, Entity, Model};
use crate::model::checklist::{ItemState, Mark};

kernel::id_type! {
    /// Identifies how an item of a list stands.
    pub struct MarkId;
}

/// A mark with what the table keeps beside it.
#[derive(Clone, Debug)]
pub(crate) struct KeptMark {
    /// The row; a remark is sealed for it.
    pub(crate) id: MarkId,
    /// Of which list.
    pub(crate) list: ChecklistId,
    /// The code of the item.
    pub(crate) item: String,
    /// How it stands.
    pub(crate) mark: Mark,
    /// A remark of staff, sealed.
    pub(crate) note: Option<Vec<u8>>,
}

/// Lists the marks of some lists.
pub(crate) async fn of_lists(
    db: &impl ConnectionTrait,
    lists: &[ChecklistId],
) -> Result<Vec<KeptMark>, DbError> {
    let lists = lists.iter().copied().map(ChecklistId::uuid);
    let rows = Entity::find().filter(Column::ChecklistId.is_in(lists)).all(db).await?;
    rows.into_iter().map(KeptMark::try_from).collect()
}

/// Adds the first mark of an item.
pub(crate) async fn insert(tx: &WriteTx, kept: &KeptMark) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(kept.id.uuid()),
        checklist_id: Set(kept.list.uuid()),
        item: Set(kept.item.clone()),
        ..changing(kept)
    };
    tx.later(Entity::insert(row).build(tx.get_database_backend())).await
}

/// Saves a mark over the version before; `false` when somebody else was faster.
pub(crate) async fn update(tx: &WriteTx, kept: &KeptMark) -> Result<bool, DbError> {
    let result = Entity::update_many()
        .set(changing(kept))
        .filter(Column::Id.eq(kept.id.uuid()))
        .filter(Column::Version.eq(stored(kept.mark.version - 1)))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

fn changing(kept: &KeptMark) -> ActiveModel {
    let Mark { state, marked, confirmed, version } = kept.mark;
    let by = |hand: Option<(StaffId, Timestamp)>| Set(hand.map(|(by, _)| by.uuid()));
    let at = |hand: Option<(StaffId, Timestamp)>| Set(hand.map(|(_, at)| at.micros()));
    ActiveModel {
        id: NotSet,
        checklist_id: NotSet,
        item: NotSet,
        state: Set(state.code().to_owned()),
        note: Set(kept.note.clone()),
        marked_by: by(marked),
        marked_at: at(marked),
        confirmed_by: by(confirmed),
        confirmed_at: at(confirmed),
        version: Set(stored(version)),
    }
}

impl TryFrom<Model> for KeptMark {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_checklist_marks", column, row.id);
        let state = ItemState::from_code(&row.state).ok_or_else(|| wrong("state"))?;
        let marked = hand(row.marked_by, row.marked_at);
        if marked.is_some() != (state != ItemState::Open) {
            return Err(wrong("marked_by").into());
        }
        let confirmed = hand(row.confirmed_by, row.confirmed_at);
        Ok(Self {
            id: MarkId::from_uuid(row.id),
            list: ChecklistId::from_uuid(row.checklist_id),
            mark: Mark { state, marked, confirmed, version: count(row.version) },
            item: row.item,
            note: row.note,
        })
    }
}
