//! What a customer said of a visit.

use sea_orm::entity::prelude::*;

/// A row of `voice_ratings`; the comment is sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "voice_ratings")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) visit_id: Uuid,
    pub(crate) visit_number: String,
    pub(crate) branch_id: Uuid,
    pub(crate) service_id: Option<Uuid>,
    pub(crate) staff_id: Option<Uuid>,
    pub(crate) customer_id: Option<Uuid>,
    pub(crate) satisfaction: i32,
    pub(crate) effort: Option<i32>,
    pub(crate) recommend: Option<i32>,
    pub(crate) comment: Option<Vec<u8>>,
    pub(crate) at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
