//! Queries on who waits.

use db::DbError;
use kernel::{BranchId, CounterId, ServiceId, Timestamp, VisitId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value};
use uuid::Uuid;

use super::convert::{count, lasting, reserved};
use super::sql;
use crate::entity::visit::{Column, Entity};
use crate::model::ahead::Line;
use crate::model::number::{BusinessDay, TicketNumber};
use crate::model::place::Reserved;
use crate::model::visit::StateName;

/// What the dispatch looks at of somebody who waits.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    /// The visit.
    pub(crate) id: VisitId,
    /// Its number.
    pub(crate) number: TicketNumber,
    /// Its class.
    pub(crate) class: String,
    /// What is wanted.
    pub(crate) service: ServiceId,
    /// From when the wait counts.
    pub(crate) queued_at: Timestamp,
    /// For whom it is kept.
    pub(crate) reserved: Option<Reserved>,
    /// Until when the call is postponed.
    pub(crate) postponed_until: Option<Timestamp>,
}

type WaitingRow = (Uuid, String, String, Uuid, i64, Option<Uuid>, Option<Uuid>, Option<i64>);

/// Lists everybody who waits at a branch, in no order.
pub(crate) async fn waiting(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<Vec<Waiting>, DbError> {
    let rows: Vec<WaitingRow> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Number, Column::Class, Column::ServiceId, Column::QueuedAt])
        .columns([Column::ReservedStaff, Column::ReservedCounter, Column::PostponedUntil])
        .filter(of_day(branch, day))
        .filter(Column::State.eq(StateName::Waiting.code()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, number, class, service, queued_at, staff, counter, postponed)| Waiting {
            id: VisitId::from_uuid(id),
            number: TicketNumber::from_stored(number),
            class,
            service: ServiceId::from_uuid(service),
            queued_at: Timestamp::from_micros(queued_at),
            reserved: reserved(staff, counter),
            postponed_until: postponed.map(Timestamp::from_micros),
        })
        .collect())
}

/// What lists show of somebody who waits or is parked.
#[derive(Clone, Debug)]
pub(crate) struct Queued {
    /// What the dispatch looks at too.
    pub(crate) waiting: Waiting,
    /// Whether it is parked.
    pub(crate) parked: bool,
    /// Its care group.
    pub(crate) care_group: Option<String>,
    /// Its tier.
    pub(crate) tier: Option<String>,
    /// When the number was taken.
    pub(crate) arrived_at: Timestamp,
    /// Seconds waited by now.
    pub(crate) waited_s: u32,
    /// Whether an accessible counter is wanted.
    pub(crate) accessible: bool,
    /// How often it was called.
    pub(crate) calls: u32,
    /// The counter that parked it.
    pub(crate) counter: Option<CounterId>,
}

type QueuedRow = (
    (Uuid, String, String, Uuid, i64, Option<Uuid>, Option<Uuid>, Option<i64>),
    (String, Option<String>, Option<String>, i64, i64, bool, i32, Option<Uuid>),
);

/// Lists those who wait or are parked at a branch, longest wait first, at most `limit`.
pub(crate) async fn queued(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<Queued>, DbError> {
    let states = [StateName::Waiting, StateName::Parked].map(StateName::code);
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Number, Column::Class, Column::ServiceId, Column::QueuedAt])
        .columns([Column::ReservedStaff, Column::ReservedCounter, Column::PostponedUntil])
        .columns([Column::State, Column::CareGroup, Column::Tier, Column::ArrivedAt, Column::WaitedUs])
        .columns([Column::Accessible, Column::Calls, Column::CounterId])
        .filter(of_day(branch, day))
        .filter(Column::State.is_in(states))
        .order_by_asc(Column::QueuedAt)
        .limit(limit);
    let rows: Vec<QueuedRow> = tuples(db, query).await?;
    Ok(rows.into_iter().map(|row| read_queued(row, now)).collect())
}

fn read_queued((first, second): QueuedRow, now: Timestamp) -> Queued {
    let (id, number, class, service, queued_at, staff, counter, postponed) = first;
    let (state, care_group, tier, arrived_at, waited_us, accessible, calls, at_counter) = second;
    let parked = state == StateName::Parked.code();
    let queued_at = Timestamp::from_micros(queued_at);
    let waited_s = if parked { lasting(waited_us).as_secs() } else { now.since(queued_at).as_secs() };
    Queued {
        waiting: Waiting {
            id: VisitId::from_uuid(id),
            number: TicketNumber::from_stored(number),
            class,
            service: ServiceId::from_uuid(service),
            queued_at,
            reserved: reserved(staff, counter),
            postponed_until: postponed.map(Timestamp::from_micros),
        },
        parked,
        care_group,
        tier,
        arrived_at: Timestamp::from_micros(arrived_at),
        waited_s: u32::try_from(waited_s).unwrap_or(u32::MAX),
        accessible,
        calls: count(calls),
        counter: at_counter.map(CounterId::from_uuid),
    }
}

fn of_day(branch: BranchId, day: BusinessDay) -> Condition {
    Condition::all().add(Column::BranchId.eq(branch.uuid())).add(Column::BusinessDay.eq(day.to_string()))
}
