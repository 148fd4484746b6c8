//! Roles given to people.

use sea_orm::DbErr;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, uuid, uuid_null};

pub(super) struct RoleGrants;

impl MigrationName for RoleGrants {
    fn name(&self) -> &'static str {
        "access_0003_role_grants"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for RoleGrants {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("access_role_grants")
            .col(uuid("id"))
            .col(uuid("staff_id"))
            .col(string("role"))
            .col(uuid_null("branch_id"))
            .col(uuid_null("granted_by"))
            .col(big_integer("at"))
            .primary_key(Index::create().name("pk_access_role_grants").col("id"))
            .to_owned();
        manager.create_table(table).await?;
        let staff = Index::create()
            .name("ix_access_role_grants_staff")
            .table("access_role_grants")
            .col("staff_id")
            .to_owned();
        manager.create_index(staff).await
    }
}
