//! Indexes for lists that are ordered by instant and place in the chain instead of by id.

use sea_orm::DbErr;
use sea_orm_migration::prelude::*;

pub(super) struct Order;

impl MigrationName for Order {
    fn name(&self) -> &'static str {
        "audit_0002_order"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Order {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let at = index("ix_audit_rows_at", &["at", "position", "id"]);
        manager.create_index(at).await?;
        // Both end in the order of the list, so that one person's or one thing's acts need no sorting.
        for (name, first) in
            [("ix_audit_rows_resource", "resource_id"), ("ix_audit_rows_actor", "actor_id")]
        {
            manager.drop_index(Index::drop().name(name).table("audit_rows").to_owned()).await?;
            manager.create_index(index(name, &[first, "at", "position", "id"])).await?;
        }
        Ok(())
    }
}

fn index(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table("audit_rows").to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}
