//! Opening and closing checklists, what they leave open, and handover notes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, integer, string, uuid, uuid_null,
};

use super::{index, unique};

pub(super) struct Checklists;

impl MigrationName for Checklists {
    fn name(&self) -> &'static str {
        "lobby_0006_checklists"
    }
}

/// Open items are few and asked for with every list; resolved ones are kept for the record.
const OPEN: &str = "CREATE INDEX ix_lobby_open_items_open ON lobby_open_items (branch_id, id) \
    WHERE resolved_at IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Checklists {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(checklists()).await?;
        let day = ["branch_id", "business_day", "kind"];
        manager.create_index(unique("lobby_checklists", &day)).await?;
        manager.create_table(marks()).await?;
        manager.create_index(unique("lobby_checklist_marks", &["checklist_id", "item"])).await?;
        manager.create_table(photos()).await?;
        let place = ["checklist_id", "item", "slot"];
        manager.create_index(unique("lobby_checklist_photos", &place)).await?;
        manager.create_table(open_items()).await?;
        let source = ["checklist_id", "item"];
        manager
            .create_index(index("ix_lobby_open_items_list", "lobby_open_items", &source))
            .await?;
        manager.get_connection().execute_unprepared(OPEN).await?;
        manager.create_table(handovers()).await?;
        let branch = ["branch_id", "id"];
        manager.create_index(index("ix_lobby_handovers_branch", "lobby_handovers", &branch)).await
    }
}

fn checklists() -> TableCreateStatement {
    Table::create()
        .table("lobby_checklists")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string("business_day"))
        .col(string("kind"))
        .col(big_integer("begun_at"))
        .col(uuid_null("overridden_by"))
        .col(big_integer_null("overridden_at"))
        .col(binary_null("override_reason"))
        .to_owned()
}

fn marks() -> TableCreateStatement {
    Table::create()
        .table("lobby_checklist_marks")
        .col(uuid("id").primary_key())
        .col(uuid("checklist_id"))
        .col(string("item"))
        .col(string("state"))
        .col(binary_null("note"))
        .col(uuid_null("marked_by"))
        .col(big_integer_null("marked_at"))
        .col(uuid_null("confirmed_by"))
        .col(big_integer_null("confirmed_at"))
        .col(integer("version"))
        .to_owned()
}

fn photos() -> TableCreateStatement {
    Table::create()
        .table("lobby_checklist_photos")
        .col(uuid("id").primary_key())
        .col(uuid("checklist_id"))
        .col(string("item"))
        .col(integer("slot"))
        .col(string("media_type"))
        .col(integer("size"))
        .col(binary("image"))
        .col(uuid("added_by"))
        .col(big_integer("added_at"))
        .to_owned()
}

fn open_items() -> TableCreateStatement {
    Table::create()
        .table("lobby_open_items")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(uuid("checklist_id"))
        .col(string("kind"))
        .col(string("item"))
        .col(string("business_day"))
        .col(binary("note"))
        .col(uuid("raised_by"))
        .col(big_integer("raised_at"))
        .col(binary_null("resolution"))
        .col(uuid_null("resolved_by"))
        .col(big_integer_null("resolved_at"))
        .to_owned()
}

fn handovers() -> TableCreateStatement {
    Table::create()
        .table("lobby_handovers")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string("business_day"))
        .col(binary("words"))
        .col(uuid("written_by"))
        .col(big_integer("written_at"))
        .col(uuid_null("read_by"))
        .col(big_integer_null("read_at"))
        .to_owned()
}
