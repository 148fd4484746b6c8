//! A row of the tree of branches.

use sea_orm::entity::prelude::*;

/// A row of `organisation_branches`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_branches")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub kind: String,
    pub code: String,
    pub name: String,
    pub name_en: String,
    #[sea_orm(column_type = "Text")]
    pub address: String,
    #[sea_orm(column_type = "Text")]
    pub address_en: String,
    pub phone: String,
    /// Words, separated by spaces.
    #[sea_orm(column_type = "Text")]
    pub facilities: String,
    pub zone: String,
    pub jurisdiction: String,
    pub active: bool,
    #[sea_orm(column_type = "Text")]
    pub folded: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
