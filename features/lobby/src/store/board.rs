//! Figures of a day, counted by the database.

use db::DbError;
use kernel::{BranchId, CounterId, ServiceId, StaffId, Timestamp, VisitId};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use uuid::Uuid;

use super::convert::count;
use super::{quoted, sql};
use crate::model::number::BusinessDay;
use crate::model::visit::StateName;

/// Visits of one service and state.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The service.
    pub(crate) service: ServiceId,
    /// The state.
    pub(crate) state: StateName,
    /// How many.
    pub(crate) visits: u32,
    /// The earliest beginning of a wait.
    pub(crate) queued_since: Timestamp,
}

/// Counts the visits of a day by service and state; read from the index of the line alone.
pub(crate) async fn groups(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<Vec<Group>, DbError> {
    const GROUPS: &str = "SELECT service_id, state, COUNT(*), MIN(queued_at) FROM lobby_visits \
        WHERE branch_id = $1 AND business_day = $2 GROUP BY service_id, state";
    let values = [branch.uuid().into(), day.to_string().into()];
    let rows = db.query_all_raw(sql(db, GROUPS, values)).await?;
    let read = |row: &QueryResult| {
        let state: String = row.try_get_by_index(1)?;
        let unknown = || DbErr::Type(format!("unknown state `{state}`"));
        Ok(Group {
            service: ServiceId::from_uuid(row.try_get_by_index(0)?),
            state: StateName::from_code(&state).ok_or_else(unknown)?,
            visits: counted(row, 2)?,
            queued_since: Timestamp::from_micros(row.try_get_by_index(3)?),
        })
    };
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

/// The wait of somebody who was called.
#[derive(Clone, Debug)]
pub(crate) struct CalledWait {
    /// The service.
    pub(crate) service: ServiceId,
    /// The class.
    pub(crate) class: String,
    /// Seconds waited.
    pub(crate) waited_s: u32,
}

/// Lists the waits of those who were called on a day, the shortest first.
pub(crate) async fn called_waits(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<Vec<CalledWait>, DbError> {
    const WAITS: &str = "SELECT service_id, class, waited_us / 1000000 FROM lobby_visits \
        WHERE branch_id = $1 AND business_day = $2 AND first_called_at IS NOT NULL ORDER BY 3";
    let values = [branch.uuid().into(), day.to_string().into()];
    let rows = db.query_all_raw(sql(db, WAITS, values)).await?;
    let read = |row: &QueryResult| {
        Ok(CalledWait {
            service: ServiceId::from_uuid(row.try_get_by_index(0)?),
            class: row.try_get_by_index(1)?,
            waited_s: u32::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or(u32::MAX),
        })
    };
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

/// A number that was called, as the hall screen shows it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The visit.
    pub(crate) visit: VisitId,
    /// Its number.
    pub(crate) number: String,
    /// Where to.
    pub(crate) counter: CounterId,
    /// When it was called last.
    pub(crate) called_at: Timestamp,
    /// How often it was called in all.
    pub(crate) calls: u32,
    /// How often the counter that waits for it has called it; 0 when the visitor has come.
    pub(crate) round: u32,
}

/// Lists the latest calls since an instant that still lead somewhere, newest first.
pub(crate) async fn calls(
    db: &impl ConnectionTrait,
    branch: BranchId,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<Call>, DbError> {
    let kept = StateName::ALL.into_iter().filter(|state| state.keeps_call());
    let text = format!(
        "SELECT id, number, last_counter_id, last_called_at, calls, round FROM lobby_visits \
         WHERE branch_id = $1 AND last_called_at >= $2 AND last_counter_id IS NOT NULL AND state IN ({}) \
         ORDER BY last_called_at DESC LIMIT $3",
        quoted(kept)
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [branch.uuid().into(), since.micros().into(), limit.into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let read = |row: &QueryResult| {
        Ok(Call {
            visit: VisitId::from_uuid(row.try_get_by_index(0)?),
            number: row.try_get_by_index(1)?,
            counter: CounterId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
            called_at: Timestamp::from_micros(row.try_get_by_index(3)?),
            calls: count(row.try_get_by_index(4)?),
            round: count(row.try_get_by_index(5)?),
        })
    };
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

/// What one person has served on a day.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ServedBy {
    /// How many.
    pub(crate) visits: u32,
    /// Seconds all together.
    pub(crate) seconds: u64,
}

/// Counts what one person has served on a day.
pub(crate) async fn served_by(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
    staff: StaffId,
) -> Result<ServedBy, DbError> {
    const SERVED: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(served_us / 1000000), 0) AS BIGINT) FROM lobby_visits \
        WHERE branch_id = $1 AND business_day = $2 AND state = 'finished' AND staff_id = $3";
    let values = [branch.uuid().into(), day.to_string().into(), staff.uuid().into()];
    let Some(row) = db.query_one_raw(sql(db, SERVED, values)).await? else {
        return Ok(ServedBy::default());
    };
    Ok(ServedBy {
        visits: counted(&row, 0)?,
        seconds: u64::try_from(row.try_get_by_index::<i64>(1)?).unwrap_or(0),
    })
}

fn counted(row: &QueryResult, index: usize) -> Result<u32, DbErr> {
    Ok(u32::try_from(row.try_get_by_index::<i64>(index)?).unwrap_or(u32::MAX))
}
