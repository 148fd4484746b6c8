//! What happens at a counter; a counter without a row was never opened.

use sea_orm::entity::prelude::*;

/// A row of `lobby_counters`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_counters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub counter_id: Uuid,
    pub branch_id: Uuid,
    pub state: String,
    pub staff_id: Option<Uuid>,
    pub visit_id: Option<Uuid>,
    pub pause_reason: Option<String>,
    pub since: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
