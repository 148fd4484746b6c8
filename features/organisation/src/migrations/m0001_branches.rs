//! The tree of branches, and the count of changes that caches look at.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, string, text, uuid, uuid_null};

use super::{index, reference, unique};

pub(super) struct Branches;

impl MigrationName for Branches {
    fn name(&self) -> &'static str {
        "organisation_0001_branches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Branches {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(branches()).await?;
        manager.create_index(unique("organisation_branches", &["code"])).await?;
        manager.create_index(index("organisation_branches", &["parent_id"])).await?;
        manager.create_table(revisions()).await?;
        let first = Query::insert()
            .into_table("organisation_revisions")
            .columns(["id", "revision"])
            .values_panic([1.into(), 1_i64.into()])
            .to_owned();
        manager.execute(first).await
    }
}

fn branches() -> TableCreateStatement {
    Table::create()
        .table("organisation_branches")
        .col(uuid("id").primary_key())
        .col(uuid_null("parent_id"))
        .col(string("kind"))
        .col(string("code"))
        .col(string("name"))
        .col(string("name_en"))
        .col(text("address"))
        .col(string("phone"))
        .col(string("zone"))
        .col(string("jurisdiction"))
        .col(boolean("active"))
        .col(text("folded"))
        .col(integer("version"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .foreign_key(&mut reference(
            "organisation_branches",
            "parent_id",
            "organisation_branches",
            "id",
        ))
        .to_owned()
}

fn revisions() -> TableCreateStatement {
    Table::create()
        .table("organisation_revisions")
        .col(integer("id").primary_key())
        .col(big_integer("revision"))
        .to_owned()
}
