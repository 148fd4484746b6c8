//! A photo of an item of a list.

use sea_orm::entity::prelude::*;

/// A row of `lobby_checklist_photos`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_checklist_photos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub checklist_id: Uuid,
    /// The code of the rules.
    pub item: String,
    /// Its place at the item, from 1.
    pub slot: i32,
    pub media_type: String,
    /// Bytes before sealing.
    pub size: i32,
    /// The picture, sealed.
    pub image: Vec<u8>,
    pub added_by: Uuid,
    pub added_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
