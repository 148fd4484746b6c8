//! Counters as they are now, and how long services take.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, string_null, text, uuid, uuid_null};

use super::{index, unique};

pub(super) struct Counters;

impl MigrationName for Counters {
    fn name(&self) -> &'static str {
        "lobby_0002_counters"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Counters {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(counters()).await?;
        manager
            .create_index(index("ix_lobby_counters_branch", "lobby_counters", &["branch_id"]))
            .await?;
        // One person sits at one counter; empty seats do not count, since NULLs are distinct in both databases.
        manager.create_index(unique("lobby_counters", &["staff_id"])).await?;
        manager.create_table(service_times()).await
    }
}

fn counters() -> TableCreateStatement {
    Table::create()
        .table("lobby_counters")
        .col(uuid("counter_id").primary_key())
        .col(uuid("branch_id"))
        .col(string("state"))
        .col(uuid_null("staff_id"))
        .col(uuid_null("visit_id"))
        .col(string_null("pause_reason"))
        .col(big_integer("since"))
        .to_owned()
}

fn service_times() -> TableCreateStatement {
    Table::create()
        .table("lobby_service_times")
        .col(uuid("branch_id"))
        .col(uuid("service_id"))
        .col(text("seconds"))
        .col(big_integer("updated_at"))
        .primary_key(
            Index::create().name("pk_lobby_service_times").col("branch_id").col("service_id"),
        )
        .to_owned()
}
