//! Queries on the latest service times.

use db::{DbError, WriteTx};
use kernel::{BranchId, ServiceId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entity::service_times::{ActiveModel, Column, Entity, Model};

/// As many service times as the wait range looks at.
const KEPT: usize = 200;

/// The latest service times of one service, the latest first.
#[derive(Clone, Debug)]
pub(crate) struct ServiceTimes {
    /// The service.
    pub(crate) service: ServiceId,
    /// Whole seconds.
    pub(crate) seconds: Vec<u32>,
}

/// Lists the latest service times of a branch.
pub(crate) async fn of_branch(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<ServiceTimes>, DbError> {
    let rows = Entity::find().filter(Column::BranchId.eq(branch.uuid())).all(db).await?;
    Ok(rows.iter().map(read).collect())
}

/// Puts a service time in front of the latest ones; the caller holds the branch's lock.
pub(crate) async fn add(
    tx: &WriteTx,
    branch: BranchId,
    service: ServiceId,
    seconds: u32,
    now: Timestamp,
) -> Result<(), DbError> {
    let known = Entity::find_by_id((branch.uuid(), service.uuid())).one(tx).await?;
    let mut all = known.as_ref().map(read).map(|times| times.seconds).unwrap_or_default();
    all.insert(0, seconds);
    all.truncate(KEPT);
    let row = ActiveModel {
        branch_id: Set(branch.uuid()),
        service_id: Set(service.uuid()),
        seconds: Set(serde_json::to_string(&all).unwrap_or_default()),
        updated_at: Set(now.micros()),
    };
    let conflict = OnConflict::columns([Column::BranchId, Column::ServiceId])
        .update_columns([Column::Seconds, Column::UpdatedAt])
        .to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}

/// Reads a row; a list that cannot be read is an estimate we do without.
fn read(row: &Model) -> ServiceTimes {
    let seconds = serde_json::from_str(&row.seconds).unwrap_or_default();
    ServiceTimes { service: ServiceId::from_uuid(row.service_id), seconds }
}
