//! The schema of this crate, forward only.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, text, text_null, uuid, uuid_null,
};

/// Returns the migrations of this crate in their order; the relay also needs those of `db::lease`.
pub fn migrations() -> db::migrate::Migrations {
    vec![Box::new(Outbox), Box::new(Subscribers)]
}

struct Outbox;

impl MigrationName for Outbox {
    fn name(&self) -> &'static str {
        "events_0001_outbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Outbox {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("events_outbox")
            .col(uuid("id"))
            .col(big_integer_null("position"))
            .col(string("kind"))
            .col(big_integer("at"))
            .col(uuid_null("branch_id"))
            .col(uuid_null("customer_id"))
            .col(text("topics"))
            .col(text("payload"))
            .col(string("trace"))
            .col(string("actor"))
            .primary_key(Index::create().name("events_outbox_pkey").col("id"))
            .to_owned();
        manager.create_table(table).await?;
        // Two halves of one table: an event is in the one before it is relayed and in the other afterwards.
        let position = Index::create()
            .name("events_outbox_position")
            .table("events_outbox")
            .col("position")
            .unique()
            .cond_where(Expr::col("position").is_not_null())
            .to_owned();
        manager.create_index(position).await?;
        let unrelayed = Index::create()
            .name("events_outbox_unrelayed")
            .table("events_outbox")
            .col("id")
            .cond_where(Expr::col("position").is_null())
            .to_owned();
        manager.create_index(unrelayed).await
    }
}

struct Subscribers;

impl MigrationName for Subscribers {
    fn name(&self) -> &'static str {
        "events_0002_subscribers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Subscribers {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("events_subscribers")
            .col(string("name"))
            .col(big_integer("position"))
            .col(integer("failures"))
            .col(text_null("last_error"))
            .col(big_integer("updated_at"))
            .primary_key(Index::create().name("events_subscribers_pkey").col("name"))
            .to_owned();
        manager.create_table(table).await
    }
}
