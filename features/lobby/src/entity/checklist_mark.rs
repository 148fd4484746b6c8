//! How an item of a list stands.

use sea_orm::entity::prelude::*;

/// A row of `lobby_checklist_marks`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_checklist_marks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub checklist_id: Uuid,
    /// The code of the rules.
    pub item: String,
    pub state: String,
    /// A remark of staff, sealed.
    pub note: Option<Vec<u8>>,
    pub marked_by: Option<Uuid>,
    pub marked_at: Option<i64>,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<i64>,
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
