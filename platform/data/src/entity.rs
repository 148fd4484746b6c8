//! The table of administrators' versions.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_overrides")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub pack: String,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub valid_from: String,
    pub author: Option<Uuid>,
    pub note: String,
    pub created_at: i64,
    pub state: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
