//! Queries on the numbers that kiosks hold.

use std::collections::HashMap;

use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, Timestamp, VisitId};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entity::{lease, leased_number, visit};
use crate::model::kiosk::{Issued, KioskId, Lease, LeaseId, LeasedNumber};
use crate::model::number::{BusinessDay, TicketNumber};

/// Adds a block with its numbers.
pub(crate) async fn insert(
    tx: &WriteTx,
    lease: &Lease,
    numbers: &[LeasedNumber],
) -> Result<(), DbError> {
    let row = lease::ActiveModel {
        id: Set(lease.id.uuid()),
        kiosk_id: Set(lease.kiosk.uuid()),
        branch_id: Set(lease.branch.uuid()),
        business_day: Set(lease.day.to_string()),
        leased_at: Set(lease.leased_at.micros()),
        ends_at: Set(lease.ends_at.micros()),
    };
    lease::Entity::insert(row).exec_without_returning(tx).await?;
    let rows = numbers.iter().map(|number| leased_number::ActiveModel {
        visit_id: Set(number.visit.uuid()),
        lease_id: Set(number.lease.uuid()),
        ordinal: Set(number.ordinal),
        number: Set(number.number.to_string()),
        token_digest: Set(number.token_digest.to_vec()),
    });
    leased_number::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Counts the blocks that a kiosk was given for a day.
pub(crate) async fn count_of(
    db: &impl ConnectionTrait,
    kiosk: KioskId,
    day: BusinessDay,
) -> Result<u64, DbError> {
    use lease::{Column, Entity};
    let of_day = Entity::find().filter(Column::BusinessDay.eq(day.to_string()));
    Ok(of_day.filter(Column::KioskId.eq(kiosk.uuid())).count(db).await?)
}

/// Lists leased numbers by the visits they become, in the order of their series.
pub(crate) async fn numbers(
    db: &impl ConnectionTrait,
    visits: &[VisitId],
) -> Result<Vec<LeasedNumber>, DbError> {
    use leased_number::{Column, Entity};
    if visits.is_empty() {
        return Ok(Vec::new());
    }
    let query = Entity::find().filter(Column::VisitId.is_in(visits.iter().map(|id| id.uuid())));
    let rows = query.order_by_asc(Column::Ordinal).all(db).await?;
    rows.into_iter().map(LeasedNumber::try_from).collect()
}

/// Lists blocks by id.
pub(crate) async fn leases(
    db: &impl ConnectionTrait,
    ids: &[LeaseId],
) -> Result<HashMap<LeaseId, Lease>, DbError> {
    use lease::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    let rows = query.all(db).await?.into_iter();
    rows.map(|row| Lease::try_from(row).map(|lease| (lease.id, lease))).collect()
}

/// Returns when those numbers of some blocks were issued that have become visits.
pub(crate) async fn issued(
    db: &impl ConnectionTrait,
    leases: &[LeaseId],
) -> Result<HashMap<LeaseId, Issued>, DbError> {
    use leased_number::{Column, Entity};
    let mut issued: HashMap<LeaseId, Issued> = HashMap::new();
    if leases.is_empty() {
        return Ok(issued);
    }
    let held = Entity::find().filter(Column::LeaseId.is_in(leases.iter().map(|id| id.uuid())));
    let held: Vec<(Uuid, Uuid, i64)> = held
        .select_only()
        .columns([Column::VisitId, Column::LeaseId, Column::Ordinal])
        .into_tuple()
        .all(db)
        .await?;
    let arrived: HashMap<Uuid, i64> = visit::Entity::find()
        .select_only()
        .columns([visit::Column::Id, visit::Column::ArrivedAt])
        .filter(visit::Column::Id.is_in(held.iter().map(|(id, ..)| *id)))
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    for (visit, lease, ordinal) in held {
        if let Some(at) = arrived.get(&visit) {
            let issued = issued.entry(LeaseId::from_uuid(lease)).or_default();
            issued.note(ordinal, Timestamp::from_micros(*at));
        }
    }
    Ok(issued)
}

impl TryFrom<leased_number::Model> for LeasedNumber {
    type Error = DbError;

    fn try_from(row: leased_number::Model) -> Result<Self, DbError> {
        let digest = row.token_digest.try_into();
        let odd = |_| Inconsistency::new("lobby_leased_numbers", "token_digest", row.visit_id);
        Ok(Self {
            visit: VisitId::from_uuid(row.visit_id),
            lease: LeaseId::from_uuid(row.lease_id),
            ordinal: row.ordinal,
            number: TicketNumber::from_stored(row.number),
            token_digest: digest.map_err(odd)?,
        })
    }
}

impl TryFrom<lease::Model> for Lease {
    type Error = DbError;

    fn try_from(row: lease::Model) -> Result<Self, DbError> {
        let day = BusinessDay::parse(&row.business_day)
            .ok_or_else(|| Inconsistency::new("lobby_leases", "business_day", row.id))?;
        Ok(Self {
            id: LeaseId::from_uuid(row.id),
            kiosk: KioskId::from_uuid(row.kiosk_id),
            branch: BranchId::from_uuid(row.branch_id),
            day,
            leased_at: Timestamp::from_micros(row.leased_at),
            ends_at: Timestamp::from_micros(row.ends_at),
        })
    }
}
