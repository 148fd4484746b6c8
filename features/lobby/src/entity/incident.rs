//! What kept services from being rendered.

use sea_orm::entity::prelude::*;

/// A row of `lobby_incidents`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_incidents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `None` means everywhere.
    pub branch_id: Option<Uuid>,
    /// Ids as a JSON list; an empty one means everything.
    #[sea_orm(column_type = "Text")]
    pub services: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub text_en: String,
    pub expected_until: Option<i64>,
    pub begun_at: i64,
    pub begun_by: Uuid,
    pub ended_at: Option<i64>,
    pub ended_by: Option<Uuid>,
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
