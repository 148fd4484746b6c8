//! Queries on the photos of items.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{StaffId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::checklists::ChecklistId;
use super::convert::{count, stored};
use crate::entity::checklist_photo::{ActiveModel, Column, Entity};
use crate::model::checklist::Hand;
use crate::model::checklist::picture::Picture;

kernel::id_type! {
    /// Identifies a photo of an item.
    pub struct PhotoId;
}

/// Where a photo stands: its list, the code of its item, its place there from 1.
pub(crate) type PhotoPlace<'a> = (ChecklistId, &'a str, u32);

/// A photo without its picture.
#[derive(Clone, Debug)]
pub(crate) struct PhotoLine {
    /// Of which list.
    pub(crate) list: ChecklistId,
    /// The code of its item.
    pub(crate) item: String,
    /// Its place at the item, from 1.
    pub(crate) slot: u32,
    /// Who added it, and when.
    pub(crate) added: Hand,
}

/// A photo with its picture.
#[derive(Clone, Debug)]
pub(crate) struct Photo {
    /// The row; the picture is sealed for it.
    pub(crate) id: PhotoId,
    /// What kind of picture it is.
    pub(crate) picture: Picture,
    /// Bytes before sealing.
    pub(crate) size: u32,
    /// The picture, sealed.
    pub(crate) image: Vec<u8>,
}

/// Lists the photos of some lists, without their pictures.
pub(crate) async fn of_lists(
    db: &impl ConnectionTrait,
    lists: &[ChecklistId],
) -> Result<Vec<PhotoLine>, DbError> {
    let lists = lists.iter().copied().map(ChecklistId::uuid);
    let rows: Vec<(Uuid, String, i32, Uuid, i64)> = Entity::find()
        .select_only()
        .columns([
            Column::ChecklistId,
            Column::Item,
            Column::Slot,
            Column::AddedBy,
            Column::AddedAt,
        ])
        .filter(Column::ChecklistId.is_in(lists))
        .order_by_asc(Column::Slot)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(list, item, slot, by, at)| PhotoLine {
        list: ChecklistId::from_uuid(list),
        item,
        slot: count(slot),
        added: (StaffId::from_uuid(by), Timestamp::from_micros(at)),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Counts the photos of an item.
pub(crate) async fn count_of(
    db: &impl ConnectionTrait,
    list: ChecklistId,
    item: &str,
) -> Result<usize, DbError> {
    let query = Entity::find().filter(Column::ChecklistId.eq(list.uuid()));
    let counted = query.filter(Column::Item.eq(item)).count(db).await?;
    Ok(usize::try_from(counted).unwrap_or(usize::MAX))
}

/// Finds a photo.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    (list, item, slot): PhotoPlace<'_>,
) -> Result<Option<Photo>, DbError> {
    let row = Entity::find()
        .filter(Column::ChecklistId.eq(list.uuid()))
        .filter(Column::Item.eq(item))
        .filter(Column::Slot.eq(stored(slot)))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let wrong = || Inconsistency::new("lobby_checklist_photos", "media_type", row.id);
    let picture = Picture::from_media_type(&row.media_type).ok_or_else(wrong)?;
    Ok(Some(Photo {
        id: PhotoId::from_uuid(row.id),
        picture,
        size: count(row.size),
        image: row.image,
    }))
}

/// Adds a photo.
pub(crate) async fn insert(
    tx: &WriteTx,
    (list, item, slot): PhotoPlace<'_>,
    photo: Photo,
    (by, at): Hand,
) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(photo.id.uuid()),
        checklist_id: Set(list.uuid()),
        item: Set(item.to_owned()),
        slot: Set(stored(slot)),
        media_type: Set(photo.picture.media_type().to_owned()),
        size: Set(stored(photo.size)),
        image: Set(photo.image),
        added_by: Set(by.uuid()),
        added_at: Set(at.micros()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Removes a photo.
pub(crate) async fn delete(tx: &WriteTx, id: PhotoId) -> Result<(), DbError> {
    Entity::delete_by_id(id.uuid()).exec(tx).await?;
    Ok(())
}
