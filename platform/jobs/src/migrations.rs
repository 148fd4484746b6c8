//! The schema of this crate, forward only.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, string_null, text, text_null, uuid,
};

/// Returns the migrations of this crate in their order; the worker also needs those of `db::lease`.
pub fn migrations() -> db::migrate::Migrations {
    vec![Box::new(Jobs), Box::new(Schedules)]
}

struct Jobs;

impl MigrationName for Jobs {
    fn name(&self) -> &'static str {
        "jobs_0001_jobs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Jobs {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let states = Expr::col("state").is_in(["queued", "running", "done", "failed"]);
        let table = Table::create()
            .table("jobs_jobs")
            .col(uuid("id"))
            .col(string("queue"))
            .col(string("name"))
            .col(text("payload"))
            .col(big_integer("run_at"))
            .col(integer("attempts"))
            .col(integer("max_attempts"))
            .col(string("state"))
            .col(big_integer_null("lease_until"))
            .col(string_null("lease_owner"))
            .col(text_null("last_error"))
            .col(big_integer("created_at"))
            .col(big_integer_null("finished_at"))
            .col(string("trace"))
            .primary_key(Index::create().name("jobs_jobs_pkey").col("id"))
            .check(("jobs_jobs_state", states))
            .to_owned();
        manager.create_table(table).await?;
        manager
            .create_index(index("jobs_jobs_queued", &["queue", "run_at", "id"], "queued"))
            .await?;
        manager.create_index(index("jobs_jobs_running", &["lease_until"], "running")).await?;
        manager.create_index(index("jobs_jobs_done", &["finished_at"], "done")).await?;
        manager.create_index(index("jobs_jobs_failed", &["finished_at", "id"], "failed")).await
    }
}

/// Describes an index over the rows of one state.
fn index(name: &str, columns: &[&'static str], state: &str) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table("jobs_jobs").to_owned();
    for column in columns {
        index.col(*column);
    }
    index.cond_where(Expr::col("state").eq(state)).to_owned()
}

struct Schedules;

impl MigrationName for Schedules {
    fn name(&self) -> &'static str {
        "jobs_0002_schedules"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Schedules {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("jobs_schedules")
            .col(string("name"))
            .col(big_integer("next_at"))
            .col(big_integer("signals"))
            .col(integer("failures"))
            .col(text_null("last_error"))
            .col(big_integer_null("started_at"))
            .col(big_integer_null("finished_at"))
            .primary_key(Index::create().name("jobs_schedules_pkey").col("name"))
            .to_owned();
        manager.create_table(table).await
    }
}
