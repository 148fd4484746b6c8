//! How one person signs in.

use sea_orm::entity::prelude::*;

/// A row of `access_accounts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_accounts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: Uuid,
    /// As the person writes it.
    pub username: String,
    /// As it is compared.
    pub username_folded: String,
    /// Argon2id in PHC form; `None` when there is no password to sign in with.
    pub password_hash: Option<String>,
    pub password_changed_at: i64,
    pub must_change: bool,
    pub disabled: bool,
    /// Wrong passwords and codes since the last success.
    pub failed_count: i32,
    pub locked_until: Option<i64>,
    /// Sealed by the vault.
    pub totp_secret: Option<Vec<u8>>,
    pub totp_confirmed: bool,
    /// The step of the last code taken; a code counts once.
    pub totp_last_step: Option<i64>,
    pub locale: Option<String>,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
