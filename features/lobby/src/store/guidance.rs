//! Queries on suggestions to use a machine.

use db::{DbError, WriteTx};
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::guidance::{ActiveModel, Column, Entity};
use crate::model::actions::Guidance;
use crate::model::number::BusinessDay;
use crate::model::step::GuidanceOutcome;
use crate::model::visit::Visit;

/// How suggestions of a day ended; only those that count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GuidanceFigures {
    /// All.
    pub(crate) offered: u32,
    /// The customer went to try, or was done there.
    pub(crate) accepted: u32,
    /// The customer preferred the counter.
    pub(crate) declined: u32,
    /// The customer was done there.
    pub(crate) done: u32,
}

/// Notes what came of a suggestion; the latest word on a machine stands.
pub(crate) async fn save(
    tx: &WriteTx,
    visit: &Visit,
    guidance: &Guidance,
    staff: Option<StaffId>,
    now: Timestamp,
) -> Result<(), DbError> {
    let row = ActiveModel {
        visit_id: Set(visit.id.uuid()),
        machine: Set(guidance.machine.clone()),
        branch_id: Set(visit.branch.uuid()),
        business_day: Set(visit.day.to_string()),
        outcome: Set(guidance.outcome.code().to_owned()),
        counted: Set(guidance.counted),
        staff_id: Set(staff.map(StaffId::uuid)),
        at: Set(now.micros()),
    };
    let conflict = OnConflict::columns([Column::VisitId, Column::Machine])
        .update_columns([Column::Outcome, Column::Counted, Column::StaffId, Column::At])
        .to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}

/// Counts how the suggestions of a day ended.
pub(crate) async fn figures(
    db: &impl ConnectionTrait,
    branch: BranchId,
    day: BusinessDay,
) -> Result<GuidanceFigures, DbError> {
    let rows: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::Outcome)
        .column_as(Column::VisitId.count(), "counted_visits")
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::BusinessDay.eq(day.to_string()))
        .filter(Column::Counted.eq(true))
        .group_by(Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let of = |outcome: GuidanceOutcome| {
        let found = rows.iter().find(|(code, _)| code == outcome.code());
        found.map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(0))
    };
    let (accepted, declined, done) =
        (of(GuidanceOutcome::Accepted), of(GuidanceOutcome::Declined), of(GuidanceOutcome::Done));
    Ok(GuidanceFigures {
        offered: accepted + declined + done,
        accepted: accepted + done,
        declined,
        done,
    })
}
