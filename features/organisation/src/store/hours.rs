//! Queries on opening hours.

use db::{DbError, Inconsistency, WriteTx};
use deadlines::{Exception, Interval, OpeningHours, OpeningRules};
use kernel::BranchId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::entity::opening_hours::{Column, Entity, Model};

const TABLE: &str = "organisation_opening_hours";

/// Loads the hours of a branch; a branch without any is never open.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<OpeningHours, DbError> {
    let query =
        Entity::find().filter(Column::BranchId.eq(branch.uuid())).order_by_asc(Column::Date);
    let mut rules = OpeningRules::default();
    for row in query.all(db).await? {
        add(&mut rules, row)?;
    }
    OpeningHours::new(rules).map_err(|_| Inconsistency::new(TABLE, "intervals", branch).into())
}

fn add(rules: &mut OpeningRules, row: Model) -> Result<(), Inconsistency> {
    let wrong = |column| Inconsistency::new(TABLE, column, row.id);
    let hours: Vec<Interval> =
        serde_json::from_str(&row.intervals).map_err(|_| wrong("intervals"))?;
    match (row.day_kind.as_deref(), row.date.as_deref()) {
        (Some("workday"), None) => rules.workday = hours,
        (Some("weekend"), None) => rules.weekend = hours,
        (Some("holiday"), None) => rules.holiday = hours,
        (Some("make_up_workday"), None) => rules.make_up_workday = Some(hours),
        (None, Some(date)) => {
            let date = date.parse().map_err(|_| wrong("date"))?;
            rules.exceptions.push(Exception { date, hours, reason: row.reason });
        }
        _ => return Err(wrong("day_kind")),
    }
    Ok(())
}

/// Replaces the hours of a branch.
pub(crate) async fn replace(
    tx: &WriteTx,
    branch: BranchId,
    hours: &OpeningHours,
    mut id: impl FnMut() -> Uuid,
) -> Result<(), DbError> {
    Entity::delete_many().filter(Column::BranchId.eq(branch.uuid())).exec(tx).await?;
    let rules = hours.rules();
    let usual = [
        ("workday", Some(&rules.workday)),
        ("weekend", Some(&rules.weekend)),
        ("holiday", Some(&rules.holiday)),
        ("make_up_workday", rules.make_up_workday.as_ref()),
    ];
    let mut row =
        |kind: Option<&str>, date: Option<String>, hours: &[Interval], reason: &str| Model {
            id: id(),
            branch_id: branch.uuid(),
            day_kind: kind.map(str::to_owned),
            date,
            intervals: serde_json::to_string(hours).unwrap_or_default(),
            reason: reason.to_owned(),
        };
    let mut rows = Vec::new();
    for (kind, hours) in usual {
        rows.extend(hours.map(|hours| row(Some(kind), None, hours, "")));
    }
    for exception in &rules.exceptions {
        rows.push(row(None, Some(exception.date.to_string()), &exception.hours, &exception.reason));
    }
    Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
