//! Counters and what they do.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, string, uuid};

use super::{index, reference, unique};

pub(super) struct Counters;

impl MigrationName for Counters {
    fn name(&self) -> &'static str {
        "organisation_0003_counters"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Counters {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(counters()).await?;
        manager.create_index(unique("organisation_counters", &["branch_id", "number"])).await?;
        manager.create_table(counter_services()).await?;
        manager.create_index(index("organisation_counter_services", &["service_id"])).await
    }
}

fn counters() -> TableCreateStatement {
    Table::create()
        .table("organisation_counters")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string("number"))
        .col(string("name"))
        .col(string("name_en"))
        .col(string("kind"))
        .col(boolean("active"))
        .col(integer("version"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .foreign_key(&mut reference(
            "organisation_counters",
            "branch_id",
            "organisation_branches",
            "id",
        ))
        .to_owned()
}

fn counter_services() -> TableCreateStatement {
    let table = "organisation_counter_services";
    Table::create()
        .table(table)
        .col(uuid("counter_id"))
        .col(uuid("service_id"))
        .col(boolean("served"))
        .col(boolean("specialised"))
        .primary_key(
            Index::create()
                .name("pk_organisation_counter_services")
                .col("counter_id")
                .col("service_id"),
        )
        .foreign_key(&mut reference(table, "counter_id", "organisation_counters", "id"))
        .foreign_key(&mut reference(table, "service_id", "organisation_services", "id"))
        .to_owned()
}
