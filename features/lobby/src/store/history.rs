//! Past visits as far as a simulation and a forecast need them.

use db::DbError;
use kernel::{BranchId, CounterId, ServiceId, StaffId, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::convert::lasting;
use super::sql;
use crate::model::number::BusinessDay;
use crate::model::place::Place;
use crate::model::visit::{LeftReason, StateName};
use crate::model::what_if::past::{PastEnd, PastVisit};

/// Reads the visits of a span of days that were served or given up, in the order in which they came.
///
/// Whoever went to a machine kept no counter busy; what is not over yet is not past.
pub(crate) async fn visits(
    db: &impl ConnectionTrait,
    branch: BranchId,
    (from, to): (BusinessDay, BusinessDay),
    most: u32,
) -> Result<Vec<PastVisit>, DbError> {
    const VISITS: &str = "SELECT business_day, arrived_at, class, service_id, waited_us, state, reason, \
        counter_id, staff_id, first_called_at, called_us + served_us FROM lobby_visits \
        WHERE branch_id = $1 AND business_day >= $2 AND business_day <= $3 \
        AND state IN ('finished', 'left', 'no_show') ORDER BY business_day, arrived_at, id LIMIT $4";
    let values = [
        branch.uuid().into(),
        from.to_string().into(),
        to.to_string().into(),
        i64::from(most).into(),
    ];
    let rows = db.query_all_raw(sql(db, VISITS, values)).await?;
    Ok(rows.iter().map(visit).collect::<Result<_, DbErr>>()?)
}

/// Lists who came on each day of a span and when, latest days first; whoever went to a machine needed no counter.
pub(crate) async fn arrivals(
    db: &impl ConnectionTrait,
    branch: BranchId,
    (from, to): (BusinessDay, BusinessDay),
    most: u32,
) -> Result<Vec<(BusinessDay, Timestamp)>, DbError> {
    const ARRIVALS: &str = "SELECT business_day, arrived_at FROM lobby_visits \
        WHERE branch_id = $1 AND business_day >= $2 AND business_day <= $3 \
        AND state <> 'diverted' ORDER BY business_day DESC LIMIT $4";
    let values = [
        branch.uuid().into(),
        from.to_string().into(),
        to.to_string().into(),
        i64::from(most).into(),
    ];
    let rows = db.query_all_raw(sql(db, ARRIVALS, values)).await?;
    let read =
        |row: &QueryResult| Ok((day(row, 0)?, Timestamp::from_micros(row.try_get_by_index(1)?)));
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

fn visit(row: &QueryResult) -> Result<PastVisit, DbErr> {
    let waited_us: i64 = row.try_get_by_index(4)?;
    Ok(PastVisit {
        day: day(row, 0)?,
        arrived_at: Timestamp::from_micros(row.try_get_by_index(1)?),
        class: row.try_get_by_index(2)?,
        service: ServiceId::from_uuid(row.try_get_by_index(3)?),
        waited: lasting(waited_us),
        end: end(row)?,
    })
}

fn end(row: &QueryResult) -> Result<PastEnd, DbErr> {
    let (state, reason): (String, Option<String>) =
        (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
    if state == StateName::Left.code() {
        let day_ended = reason.as_deref() == Some(LeftReason::DayEnded.code());
        return Ok(if day_ended { PastEnd::DayEnded } else { PastEnd::Left });
    }
    let place = Place {
        counter: CounterId::from_uuid(row.try_get_by_index(7)?),
        staff: StaffId::from_uuid(row.try_get_by_index(8)?),
    };
    let from = Timestamp::from_micros(row.try_get_by_index(9)?);
    Ok(PastEnd::Called { place, from, busy: lasting(row.try_get_by_index(10)?) })
}

fn day(row: &QueryResult, index: usize) -> Result<BusinessDay, DbErr> {
    let text: String = row.try_get_by_index(index)?;
    BusinessDay::parse(&text).ok_or_else(|| DbErr::Type(format!("`{text}` is no day")))
}
