//! The latest service times of a service at a branch, for the wait range.

use sea_orm::entity::prelude::*;

/// A row of `lobby_service_times`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_service_times")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub branch_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: Uuid,
    /// Whole seconds as a JSON list, the latest first, at most 200.
    #[sea_orm(column_type = "Text")]
    pub seconds: String,
    pub updated_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
