//! The table of remembered answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, uuid};

const TABLE: &str = "web_answers";

/// The migrations of this crate.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Answers)]
}

struct Answers;

impl MigrationName for Answers {
    fn name(&self) -> &'static str {
        "web_0001_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Answers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new(TABLE))
            .col(uuid("id").primary_key())
            .col(binary("answer"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(table).await?;
        let index = Index::create()
            .name("web_answers_created_at")
            .table(Alias::new(TABLE))
            .col(Alias::new("created_at"))
            .to_owned();
        manager.create_index(index).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
