//! Mail about appointments: the address beside the mobile number, and a row for every letter.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary_null, integer, integer_null, string, string_null, uuid,
};

use super::index;

pub(super) struct Letters;

impl MigrationName for Letters {
    fn name(&self) -> &'static str {
        "lobby_0011_letters"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Letters {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [binary_null("email"), binary_null("link")] {
            let mut appointments = Table::alter();
            let change = appointments.table("lobby_appointments").add_column(column).take();
            manager.alter_table(change).await?;
        }
        let table = "lobby_appointment_letters";
        manager.create_table(letters(table)).await?;
        let by_appointment = &["appointment_id", "created_at"];
        let by_appointment = index("ix_lobby_letters_appointment", table, by_appointment);
        manager.create_index(by_appointment).await
    }
}

fn letters(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("appointment_id"))
        .col(string("kind"))
        .col(integer_null("before_min"))
        .col(integer("moves"))
        .col(string("state"))
        .col(integer("attempts"))
        .col(string_null("note"))
        .col(big_integer("created_at"))
        .col(big_integer("since"))
        .to_owned()
}
