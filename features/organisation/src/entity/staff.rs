//! A member of staff, or a device with an account.

use sea_orm::entity::prelude::*;

/// A row of `organisation_staff`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_staff")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub employee_number: String,
    pub name: String,
    pub name_en: String,
    pub job_title: String,
    pub job_title_en: String,
    pub branch_id: Uuid,
    pub active: bool,
    #[sea_orm(column_type = "Text")]
    pub folded: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
