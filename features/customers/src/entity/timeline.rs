//! What happened with a customer, told by all rooms.

use sea_orm::entity::prelude::*;

/// A row of `customers_timeline`, copied from an event.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers_timeline")]
pub(crate) struct Model {
    /// The id of the event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) customer_id: Uuid,
    pub(crate) kind: String,
    pub(crate) at: i64,
    pub(crate) branch_id: Option<Uuid>,
    /// `nobody`, `staff:<id>` or `system:<job>`.
    pub(crate) actor: String,
    /// The fields of the event as JSON: ids and numbers.
    #[sea_orm(column_type = "Text")]
    pub(crate) payload: String,
    /// The visit that it belongs to.
    pub(crate) visit_id: Option<Uuid>,
    /// Whether it opens an entry of the list: it is the first of its visit, or belongs to none.
    pub(crate) leads: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
