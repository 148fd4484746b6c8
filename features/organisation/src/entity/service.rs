//! A service of the catalogue.

use sea_orm::entity::prelude::*;

/// A row of `organisation_services`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_services")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub prefix: String,
    pub name: String,
    pub name_en: String,
    pub category: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    #[sea_orm(column_type = "Text")]
    pub description_en: String,
    #[sea_orm(column_type = "Text")]
    pub papers: String,
    pub typical_s: i32,
    pub skill: Option<String>,
    pub class: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub self_service: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub phrases: String,
    pub position: i32,
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
