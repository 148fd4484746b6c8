//! Registered kiosks, the numbers they hold for when the network is down, and rolls of pre-printed numbers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, integer, string, string_null, uuid, uuid_null,
};

use super::{index, unique};

pub(super) struct Kiosks;

impl MigrationName for Kiosks {
    fn name(&self) -> &'static str {
        "lobby_0010_kiosks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Kiosks {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(kiosks()).await?;
        let by_branch = index("ix_lobby_kiosks_branch", "lobby_kiosks", &["branch_id", "id"]);
        manager.create_index(by_branch).await?;
        manager.create_table(leases()).await?;
        let by_kiosk = &["kiosk_id", "business_day"];
        let by_kiosk = index("ix_lobby_leases_kiosk", "lobby_leases", by_kiosk);
        manager.create_index(by_kiosk).await?;
        manager.create_table(numbers()).await?;
        let ordinals = unique("lobby_leased_numbers", &["lease_id", "ordinal"]);
        manager.create_index(ordinals).await?;
        manager.create_table(rolls()).await
    }
}

fn kiosks() -> TableCreateStatement {
    Table::create()
        .table("lobby_kiosks")
        .col(uuid("id").primary_key())
        .col(uuid("branch_id"))
        .col(string("name"))
        .col(binary("token_digest"))
        .col(string_null("bridge_url"))
        .col(big_integer("created_at"))
        .col(uuid("created_by"))
        .col(big_integer_null("revoked_at"))
        .col(uuid_null("revoked_by"))
        .to_owned()
}

fn leases() -> TableCreateStatement {
    Table::create()
        .table("lobby_leases")
        .col(uuid("id").primary_key())
        .col(uuid("kiosk_id"))
        .col(uuid("branch_id"))
        .col(string("business_day"))
        .col(big_integer("leased_at"))
        .col(big_integer("ends_at"))
        .to_owned()
}

fn numbers() -> TableCreateStatement {
    Table::create()
        .table("lobby_leased_numbers")
        .col(uuid("visit_id").primary_key())
        .col(uuid("lease_id"))
        .col(big_integer("ordinal"))
        .col(string("number"))
        .col(binary("token_digest"))
        .to_owned()
}

fn rolls() -> TableCreateStatement {
    Table::create()
        .table("lobby_rolls")
        .col(uuid("branch_id").primary_key())
        .col(string("prefix"))
        .col(integer("digits"))
        .col(big_integer("next"))
        .col(boolean("active"))
        .col(integer("version"))
        .to_owned()
}
