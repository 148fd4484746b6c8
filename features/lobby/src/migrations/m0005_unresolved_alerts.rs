//! Which alerts still stand is asked all the time, whether somebody has taken them up or not.

use sea_orm_migration::prelude::*;

pub(super) struct UnresolvedAlerts;

impl MigrationName for UnresolvedAlerts {
    fn name(&self) -> &'static str {
        "lobby_0005_unresolved_alerts"
    }
}

const UNRESOLVED: &str = "CREATE INDEX ix_lobby_alerts_unresolved ON lobby_alerts (branch_id, id) \
    WHERE resolved_at IS NULL";

/// Those that nobody has taken up are among the unresolved, which are few: every alert is resolved in the end.
const OPEN: &str = "DROP INDEX ix_lobby_alerts_open";

#[async_trait::async_trait]
impl MigrationTrait for UnresolvedAlerts {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in [UNRESOLVED, OPEN] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
