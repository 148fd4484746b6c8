//! One customer.

use sea_orm::entity::prelude::*;

/// A row of `customers_customers`; what is personal is sealed, what is searched has a blind index.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers_customers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub home_branch_id: Uuid,
    pub name: Vec<u8>,
    pub name_index: Vec<u8>,
    pub phone: Option<Vec<u8>>,
    pub phone_index: Option<Vec<u8>>,
    pub birth_date: Option<Vec<u8>>,
    pub tier: String,
    /// Codes separated by spaces.
    #[sea_orm(column_type = "Text")]
    pub care_needs: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(has_many = "super::document::Entity")]
    Documents,
    #[sea_orm(has_many = "super::card::Entity")]
    Cards,
}

impl Related<super::document::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Documents.def()
    }
}

impl Related<super::card::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Cards.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
