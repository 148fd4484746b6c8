//! Opening hours and calendars.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, string_null, text, uuid};

use super::{index, reference, unique};

pub(super) struct Time;

impl MigrationName for Time {
    fn name(&self) -> &'static str {
        "organisation_0005_time"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Time {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(opening_hours()).await?;
        manager.create_index(index("organisation_opening_hours", &["branch_id"])).await?;
        manager.create_table(calendar_days()).await?;
        manager.create_index(unique("organisation_calendar_days", &["jurisdiction", "date"])).await
    }
}

fn opening_hours() -> TableCreateStatement {
    let table = "organisation_opening_hours";
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string_null("day_kind"))
        .col(string_null("date"))
        .col(text("intervals"))
        .col(text("reason"))
        .foreign_key(&mut reference(table, "branch_id", "organisation_branches", "id"))
        .to_owned()
}

fn calendar_days() -> TableCreateStatement {
    Table::create()
        .table("organisation_calendar_days")
        .col(uuid("id").primary_key())
        .col(string("jurisdiction"))
        .col(integer("year"))
        .col(string("date"))
        .col(string("kind"))
        .col(string("name"))
        .col(text("source"))
        .to_owned()
}
