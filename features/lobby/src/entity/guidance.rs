//! A suggestion to use a machine, the latest word on it.

use sea_orm::entity::prelude::*;

/// A row of `lobby_guidance`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_guidance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visit_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub machine: String,
    pub branch_id: Uuid,
    pub business_day: String,
    pub outcome: String,
    /// Whether it counts in figures on diversion.
    pub counted: bool,
    pub staff_id: Option<Uuid>,
    pub at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
