//! Queries on who waits.

use db::DbError;
use kernel::{BranchId, CounterId, ServiceId, Timestamp, VisitId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QueryResult, QuerySelect,
};
use uuid::Uuid;

use super::convert::{count, lasting, reserved};
use super::sql;
use crate::entity::visit::{Column, Entity, Model};
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

/// Lists those who wait or are parked at a branch, longest wait first, at most `limit`.
pub(crate) async fn queued(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Queued>, DbError> {
    const QUEUED: &str = "SELECT id, number, class, service_id, queued_at, reserved_staff, reserved_counter, \
        postponed_until, state, care_group, tier, arrived_at, waited_us, accessible, calls, counter_id \
        FROM lobby_visits WHERE branch_id = $1 AND business_day = $2 AND state IN ('waiting', 'parked') \
        ORDER BY queued_at, id LIMIT $3";
    let values = [branch.uuid().into(), day.to_string().into(), i64::from(limit).into()];
    let rows = db.query_all_raw(sql(db, QUEUED, values)).await?;
    Ok(rows.iter().map(|row| read_queued(row, now)).collect::<Result<_, _>>()?)
}

/// Reads a row by position; this list is long and asked for often.
fn read_queued(row: &QueryResult, now: Timestamp) -> Result<Queued, DbErr> {
    let queued_at = Timestamp::from_micros(row.try_get_by_index(4)?);
    let parked = row.try_get_by_index::<String>(8)? == StateName::Parked.code();
    let waited = if parked { lasting(row.try_get_by_index(12)?) } else { now.since(queued_at) };
    Ok(Queued {
        waiting: Waiting {
            id: VisitId::from_uuid(row.try_get_by_index(0)?),
            number: TicketNumber::from_stored(row.try_get_by_index(1)?),
            class: row.try_get_by_index(2)?,
            service: ServiceId::from_uuid(row.try_get_by_index(3)?),
            queued_at,
            reserved: reserved(row.try_get_by_index(5)?, row.try_get_by_index(6)?),
            postponed_until: row.try_get_by_index::<Option<i64>>(7)?.map(Timestamp::from_micros),
        },
        parked,
        care_group: row.try_get_by_index(9)?,
        tier: row.try_get_by_index(10)?,
        arrived_at: Timestamp::from_micros(row.try_get_by_index(11)?),
        waited_s: u32::try_from(waited.as_secs()).unwrap_or(u32::MAX),
        accessible: row.try_get_by_index(13)?,
        calls: count(row.try_get_by_index(14)?),
        counter: row.try_get_by_index::<Option<Uuid>>(15)?.map(CounterId::from_uuid),
    })
}

/// Counts those of some services who come before a visit, by the line of each class; those kept for somebody do not count.
pub(crate) async fn count_ahead(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    now: Timestamp,
    lines: &[Line],
    services: Option<&[ServiceId]>,
) -> Result<u32, DbError> {
    let before = lines.iter().fold(Condition::any(), |any, line| {
        let of_class = Condition::all().add(Column::Class.eq(&line.class));
        any.add(of_class.add(Column::QueuedAt.lt(line.before.micros())))
    });
    let callable = Condition::any()
        .add(Column::PostponedUntil.is_null())
        .add(Column::PostponedUntil.lte(now.micros()));
    let mut query = Entity::find()
        .filter(of_day(branch, day))
        .filter(Column::State.eq(StateName::Waiting.code()))
        .filter(before)
        .filter(callable)
        .filter(Column::ReservedStaff.is_null())
        .filter(Column::ReservedCounter.is_null());
    if let Some(services) = services {
        query =
            query.filter(Column::ServiceId.is_in(services.iter().copied().map(ServiceId::uuid)));
    }
    let counted: Option<i64> =
        query.select_only().column_as(Column::Id.count(), "counted").into_tuple().one(db).await?;
    Ok(u32::try_from(counted.unwrap_or(0)).unwrap_or(u32::MAX))
}

/// How many wait for a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WaitingFor {
    /// The service.
    pub(crate) service: ServiceId,
    /// How many.
    pub(crate) waiting: u32,
}

