//! Queries on who waits.

use db::DbError;
use kernel::{BranchId, CounterId, ServiceId, Timestamp, VisitId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QueryResult, QuerySelect, Value,
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

/// Whose wishes are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted<'a> {
    /// Those who want one of these; `None` means anything.
    pub(crate) services: Option<&'a [ServiceId]>,
    /// But none of these, which cannot be rendered now.
    pub(crate) stopped: &'a [ServiceId],
}

/// The columns that the dispatch looks at, in the order in which [`read_waiting`] reads them.
const WAITING: &str =
    "id, number, class, service_id, queued_at, reserved_staff, reserved_counter, postponed_until";

/// Those who wait on a day.
const OF_DAY: &str =
    "FROM lobby_visits WHERE branch_id = $1 AND business_day = $2 AND state = 'waiting'";

/// Those whom anybody may call now; `$3` is the present.
const CALLABLE: &str = "AND reserved_staff IS NULL AND reserved_counter IS NULL \
    AND (postponed_until IS NULL OR postponed_until <= $3)";

/// The classes of those who wait, found by one step into the index each, however many wait.
const CLASSES: &str = "WITH RECURSIVE present (class) AS (SELECT MIN(class) FROM lobby_visits \
        WHERE branch_id = $1 AND business_day = $2 AND state = 'waiting' \
    UNION ALL SELECT (SELECT MIN(class) FROM lobby_visits \
        WHERE branch_id = $1 AND business_day = $2 AND state = 'waiting' AND class > present.class) \
    FROM present WHERE present.class IS NOT NULL) ";

/// How many of each class are looked at for a call; the first to come is nearly always the first to be called.
const OF_A_CLASS: u32 = 32;

/// At most this many of a whole line are looked at.
const OF_A_LINE: u32 = 1_000;

/// Lists those whom a counter could call first: the first of each class who want one of these services, the first of all
/// classes that the rules no longer know, and everybody who is kept for somebody; `None` means any service.
///
/// However long the line is, this reads a bounded part of it.
pub(crate) async fn callable(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    now: Timestamp,
    classes: &[&str],
    wanted: &Wanted<'_>,
) -> Result<Vec<Waiting>, DbError> {
    let mut marks = Marks::new([branch.uuid().into(), day.to_string().into(), now.micros().into()]);
    let wanted = marks.wanted(wanted);
    let mut parts = vec![format!(
        "SELECT {WAITING} {OF_DAY} AND (reserved_staff IS NOT NULL OR reserved_counter IS NOT NULL)"
    )];
    let mut of_class: Vec<_> =
        classes.iter().map(|class| format!(" AND class = {}", marks.add(*class))).collect();
    of_class.push(marks.unknown(classes.iter().copied()));
    for class in of_class {
        parts.push(format!(
            "SELECT * FROM (SELECT {WAITING} {OF_DAY}{class} {CALLABLE}{wanted} \
             ORDER BY queued_at LIMIT {OF_A_CLASS}) AS first_of_class"
        ));
    }
    let text = format!("{CLASSES}{}", parts.join(" UNION ALL "));
    let rows = db.query_all_raw(sql(db, &text, marks.values)).await?;
    Ok(rows.iter().map(read_waiting).collect::<Result<_, _>>()?)
}

