//! What makes branches usable for everybody.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

pub(super) struct Facilities;

impl MigrationName for Facilities {
    fn name(&self) -> &'static str {
        "organisation_0007_facilities"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Facilities {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let branches = Table::alter()
            .table("organisation_branches")
            .add_column(text("facilities").default(""))
            .to_owned();
        manager.alter_table(branches).await
    }
}
