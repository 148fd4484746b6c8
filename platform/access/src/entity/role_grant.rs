//! Who was given which role, and where.

use sea_orm::entity::prelude::*;

/// A row of `access_role_grants`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_role_grants")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    /// The code of a role in the data pack.
    pub role: String,
    /// Where the role holds; `None` at head office.
    pub branch_id: Option<Uuid>,
    /// Who gave it; `None` for the system.
    pub granted_by: Option<Uuid>,
    pub at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
