//! Skills, services, and which branch offers which.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, integer, string, string_null, text, text_null, uuid,
};

use super::{index, reference, unique};

pub(super) struct Catalogue;

impl MigrationName for Catalogue {
    fn name(&self) -> &'static str {
        "organisation_0002_catalogue"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Catalogue {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(skills()).await?;
        manager.create_index(unique("organisation_skills", &["code"])).await?;
        manager.create_table(services()).await?;
        manager.create_index(unique("organisation_services", &["code"])).await?;
        manager.create_table(offerings()).await?;
        manager.create_index(index("organisation_offerings", &["service_id"])).await
    }
}

fn skills() -> TableCreateStatement {
    Table::create()
        .table("organisation_skills")
        .col(uuid("id").primary_key())
        .col(string("code"))
        .col(string("name"))
        .col(string("name_en"))
        .to_owned()
}

fn services() -> TableCreateStatement {
    Table::create()
        .table("organisation_services")
        .col(uuid("id").primary_key())
        .col(string("code"))
        .col(string("prefix"))
        .col(string("name"))
        .col(string("name_en"))
        .col(string("category"))
        .col(text("description"))
        .col(text("description_en"))
        .col(text("papers"))
        .col(integer("typical_s"))
        .col(string_null("skill"))
        .col(string_null("class"))
        .col(text_null("self_service"))
        .col(text("phrases"))
        .col(integer("position"))
        .col(boolean("active"))
        .col(text("folded"))
        .col(integer("version"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .to_owned()
}

fn offerings() -> TableCreateStatement {
    Table::create()
        .table("organisation_offerings")
        .col(uuid("branch_id"))
        .col(uuid("service_id"))
        .primary_key(
            Index::create().name("pk_organisation_offerings").col("branch_id").col("service_id"),
        )
        .foreign_key(&mut reference(
            "organisation_offerings",
            "branch_id",
            "organisation_branches",
            "id",
        ))
        .foreign_key(&mut reference(
            "organisation_offerings",
            "service_id",
            "organisation_services",
            "id",
        ))
        .to_owned()
}
