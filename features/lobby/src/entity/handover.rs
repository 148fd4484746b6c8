//! A note from one shift to the next.

use sea_orm::entity::prelude::*;

/// A row of `lobby_handovers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_handovers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub business_day: String,
    /// What it says, sealed.
    pub words: Vec<u8>,
    pub written_by: Uuid,
    pub written_at: i64,
    pub read_by: Option<Uuid>,
    pub read_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
