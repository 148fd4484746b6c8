//! Who is signed in, and from where.

use sea_orm::entity::prelude::*;

/// A row of `access_sessions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the token; the token itself is nowhere.
    pub token_hash: Vec<u8>,
    pub staff_id: Uuid,
    pub created_at: i64,
    /// Written at most once a minute.
    pub last_seen_at: i64,
    pub expires_at: i64,
    /// The browser, cut to 200 characters.
    pub user_agent: String,
    pub ip: String,
    /// The branch the person works at in this session.
    pub branch_id: Option<Uuid>,
    pub revoked_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
