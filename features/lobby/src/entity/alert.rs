//! An alert to those who run the hall.

use sea_orm::entity::prelude::*;

/// A row of `lobby_alerts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_alerts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub kind: String,
    pub level: String,
    pub visit_id: Option<Uuid>,
    pub number: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub args: String,
    /// What somebody said who asks for a person, sealed.
    pub words: Option<Vec<u8>>,
    /// What keeps the same alert from being raised twice.
    pub mark: String,
    pub raised_at: i64,
    pub acknowledged_by: Option<Uuid>,
    pub acknowledged_at: Option<i64>,
    /// When its cause was gone.
    pub resolved_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
