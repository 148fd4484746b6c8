//! Accounts and recovery codes.

use sea_orm::DbErr;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, boolean, integer, string, string_null,
    text_null, uuid,
};

pub(super) struct Accounts;

impl MigrationName for Accounts {
    fn name(&self) -> &'static str {
        "access_0001_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Accounts {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(accounts()).await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_access_accounts_username")
                    .table("access_accounts")
                    .col("username_folded")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager.create_table(recovery_codes()).await
    }
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table("access_accounts")
        .col(uuid("staff_id"))
        .col(string("username"))
        .col(string("username_folded"))
        .col(text_null("password_hash"))
        .col(big_integer("password_changed_at"))
        .col(boolean("must_change"))
        .col(boolean("disabled"))
        .col(integer("failed_count"))
        .col(big_integer_null("locked_until"))
        .col(binary_null("totp_secret"))
        .col(boolean("totp_confirmed"))
        .col(big_integer_null("totp_last_step"))
        .col(string_null("locale"))
        .col(big_integer("created_at"))
        .primary_key(Index::create().name("pk_access_accounts").col("staff_id"))
        .to_owned()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("access_recovery_codes")
        .col(uuid("staff_id"))
        .col(binary("code_hash"))
        .col(big_integer_null("used_at"))
        .primary_key(
            Index::create().name("pk_access_recovery_codes").col("staff_id").col("code_hash"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_access_recovery_codes_account")
                .from("access_recovery_codes", "staff_id")
                .to("access_accounts", "staff_id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
