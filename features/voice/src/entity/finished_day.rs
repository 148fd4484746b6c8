//! How many visits were finished, to say what share of them was rated.

use sea_orm::entity::prelude::*;

/// A row of `voice_finished_days`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "voice_finished_days")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) branch_id: Uuid,
    /// Days since 1970-01-01, in China.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) day: i32,
    pub(crate) finished: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
