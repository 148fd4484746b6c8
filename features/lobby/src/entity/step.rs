//! A step of a visit.

use sea_orm::entity::prelude::*;

/// A row of `lobby_steps`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visit_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub kind: String,
    pub at: i64,
    /// `customer`, `staff` or `system`.
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub counter_id: Option<Uuid>,
    pub staff_id: Option<Uuid>,
    pub service_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub act: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub why: Option<String>,
    /// A remark of staff, sealed.
    pub note: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
