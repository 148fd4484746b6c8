//! Sessions.

use sea_orm::DbErr;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, string, uuid, uuid_null};

pub(super) struct Sessions;

impl MigrationName for Sessions {
    fn name(&self) -> &'static str {
        "access_0002_sessions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Sessions {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sessions()).await?;
        let token = Index::create()
            .name("uq_access_sessions_token")
            .table("access_sessions")
            .col("token_hash")
            .unique()
            .to_owned();
        manager.create_index(token).await?;
        let staff = Index::create()
            .name("ix_access_sessions_staff")
            .table("access_sessions")
            .col("staff_id")
            .col("expires_at")
            .to_owned();
        manager.create_index(staff).await
    }
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("access_sessions")
        .col(uuid("id"))
        .col(binary("token_hash"))
        .col(uuid("staff_id"))
        .col(big_integer("created_at"))
        .col(big_integer("last_seen_at"))
        .col(big_integer("expires_at"))
        .col(string("user_agent"))
        .col(string("ip"))
        .col(uuid_null("branch_id"))
        .col(big_integer_null("revoked_at"))
        .primary_key(Index::create().name("pk_access_sessions").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_access_sessions_account")
                .from("access_sessions", "staff_id")
                .to("access_accounts", "staff_id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
