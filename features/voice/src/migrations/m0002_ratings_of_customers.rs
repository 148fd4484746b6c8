//! Finding what one customer said.

use sea_orm_migration::prelude::*;

use super::index;

pub(super) struct RatingsOfCustomers;

impl MigrationName for RatingsOfCustomers {
    fn name(&self) -> &'static str {
        "voice_0002_ratings_of_customers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for RatingsOfCustomers {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("voice_ratings", &["customer_id", "at", "id"])).await
    }
}
