//! A number of a block.

use sea_orm::entity::prelude::*;

/// A row of `lobby_leased_numbers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lobby_leased_numbers")]
pub struct Model {
    /// The visit that the number becomes once it is issued.
    #[sea_orm(primary_key, auto_increment = false)]
    pub visit_id: Uuid,
    pub lease_id: Uuid,
    pub ordinal: i64,
    pub number: String,
    /// SHA-256 of the secret half of the ticket's token.
    pub token_digest: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
