//! What is done about a low rating.

use sea_orm::entity::prelude::*;

/// A row of `voice_follow_ups`; the note is sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "voice_follow_ups")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) rating_id: Uuid,
    pub(crate) branch_id: Uuid,
    /// `open`, `taken` or `closed`.
    pub(crate) state: String,
    pub(crate) assignee_id: Option<Uuid>,
    pub(crate) opened_at: i64,
    pub(crate) due_at: i64,
    pub(crate) closed_at: Option<i64>,
    pub(crate) outcome: Option<String>,
    pub(crate) note: Option<Vec<u8>>,
    pub(crate) version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::rating::Entity",
        from = "Column::RatingId",
        to = "super::rating::Column::Id"
    )]
    Rating,
}

impl Related<super::rating::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Rating.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
