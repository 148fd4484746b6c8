//! Alerts, and suggestions to use a machine.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_null, boolean, string, string_null, text, uuid, uuid_null,
};

use super::{index, unique};

pub(super) struct Alerts;

impl MigrationName for Alerts {
    fn name(&self) -> &'static str {
        "lobby_0003_alerts"
    }
}

/// Alerts are kept for the record; those that still need somebody are few and asked for all the time.
const OPEN: &str = "CREATE INDEX ix_lobby_alerts_open ON lobby_alerts (branch_id, id) \
    WHERE acknowledged_at IS NULL AND resolved_at IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Alerts {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(alerts()).await?;
        manager.create_index(unique("lobby_alerts", &["mark"])).await?;
        manager
            .create_index(index("ix_lobby_alerts_branch", "lobby_alerts", &["branch_id", "id"]))
            .await?;
        manager.create_index(index("ix_lobby_alerts_visit", "lobby_alerts", &["visit_id"])).await?;
        manager.get_connection().execute_unprepared(OPEN).await?;
        manager.create_table(guidance()).await?;
        let by_day =
            index("ix_lobby_guidance_day", "lobby_guidance", &["branch_id", "business_day"]);
        manager.create_index(by_day).await
    }
}

fn alerts() -> TableCreateStatement {
    Table::create()
        .table("lobby_alerts")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string("kind"))
        .col(string("level"))
        .col(uuid_null("visit_id"))
        .col(string_null("number"))
        .col(text("args"))
        .col(binary_null("words"))
        .col(string("mark"))
        .col(big_integer("raised_at"))
        .col(uuid_null("acknowledged_by"))
        .col(big_integer_null("acknowledged_at"))
        .col(big_integer_null("resolved_at"))
        .to_owned()
}

fn guidance() -> TableCreateStatement {
    Table::create()
        .table("lobby_guidance")
        .col(uuid("visit_id"))
        .col(string("machine"))
        .col(uuid("branch_id"))
        .col(string("business_day"))
        .col(string("outcome"))
        .col(boolean("counted"))
        .col(uuid_null("staff_id"))
        .col(big_integer("at"))
        .primary_key(Index::create().name("pk_lobby_guidance").col("visit_id").col("machine"))
        .to_owned()
}
