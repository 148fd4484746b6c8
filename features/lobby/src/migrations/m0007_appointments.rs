//! Appointments, and what a visit knows of its own.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, integer, string, string_null, uuid, uuid_null,
};

use super::{index, unique};

pub(super) struct Appointments;

impl MigrationName for Appointments {
    fn name(&self) -> &'static str {
        "lobby_0007_appointments"
    }
}

/// What is looked at every few seconds is a small part of all appointments there ever were.
const PARTIAL: [&str; 3] = [
    "CREATE INDEX ix_lobby_appointments_booked ON lobby_appointments (starts_at) WHERE state = 'booked'",
    "CREATE INDEX ix_lobby_appointments_remind ON lobby_appointments (remind_at) WHERE remind_at IS NOT NULL",
    "CREATE INDEX ix_lobby_appointments_raise ON lobby_appointments (raise_at) WHERE raise_at IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Appointments {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = "lobby_appointments";
        manager.create_table(appointments()).await?;
        manager.create_index(unique(table, &["code"])).await?;
        for (name, columns) in [
            ("ix_lobby_appointments_branch", ["branch_id", "starts_at", "id"].as_slice()),
            ("ix_lobby_appointments_phone", ["phone_index", "starts_at"].as_slice()),
        ] {
            manager.create_index(index(name, table, columns)).await?;
        }
        for partial in PARTIAL {
            manager.get_connection().execute_unprepared(partial).await?;
        }
        for column in [uuid_null("appointment_id"), big_integer_null("counts_from")] {
            let mut visits = Table::alter();
            manager.alter_table(visits.table("lobby_visits").add_column(column).take()).await?;
        }
        Ok(())
    }
}

fn appointments() -> TableCreateStatement {
    Table::create()
        .table("lobby_appointments")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(uuid("service_id"))
        .col(uuid_null("customer_id"))
        .col(string("code"))
        .col(binary("token_digest"))
        .col(binary("name"))
        .col(binary("phone"))
        .col(binary("phone_index"))
        .col(string("language"))
        .col(string("booked_by"))
        .col(big_integer("booked_at"))
        .col(big_integer("starts_at"))
        .col(big_integer("ends_at"))
        .col(string("state"))
        .col(big_integer("since"))
        .col(string_null("seen"))
        .col(uuid_null("visit_id"))
        .col(string_null("arrival"))
        .col(big_integer_null("raise_at"))
        .col(string_null("cancelled_by"))
        .col(string_null("reason"))
        .col(integer("moves"))
        .col(big_integer_null("remind_at"))
        .col(integer("version"))
        .to_owned()
}
