//! Hours of a branch, by kind of day or for one date.

use sea_orm::entity::prelude::*;

/// A row of `organisation_opening_hours`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_opening_hours")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub branch_id: Uuid,
    /// `workday`, `weekend`, `holiday` or `make_up_workday`; `None` for an exception.
    pub day_kind: Option<String>,
    /// The date of an exception.
    pub date: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub intervals: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
