//! What a counter does, and what it is there for in the first place.

use sea_orm::entity::prelude::*;

/// A row of `organisation_counter_services`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_counter_services")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub counter_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: Uuid,
    /// Whether the counter may do it when it does not do everything.
    pub served: bool,
    pub specialised: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
