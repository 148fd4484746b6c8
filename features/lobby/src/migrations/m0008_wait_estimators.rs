//! Waits are estimated by what every wait teaches; the lists of service times are not needed any more.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null, uuid};

pub(super) struct WaitEstimators;

impl MigrationName for WaitEstimators {
    fn name(&self) -> &'static str {
        "lobby_0008_wait_estimators"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for WaitEstimators {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(estimators()).await?;
        let mut visits = Table::alter();
        manager
            .alter_table(visits.table("lobby_visits").add_column(text_null("asked")).take())
            .await?;
        manager.drop_table(Table::drop().table("lobby_service_times").to_owned()).await
    }
}

fn estimators() -> TableCreateStatement {
    Table::create()
        .table("lobby_wait_estimators")
        .col(uuid("branch_id"))
        .col(text("state"))
        .col(big_integer("updated_at"))
        .primary_key(Index::create().name("pk_lobby_wait_estimators").col("branch_id"))
        .to_owned()
}
