//! The timeline, a copy of everybody's events.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, text, uuid, uuid_null};

use super::index;

pub(super) struct Timeline;

impl MigrationName for Timeline {
    fn name(&self) -> &'static str {
        "customers_0002_timeline"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Timeline {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("customers_timeline")
            .col(uuid("id").primary_key())
            .col(uuid("customer_id"))
            .col(string("kind"))
            .col(big_integer("at"))
            .col(uuid_null("branch_id"))
            .col(string("actor"))
            .col(text("payload"))
            .to_owned();
        manager.create_table(table).await?;
        manager.create_index(index("customers_timeline", &["customer_id", "at", "id"])).await
    }
}
