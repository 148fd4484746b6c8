//! A block of numbers that a kiosk holds.

use sea_orm::entity::prelude::*;

/// A row of `lobby_leases`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_leases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kiosk_id: Uuid,
    pub branch_id: Uuid,
    pub business_day: String,
    pub leased_at: i64,
    pub ends_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
