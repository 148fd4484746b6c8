//! Rows and the heads of their chains.

use sea_orm::DbErr;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, string, string_null, text, text_null, uuid, uuid_null,
};

pub(super) struct Rows;

impl MigrationName for Rows {
    fn name(&self) -> &'static str {
        "audit_0001_rows"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Rows {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rows()).await?;
        let chain = index("uq_audit_rows_chain_position", "chain", "position").unique().to_owned();
        manager.create_index(chain).await?;
        // Two questions are asked often: what was done to this thing, and what did this person do?
        manager.create_index(index("ix_audit_rows_resource", "resource_id", "id")).await?;
        manager.create_index(index("ix_audit_rows_actor", "actor_id", "id")).await?;
        manager.create_table(chains()).await
    }
}

fn rows() -> TableCreateStatement {
    Table::create()
        .table("audit_rows")
        .col(uuid("id"))
        .col(string("chain"))
        .col(big_integer("position"))
        .col(big_integer("at"))
        .col(string("actor_kind"))
        .col(string_null("actor_id"))
        .col(string("action"))
        .col(string_null("resource_kind"))
        .col(string_null("resource_id"))
        .col(uuid_null("branch_id"))
        .col(text_null("reason"))
        .col(text("detail"))
        .col(string("trace"))
        .col(string("outcome"))
        .col(string("key_id"))
        .col(binary("mac"))
        .primary_key(Index::create().name("pk_audit_rows").col("id"))
        .to_owned()
}

fn chains() -> TableCreateStatement {
    Table::create()
        .table("audit_chains")
        .col(string("chain"))
        .col(big_integer("length"))
        .col(binary("head_mac"))
        .primary_key(Index::create().name("pk_audit_chains").col("chain"))
        .to_owned()
}

fn index(name: &'static str, first: &'static str, second: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table("audit_rows").col(first).col(second).to_owned()
}