/// Lists those who wait at a branch, the longest wait first, a thousand at most.
pub(crate) async fn waiting(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<Vec<Waiting>, DbError> {
    let text = format!("SELECT {WAITING} {OF_DAY} ORDER BY queued_at LIMIT {OF_A_LINE}");
    let rows =
        db.query_all_raw(sql(db, &text, [branch.uuid().into(), day.to_string().into()])).await?;
    Ok(rows.iter().map(read_waiting).collect::<Result<_, _>>()?)
}

/// Reads a row by position; these lists are asked for often.
fn read_waiting(row: &QueryResult) -> Result<Waiting, DbErr> {
    Ok(Waiting {
        id: VisitId::from_uuid(row.try_get_by_index(0)?),
        number: TicketNumber::from_stored(row.try_get_by_index(1)?),
        class: row.try_get_by_index(2)?,
        service: ServiceId::from_uuid(row.try_get_by_index(3)?),
        queued_at: Timestamp::from_micros(row.try_get_by_index(4)?),
        reserved: reserved(row.try_get_by_index(5)?, row.try_get_by_index(6)?),
        postponed_until: row.try_get_by_index::<Option<i64>>(7)?.map(Timestamp::from_micros),
    })
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
    /// Why it was parked, a code of the rule pack.
    pub(crate) park_reason: Option<String>,
}

/// Lists those who wait or are parked at a branch, longest wait first, at most `limit`.
pub(crate) async fn queued(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Queued>, DbError> {
    let text = format!(
        "SELECT {WAITING}, state, care_group, tier, arrived_at, waited_us, accessible, calls, counter_id, reason \
         FROM lobby_visits WHERE branch_id = $1 AND business_day = $2 AND state IN ('waiting', 'parked') \
         ORDER BY queued_at, id LIMIT $3"
    );
    let values = [branch.uuid().into(), day.to_string().into(), i64::from(limit).into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    Ok(rows.iter().map(|row| read_queued(row, now)).collect::<Result<_, _>>()?)
}

fn read_queued(row: &QueryResult, now: Timestamp) -> Result<Queued, DbErr> {
    let waiting = read_waiting(row)?;
    let parked = row.try_get_by_index::<String>(8)? == StateName::Parked.code();
    let waited =
        if parked { lasting(row.try_get_by_index(12)?) } else { now.since(waiting.queued_at) };
    Ok(Queued {
        waiting,
        parked,
        care_group: row.try_get_by_index(9)?,
        tier: row.try_get_by_index(10)?,
        arrived_at: Timestamp::from_micros(row.try_get_by_index(11)?),
        waited_s: u32::try_from(waited.as_secs()).unwrap_or(u32::MAX),
        accessible: row.try_get_by_index(13)?,
        calls: count(row.try_get_by_index(14)?),
        counter: row.try_get_by_index::<Option<Uuid>>(15)?.map(CounterId::from_uuid),
        park_reason: row.try_get_by_index(16)?,
    })
}

/// Counts those who come before a visit and want some services, by what they want, up to a thousand.
///
/// Those kept for somebody do not count. Read from the index alone, class by class.
pub(crate) async fn count_ahead(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    now: Timestamp,
    lines: &[Line],
    wanted: &Wanted<'_>,
) -> Result<Vec<WaitingFor>, DbError> {
    let mut marks = Marks::new([branch.uuid().into(), day.to_string().into(), now.micros().into()]);
    let wanted = marks.wanted(wanted);
    let known: Vec<_> = lines.iter().filter_map(|line| line.class.as_deref()).collect();
    let mut parts = Vec::with_capacity(lines.len());
    for line in lines {
        let class = match &line.class {
            Some(class) => format!(" AND class = {}", marks.add(class.as_str())),
            None => marks.unknown(known.iter().copied()),
        };
        let before = marks.add(line.before.micros());
        parts.push(format!(
            "SELECT service_id {OF_DAY}{class} AND queued_at < {before} {CALLABLE}{wanted}"
        ));
    }
    let all = parts.join(" UNION ALL ");
    let text = format!(
        "{CLASSES}SELECT service_id, COUNT(*) FROM (SELECT service_id FROM ({all}) AS parts LIMIT {OF_A_LINE}) \
         AS ahead GROUP BY service_id"
    );
    let rows = db.query_all_raw(sql(db, &text, marks.values)).await?;
    Ok(rows.iter().map(read_waiting_for).collect::<Result<_, _>>()?)
}

fn read_waiting_for(row: &QueryResult) -> Result<WaitingFor, DbErr> {
    let counted: i64 = row.try_get_by_index(1)?;
    Ok(WaitingFor {
        service: ServiceId::from_uuid(row.try_get_by_index(0)?),
        waiting: u32::try_from(counted).unwrap_or(u32::MAX),
    })
}

/// The values of a statement with a varying number of them.
struct Marks {
    values: Vec<Value>,
}

impl Marks {
    fn new(values: impl Into<Vec<Value>>) -> Self {
        Self { values: values.into() }
    }

    /// Adds a value and returns its mark.
    fn add(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Limits to the services that are looked at.
    fn wanted(&mut self, wanted: &Wanted<'_>) -> String {
        let services =
            wanted.services.map(|services| services.iter().map(|service| service.uuid()));
        let within = services.map(|services| self.within("service_id", services));
        let stopped = self.all(wanted.stopped.iter().map(|service| service.uuid()));
        let within = within.unwrap_or_default();
        if stopped.is_empty() {
            within
        } else {
            format!("{within} AND service_id NOT IN ({stopped})")
        }
    }

    /// Limits a column to a list; nothing is in an empty one, which PostgreSQL does not read.
    fn within<V: Into<Value>>(&mut self, column: &str, list: impl Iterator<Item = V>) -> String {
        let marks = self.all(list);
        if marks.is_empty() {
            return " AND 1 = 0".to_owned();
        }
        format!(" AND {column} IN ({marks})")
    }

    /// Limits to the classes of [`CLASSES`] that are not among those known.
    fn unknown<'a>(&mut self, known: impl Iterator<Item = &'a str>) -> String {
        let marks = self.all(known);
        let known =
            if marks.is_empty() { String::new() } else { format!(" AND class NOT IN ({marks})") };
        format!(" AND class IN (SELECT class FROM present WHERE class IS NOT NULL{known})")
    }

    /// Adds values and returns their marks, separated by commas.
    fn all<V: Into<Value>>(&mut self, list: impl Iterator<Item = V>) -> String {
        list.map(|value| self.add(value)).collect::<Vec<_>>().join(", ")
    }
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
    /// Which alert is open already.
    pub(crate) alerted: i32,
}

/// Lists those at some branches who have waited since before an instant, the longest wait first; at most a thousand
/// times as many as there are branches.
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
        .limit(1000 * branches.len() as u64)
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
        alerted: row.alerted,
    };
    Ok(rows.into_iter().map(read).collect())
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