/// Counts those who wait at a branch, by service.
pub(crate) async fn waiting_by_service(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<Vec<WaitingFor>, DbError> {
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ServiceId)
        .column_as(Column::Id.count(), "counted")
        .filter(of_day(branch, day))
        .filter(Column::State.eq(StateName::Waiting.code()))
        .group_by(Column::ServiceId)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(service, waiting)| WaitingFor {
        service: ServiceId::from_uuid(service),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Counts the visits a counter has parked.
pub(crate) async fn parked_by(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    counter: CounterId,
) -> Result<u64, DbError> {
    Ok(Entity::find()
        .filter(of_day(branch, day))
        .filter(Column::State.eq(StateName::Parked.code()))
        .filter(Column::CounterId.eq(counter.uuid()))
        .count(db)
        .await?)
}

/// A wait that may have to be alarmed.
#[derive(Clone, Debug)]
pub(crate) struct LongWait {
    /// The branch.
    pub(crate) branch: BranchId,
    /// The visit, as the dispatch sees it.
    pub(crate) waiting: Waiting,
    /// Its care group.
    pub(crate) care_group: Option<String>,
    /// Which alert is open already.
    pub(crate) alerted: i32,
}

/// Lists those at some branches who have waited since before an instant, at most a thousand.
pub(crate) async fn long_waits(
    db: &impl ConnectionTrait,
    branches: &[BranchId],
    day: BusinessDay,
    before: Timestamp,
) -> Result<Vec<LongWait>, DbError> {
    let rows = Entity::find()
        .filter(Column::BranchId.is_in(branches.iter().copied().map(BranchId::uuid)))
        .filter(Column::BusinessDay.eq(day.to_string()))
        .filter(Column::State.eq(StateName::Waiting.code()))
        .filter(Column::QueuedAt.lt(before.micros()))
        .filter(Column::Alerted.lt(2))
        .order_by_asc(Column::QueuedAt)
        .limit(1000)
        .all(db)
        .await?;
    let read = |row: Model| LongWait {
        branch: BranchId::from_uuid(row.branch_id),
        waiting: Waiting {
            id: VisitId::from_uuid(row.id),
            number: TicketNumber::from_stored(row.number),
            class: row.class,
            service: ServiceId::from_uuid(row.service_id),
            queued_at: Timestamp::from_micros(row.queued_at),
            reserved: reserved(row.reserved_staff, row.reserved_counter),
            postponed_until: row.postponed_until.map(Timestamp::from_micros),
        },
        care_group: row.care_group,
        alerted: row.alerted,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Lists visits that are still open on some days, or parked since before an instant, at most a thousand.
pub(crate) async fn left_over(
    db: &impl ConnectionTrait,
    branch: BranchId,
    days: &[BusinessDay],
    states: &[StateName],
    since_before: Timestamp,
) -> Result<Vec<VisitId>, DbError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::BusinessDay.is_in(days.iter().map(ToString::to_string)))
        .filter(Column::State.is_in(states.iter().copied().map(StateName::code)))
        .filter(Column::Since.lt(since_before.micros()))
        .limit(1000)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(VisitId::from_uuid).collect())
}

fn of_day(branch: BranchId, day: BusinessDay) -> Condition {
    Condition::all()
        .add(Column::BranchId.eq(branch.uuid()))
        .add(Column::BusinessDay.eq(day.to_string()))
}

/// Counts the visits of a day in a state.
pub(crate) async fn count_in(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    state: StateName,
) -> Result<u32, DbError> {
    let counted = Entity::find()
        .filter(of_day(branch, day))
        .filter(Column::State.eq(state.code()))
        .count(db)
        .await?;
    Ok(u32::try_from(counted).unwrap_or(u32::MAX))
}
