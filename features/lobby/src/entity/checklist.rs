//! A list of a branch on a business day.

use sea_orm::entity::prelude::*;

/// A row of `lobby_checklists`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_checklists")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub business_day: String,
    /// `opening` or `closing`.
    pub kind: String,
    pub begun_at: i64,
    pub overridden_by: Option<Uuid>,
    pub overridden_at: Option<i64>,
    /// Why a manager opened the branch all the same, sealed.
    pub override_reason: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
