//! What a visitor told of care, when the latest step was, and indexes for lists and for what is left over.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string_null};

use super::index;

pub(super) struct VisitsByBranch;

impl MigrationName for VisitsByBranch {
    fn name(&self) -> &'static str {
        "lobby_0004_visits_by_branch"
    }
}

/// Open visits are few; the end of a day asks where any are left.
const OPEN: &str = "CREATE INDEX ix_lobby_visits_open ON lobby_visits (branch_id) \
    WHERE state IN ('waiting', 'called', 'serving', 'parked')";

#[async_trait::async_trait]
impl MigrationTrait for VisitsByBranch {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [string_null("told_care_group"), big_integer("latest_at").default(0).take()] {
            let mut table = Table::alter();
            manager.alter_table(table.table("lobby_visits").add_column(column).take()).await?;
        }
        manager
            .create_index(index("ix_lobby_visits_branch", "lobby_visits", &["branch_id", "id"]))
            .await?;
        manager.get_connection().execute_unprepared(OPEN).await.map(drop)
    }
}
