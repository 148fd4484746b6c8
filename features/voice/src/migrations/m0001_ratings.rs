//! Ratings, their follow-ups, and how many visits could have been rated.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_null, integer, integer_null, string, string_null, uuid,
    uuid_null,
};

use super::index;

pub(super) struct Ratings;

impl MigrationName for Ratings {
    fn name(&self) -> &'static str {
        "voice_0001_ratings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Ratings {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(ratings()).await?;
        manager.create_index(index("voice_ratings", &["visit_id"]).unique().to_owned()).await?;
        manager.create_index(index("voice_ratings", &["branch_id", "at", "id"])).await?;
        manager.create_index(index("voice_ratings", &["staff_id", "at", "id"])).await?;
        manager.create_table(follow_ups()).await?;
        manager.create_index(index("voice_follow_ups", &["rating_id"]).unique().to_owned()).await?;
        manager
            .create_index(index("voice_follow_ups", &["branch_id", "state", "due_at", "id"]))
            .await?;
        manager.create_table(finished_days()).await
    }
}

fn ratings() -> TableCreateStatement {
    Table::create()
        .table("voice_ratings")
        .col(uuid("id").primary_key())
        .col(uuid("visit_id"))
        .col(string("visit_number"))
        .col(uuid("branch_id"))
        .col(uuid_null("service_id"))
        .col(uuid_null("staff_id"))
        .col(uuid_null("customer_id"))
        .col(integer("satisfaction"))
        .col(integer_null("effort"))
        .col(integer_null("recommend"))
        .col(binary_null("comment"))
        .col(big_integer("at"))
        .to_owned()
}

fn follow_ups() -> TableCreateStatement {
    Table::create()
        .table("voice_follow_ups")
        .col(uuid("id").primary_key())
        .col(uuid("rating_id"))
        .col(uuid("branch_id"))
        .col(string("state"))
        .col(uuid_null("assignee_id"))
        .col(big_integer("opened_at"))
        .col(big_integer("due_at"))
        .col(big_integer_null("closed_at"))
        .col(string_null("outcome"))
        .col(binary_null("note"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_voice_follow_ups_rating_id")
                .from("voice_follow_ups", "rating_id")
                .to("voice_ratings", "id"),
        )
        .to_owned()
}

fn finished_days() -> TableCreateStatement {
    Table::create()
        .table("voice_finished_days")
        .col(uuid("branch_id"))
        .col(integer("day"))
        .col(big_integer("finished"))
        .primary_key(Index::create().name("pk_voice_finished_days").col("branch_id").col("day"))
        .to_owned()
}
