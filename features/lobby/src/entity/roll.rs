//! The roll of pre-printed numbers of a branch.

use sea_orm::entity::prelude::*;

/// A row of `lobby_rolls`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_rolls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub branch_id: Uuid,
    pub prefix: String,
    pub digits: i32,
    /// What stands on the next paper.
    pub next: i64,
    pub active: bool,
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
