//! A problem of a list that nobody has resolved yet, or that somebody has.

use sea_orm::entity::prelude::*;

/// A row of `lobby_open_items`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_open_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub checklist_id: Uuid,
    pub kind: String,
    /// The code of the rules.
    pub item: String,
    /// The day on which it was found.
    pub business_day: String,
    /// What is wrong, sealed.
    pub note: Vec<u8>,
    pub raised_by: Uuid,
    pub raised_at: i64,
    /// What was done about it, sealed.
    pub resolution: Option<Vec<u8>>,
    pub resolved_by: Option<Uuid>,
    pub resolved_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
