//! Visits, their steps, and the numbers given out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, boolean, integer, string, string_null,
    text, text_null, uuid, uuid_null,
};

use super::{index, unique};

pub(super) struct Visits;

impl MigrationName for Visits {
    fn name(&self) -> &'static str {
        "lobby_0001_visits"
    }
}

/// The order of calling is read through this index alone, so it carries everything that counting the line asks for.
const LINE: [&str; 9] = [
    "branch_id",
    "business_day",
    "state",
    "class",
    "queued_at",
    "service_id",
    "postponed_until",
    "reserved_staff",
    "reserved_counter",
];

/// Only visits that were called, are kept for somebody, or whose customer is known, are in these; most writes do not touch them.
const PARTIAL: [&str; 3] = [
    "CREATE INDEX ix_lobby_visits_calls ON lobby_visits (branch_id, last_called_at) WHERE last_called_at IS NOT NULL",
    "CREATE INDEX ix_lobby_visits_kept ON lobby_visits (branch_id, business_day, state) \
     WHERE reserved_staff IS NOT NULL OR reserved_counter IS NOT NULL",
    "CREATE INDEX ix_lobby_visits_customer ON lobby_visits (customer_id, id) WHERE customer_id IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Visits {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(progress(&mut visits()).take()).await?;
        manager
            .create_index(unique("lobby_visits", &["branch_id", "business_day", "number"]))
            .await?;
        manager.create_index(index("ix_lobby_visits_line", "lobby_visits", &LINE)).await?;
        for partial in PARTIAL {
            manager.get_connection().execute_unprepared(partial).await?;
        }
        manager.create_table(steps()).await?;
        manager.create_table(numbers()).await
    }
}

fn visits() -> TableCreateStatement {
    Table::create()
        .table("lobby_visits")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string("business_day"))
        .col(string("number"))
        .col(binary("token_digest"))
        .col(uuid("service_id"))
        .col(string("class"))
        .col(string_null("care_group"))
        .col(string_null("tier"))
        .col(boolean("accessible"))
        .col(uuid_null("customer_id"))
        .col(string("channel"))
        .col(binary_null("need"))
        .col(big_integer("arrived_at"))
        .to_owned()
}

/// The columns that acts change.
fn progress(visits: &mut TableCreateStatement) -> &mut TableCreateStatement {
    visits
        .col(string("state"))
        .col(big_integer("since"))
        .col(big_integer("queued_at"))
        .col(big_integer("waited_us"))
        .col(big_integer("called_us"))
        .col(big_integer("served_us"))
        .col(big_integer("parked_us"))
        .col(string_null("reason"))
        .col(uuid_null("counter_id"))
        .col(uuid_null("staff_id"))
        .col(uuid_null("reserved_staff"))
        .col(uuid_null("reserved_counter"))
        .col(big_integer_null("postponed_until"))
        .col(integer("postponements"))
        .col(integer("round"))
        .col(integer("calls"))
        .col(big_integer_null("first_called_at"))
        .col(big_integer_null("last_called_at"))
        .col(uuid_null("last_counter_id"))
        .col(big_integer_null("first_served_at"))
        .col(integer("steps"))
        .col(text_null("next_steps"))
        .col(integer("alerted"))
        .col(boolean("rated"))
        .col(integer("version"))
}

fn steps() -> TableCreateStatement {
    Table::create()
        .table("lobby_steps")
        .col(uuid("visit_id"))
        .col(integer("seq"))
        .col(string("kind"))
        .col(big_integer("at"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(uuid_null("counter_id"))
        .col(uuid_null("staff_id"))
        .col(uuid("service_id"))
        .col(text("act"))
        .col(text_null("why"))
        .col(binary_null("note"))
        .primary_key(Index::create().name("pk_lobby_steps").col("visit_id").col("seq"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_lobby_steps_visit_id")
                .from("lobby_steps", "visit_id")
                .to("lobby_visits", "id"),
        )
        .to_owned()
}

fn numbers() -> TableCreateStatement {
    Table::create()
        .table("lobby_numbers")
        .col(uuid("branch_id"))
        .col(string("business_day"))
        .col(string("prefix"))
        .col(big_integer("last"))
        .primary_key(
            Index::create()
                .name("pk_lobby_numbers")
                .col("branch_id")
                .col("business_day")
                .col("prefix"),
        )
        .to_owned()
}
