//! Queries on visits, one by one.

use std::collections::HashMap;

use access::Scope;
use db::{DbError, WriteTx};
use kernel::{BranchId, CounterId, ServiceId, VisitId};
use queueing::Asked;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::convert::{Kept, changing};
use super::{sql, visible};
use crate::entity::visit::{ActiveModel, Column, Entity};
use crate::model::number::BusinessDay;
use crate::model::visit::Visit;

/// Raises the last number of a day by one and returns it; it is given out once, even after a crash.
pub(crate) async fn next_ordinal(
    tx: &WriteTx,
    branch: BranchId,
    day: BusinessDay,
    prefix: &str,
) -> Result<i64, DbError> {
    raise_ordinal(tx, branch, day, prefix, 1).await
}

/// Raises the last number of a day and returns it; all those up to it, as many as were asked for, are given out once.
pub(crate) async fn raise_ordinal(
    tx: &WriteTx,
    branch: BranchId,
    day: BusinessDay,
    prefix: &str,
    by: u32,
) -> Result<i64, DbError> {
    const UPSERT: &str = "INSERT INTO lobby_numbers (branch_id, business_day, prefix, last) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (branch_id, business_day, prefix) DO UPDATE SET last = lobby_numbers.last + $4 RETURNING last";
    let values =
        [branch.uuid().into(), day.to_string().into(), prefix.into(), i64::from(by).into()];
    let row = tx.query_one_raw(sql(tx, UPSERT, values)).await?;
    let missing =
        || sea_orm::DbErr::RecordNotFound("the number that was just given out".to_owned());
    Ok(row.ok_or_else(missing)?.try_get_by_index(0)?)
}

/// Adds a visit.
pub(crate) async fn insert(
    tx: &WriteTx,
    visit: &Visit,
    channel: &str,
    token_digest: [u8; 32],
    need: Option<Vec<u8>>,
    told_care_group: Option<String>,
    asked: Option<&Asked>,
) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(visit.id.uuid()),
        branch_id: Set(visit.branch.uuid()),
        business_day: Set(visit.day.to_string()),
        number: Set(visit.number.to_string()),
        token_digest: Set(token_digest.to_vec()),
        tier: Set(visit.standing.tier.clone()),
        customer_id: Set(visit.customer.map(kernel::CustomerId::uuid)),
        appointment_id: Set(visit.appointed.map(|appointed| appointed.id.uuid())),
        counts_from: Set(visit.appointed.map(|appointed| appointed.counts_from.micros())),
        channel: Set(channel.to_owned()),
        need: Set(need),
        told_care_group: Set(told_care_group),
        asked: Set(asked.and_then(|asked| serde_json::to_string(asked).ok())),
        arrived_at: Set(visit.arrived_at.micros()),
        alerted: Set(0),
        rated: Set(false),
        version: Set(1),
        ..changing(visit)
    };
    tx.later(Entity::insert(row).build(tx.get_database_backend())).await
}

/// Saves a visit over the version it was loaded as; `false` when somebody else was faster.
pub(crate) async fn update(tx: &WriteTx, kept: &Kept) -> Result<bool, DbError> {
    let row = ActiveModel {
        version: Set(kept.version + 1),
        alerted: Set(kept.alerted),
        ..changing(&kept.visit)
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(kept.visit.id.uuid()))
        .filter(Column::Version.eq(kept.version))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Finds a visit that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: VisitId,
) -> Result<Option<Kept>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    row.map(Kept::try_from).transpose()
}

/// Returns what each of some visits is for.
pub(crate) async fn services(
    db: &impl ConnectionTrait,
    visits: &[VisitId],
) -> Result<HashMap<VisitId, ServiceId>, DbError> {
    if visits.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = visits.iter().map(|visit| visit.uuid());
    let query = Entity::find().select_only().columns([Column::Id, Column::ServiceId]);
    let rows: Vec<(Uuid, Uuid)> = query.filter(Column::Id.is_in(ids)).into_tuple().all(db).await?;
    let service = |(visit, service)| (VisitId::from_uuid(visit), ServiceId::from_uuid(service));
    Ok(rows.into_iter().map(service).collect())
}

/// Finds where a visit is that the scope may see: its branch, and the counter that has to do with it.
pub(crate) async fn find_place(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: VisitId,
) -> Result<Option<(BranchId, Option<CounterId>)>, DbError> {
    let query = Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope));
    let columns = query.select_only().columns([Column::BranchId, Column::CounterId]);
    let place: Option<(Uuid, Option<Uuid>)> = columns.into_tuple().one(db).await?;
    Ok(place
        .map(|(branch, counter)| (BranchId::from_uuid(branch), counter.map(CounterId::from_uuid))))
}

/// Notes that the customer has rated the visit; `false` when that was noted before.
pub(crate) async fn mark_rated(tx: &WriteTx, id: VisitId, steps: u32) -> Result<bool, DbError> {
    let row = ActiveModel {
        rated: Set(true),
        steps: Set(super::convert::stored(steps)),
        ..ActiveModel::default()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::Rated.eq(false))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Notes which alert about the wait is open, while the visit still waits.
pub(crate) async fn mark_alerted(tx: &WriteTx, id: VisitId, alerted: i32) -> Result<bool, DbError> {
    let row = ActiveModel { alerted: Set(alerted), ..ActiveModel::default() };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::State.eq("waiting"))
        .filter(Column::Alerted.lt(alerted))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}
