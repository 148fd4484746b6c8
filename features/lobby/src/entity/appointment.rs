//! An appointment.

use sea_orm::entity::prelude::*;

/// A row of `lobby_appointments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_appointments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    pub service_id: Uuid,
    pub customer_id: Option<Uuid>,
    pub code: String,
    /// SHA-256 of the secret half of the link's token.
    pub token_digest: Vec<u8>,
    /// The name, sealed.
    pub name: Vec<u8>,
    /// The mobile number, sealed.
    pub phone: Vec<u8>,
    /// Its blind index.
    pub phone_index: Vec<u8>,
    pub language: String,
    pub booked_by: String,
    pub booked_at: i64,
    pub starts_at: i64,
    pub ends_at: i64,
    pub state: String,
    /// When the state was entered.
    pub since: i64,
    /// Whether the bank was seen ready while it is booked: `ready` or `not_ready`.
    pub seen: Option<String>,
    pub visit_id: Option<Uuid>,
    pub arrival: Option<String>,
    /// When a number that was taken early is raised.
    pub raise_at: Option<i64>,
    pub cancelled_by: Option<String>,
    /// Why it was cancelled, a code of the rule pack.
    pub reason: Option<String>,
    pub moves: i32,
    /// When the next reminder is due.
    pub remind_at: Option<i64>,
    pub version: i32,
    /// The e-mail address, sealed.
    pub email: Option<Vec<u8>>,
    /// The secret of the link, sealed, for letters.
    pub link: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
