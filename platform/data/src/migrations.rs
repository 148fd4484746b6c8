//! The schema of this crate, forward only.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, string, text, uuid, uuid_null};

/// Returns the migrations in their order.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Overrides)]
}

struct Overrides;

impl MigrationName for Overrides {
    fn name(&self) -> &'static str {
        "data_0001_overrides"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Overrides {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("data_overrides")
            .col(uuid("id").primary_key())
            .col(string("pack"))
            .col(integer("version"))
            .col(text("content"))
            .col(string("valid_from"))
            .col(uuid_null("author"))
            .col(text("note"))
            .col(big_integer("created_at"))
            .col(string("state"))
            .to_owned();
        manager.create_table(table).await?;
        let unique = Index::create()
            .name("data_overrides_pack_version")
            .table("data_overrides")
            .col("pack")
            .col("version")
            .unique()
            .to_owned();
        manager.create_index(unique).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
