//! Which visit a happening belongs to, so that a list shows a visit as one entry.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, uuid_null};
use sea_orm_migration::sea_orm::DbBackend;

use super::index;

pub(super) struct VisitsOnTimelines;

impl MigrationName for VisitsOnTimelines {
    fn name(&self) -> &'static str {
        "customers_0003_visits_on_timelines"
    }
}

/// Reads the visit from the payload of what is there already.
const VISITS_SQLITE: &str = "UPDATE customers_timeline \
    SET visit_id = unhex(replace(json_extract(payload, '$.visit_id'), '-', '')) \
    WHERE json_extract(payload, '$.visit_id') IS NOT NULL";
const VISITS_POSTGRES: &str = "UPDATE customers_timeline \
    SET visit_id = (payload::jsonb ->> 'visit_id')::uuid \
    WHERE payload::jsonb ->> 'visit_id' IS NOT NULL";

/// Only the first of a visit opens an entry.
const LEADS: &str = "UPDATE customers_timeline SET leads = FALSE WHERE EXISTS (\
    SELECT 1 FROM customers_timeline AS earlier \
    WHERE earlier.visit_id = customers_timeline.visit_id \
    AND (earlier.at < customers_timeline.at \
    OR (earlier.at = customers_timeline.at AND earlier.id < customers_timeline.id)))";

#[async_trait::async_trait]
impl MigrationTrait for VisitsOnTimelines {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [uuid_null("visit_id"), boolean("leads").default(true).take()] {
            let mut table = Table::alter();
            manager
                .alter_table(table.table("customers_timeline").add_column(column).take())
                .await?;
        }
        manager.create_index(index("customers_timeline", &["visit_id"])).await?;
        let connection = manager.get_connection();
        let visits = match manager.get_database_backend() {
            DbBackend::Postgres => VISITS_POSTGRES,
            _ => VISITS_SQLITE,
        };
        connection.execute_unprepared(visits).await?;
        connection.execute_unprepared(LEADS).await.map(drop)
    }
}
