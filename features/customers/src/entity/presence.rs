//! At which branches a customer has been.

use sea_orm::entity::prelude::*;

/// A row of `customers_presences`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers_presences")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) branch_id: Uuid,
    /// When the customer was first there.
    pub(crate) since: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
