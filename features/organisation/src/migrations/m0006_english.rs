//! What stood in Chinese only: addresses of branches and titles of staff.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text};

pub(super) struct English;

impl MigrationName for English {
    fn name(&self) -> &'static str {
        "organisation_0006_english"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for English {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let branches = Table::alter()
            .table("organisation_branches")
            .add_column(text("address_en").default(""))
            .to_owned();
        manager.alter_table(branches).await?;
        let staff = Table::alter()
            .table("organisation_staff")
            .add_column(string("job_title_en").default(""))
            .to_owned();
        manager.alter_table(staff).await
    }
}
