//! Incidents, and what visitors chose whom one concerned.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, text, uuid, uuid_null,
};

use super::index;

pub(super) struct Incidents;

impl MigrationName for Incidents {
    fn name(&self) -> &'static str {
        "lobby_0009_incidents"
    }
}

/// Those that have not ended are few and asked for all the time.
const OPEN: &str =
    "CREATE INDEX ix_lobby_incidents_open ON lobby_incidents (begun_at) WHERE ended_at IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Incidents {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(incidents()).await?;
        let by_branch = &["branch_id", "id"];
        let by_branch = index("ix_lobby_incidents_branch", "lobby_incidents", by_branch);
        manager.create_index(by_branch).await?;
        manager.create_table(choices()).await?;
        manager.get_connection().execute_unprepared(OPEN).await.map(drop)
    }
}

fn incidents() -> TableCreateStatement {
    Table::create()
        .table("lobby_incidents")
        .col(uuid("id").primary_key())
        .col(uuid_null("branch_id"))
        .col(text("services"))
        .col(text("text"))
        .col(text("text_en"))
        .col(big_integer_null("expected_until"))
        .col(big_integer("begun_at"))
        .col(uuid("begun_by"))
        .col(big_integer_null("ended_at"))
        .col(uuid_null("ended_by"))
        .col(integer("version"))
        .to_owned()
}

fn choices() -> TableCreateStatement {
    let key = &mut Index::create();
    key.name("pk_lobby_incident_choices").col("incident_id").col("visit_id");
    Table::create()
        .table("lobby_incident_choices")
        .col(uuid("incident_id"))
        .col(uuid("visit_id"))
        .col(string("choice"))
        .col(big_integer("at"))
        .primary_key(key)
        .to_owned()
}
