//! A registered kiosk.

use sea_orm::entity::prelude::*;

/// A row of `lobby_kiosks`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_kiosks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub name: String,
    /// SHA-256 of the secret half of the kiosk's token.
    pub token_digest: Vec<u8>,
    pub bridge_url: Option<String>,
    pub created_at: i64,
    pub created_by: Uuid,
    pub revoked_at: Option<i64>,
    pub revoked_by: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
