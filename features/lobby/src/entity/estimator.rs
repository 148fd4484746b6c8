//! What was learned of waits and services at a branch, for the wait range.

use sea_orm::entity::prelude::*;

/// A row of `lobby_wait_estimators`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_wait_estimators")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub branch_id: Uuid,
    /// The estimator of the queueing engine as JSON, a few kilobytes.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub updated_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
