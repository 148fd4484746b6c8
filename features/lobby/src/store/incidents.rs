//! Queries on incidents and on those whom they concern.

use access::Scope;
use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, Page, PageRequest, ServiceId, StaffId, Timestamp, VisitId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::visible;
use crate::entity::incident::{ActiveModel, Column, Entity, Model};
use crate::entity::{incident_choice, visit};
use crate::model::incident::{Incident, IncidentChoice, IncidentId, Notice};
use crate::model::number::BusinessDay;
use crate::model::visit::StateName;

/// At most this many of those concerned are listed.
const MOST_LISTED: u64 = 500;

/// Adds an incident.
pub(crate) async fn insert(tx: &WriteTx, incident: &Incident) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(incident.id.uuid()),
        branch_id: Set(incident.branch.map(BranchId::uuid)),
        services: Set(serde_json::to_string(&incident.services).unwrap_or_default()),
        begun_at: Set(incident.begun_at.micros()),
        begun_by: Set(incident.begun_by.uuid()),
        ..changing(incident)
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Saves what can change, over the version before; `false` when somebody else was faster.
pub(crate) async fn update(tx: &WriteTx, incident: &Incident) -> Result<bool, DbError> {
    let result = Entity::update_many()
        .set(changing(incident))
        .filter(Column::Id.eq(incident.id.uuid()))
        .filter(Column::Version.eq(incident.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

fn changing(incident: &Incident) -> ActiveModel {
    ActiveModel {
        text: Set(incident.notice.text.clone()),
        text_en: Set(incident.notice.text_en.clone()),
        expected_until: Set(incident.notice.expected_until.map(Timestamp::micros)),
        ended_at: Set(incident.ended.map(|(_, at)| at.micros())),
        ended_by: Set(incident.ended.map(|(by, _)| by.uuid())),
        version: Set(incident.version),
        ..ActiveModel::default()
    }
}

/// Lists what has not ended anywhere, oldest first.
pub(crate) async fn open(db: &impl ConnectionTrait) -> Result<Vec<Incident>, DbError> {
    let open = Entity::find().filter(Column::EndedAt.is_null());
    let rows = open.order_by_asc(Column::BegunAt).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(Incident::try_from).collect()
}

/// Finds an incident that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: IncidentId,
) -> Result<Option<Incident>, DbError> {
    let row = Entity::find_by_id(id.uuid()).filter(seen_by(scope)).one(db).await?;
    row.map(Incident::try_from).transpose()
}

/// Lists incidents that the scope may see, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    only_open: bool,
    before: Option<IncidentId>,
    page: &PageRequest,
) -> Result<Page<Incident>, DbError> {
    let mut query = Entity::find().filter(seen_by(scope));
    if only_open {
        query = query.filter(Column::EndedAt.is_null());
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before.uuid()));
    }
    let rows = query.order_by_desc(Column::Id).limit(page.limit + 1).all(db).await?;
    let all = rows.into_iter().map(Incident::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(all, page.limit, |incident| incident.id.to_string()))
}

/// What concerns everybody is seen by everybody.
fn seen_by(scope: &Scope) -> Condition {
    match scope.branch_filter() {
        None => Condition::all(),
        Some(_) => {
            Condition::any().add(Column::BranchId.is_null()).add(visible(Column::BranchId, scope))
        }
    }
}

/// Notes what a visitor chose; a later choice replaces the one before.
pub(crate) async fn choose(
    tx: &WriteTx,
    incident: IncidentId,
    visit: VisitId,
    choice: IncidentChoice,
    now: Timestamp,
) -> Result<(), DbError> {
    use incident_choice::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        incident_id: Set(incident.uuid()),
        visit_id: Set(visit.uuid()),
        choice: Set(choice.code().to_owned()),
        at: Set(now.micros()),
    };
    let conflict = OnConflict::columns([Column::IncidentId, Column::VisitId])
        .update_columns([Column::Choice, Column::At])
        .to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}

/// Lists what was chosen, by visit.
pub(crate) async fn choices(
    db: &impl ConnectionTrait,
    incident: IncidentId,
) -> Result<Vec<(VisitId, IncidentChoice)>, DbError> {
    use incident_choice::{Column, Entity};
    let rows = Entity::find().filter(Column::IncidentId.eq(incident.uuid())).all(db).await?;
    let read = |row: incident_choice::Model| {
        let choice = IncidentChoice::from_code(&row.choice)
            .ok_or_else(|| Inconsistency::new("lobby_incident_choices", "choice", row.visit_id))?;
        Ok((VisitId::from_uuid(row.visit_id), choice))
    };
    rows.into_iter().map(read).collect()
}

/// Somebody who waited for a stopped service.
#[derive(Clone, Debug)]
pub(crate) struct Concerned {
    /// The visit.
    pub(crate) visit: VisitId,
    /// Where.
    pub(crate) branch: BranchId,
    /// Its number.
    pub(crate) number: String,
    /// What is wanted now.
    pub(crate) service: ServiceId,
    /// What is happening now.
    pub(crate) state: StateName,
    /// When the number was taken.
    pub(crate) arrived_at: Timestamp,
}

/// Whose visits an incident may concern.
pub(crate) struct Reach<'a> {
    /// Where.
    pub(crate) branches: &'a [BranchId],
    /// The first and the last business day.
    pub(crate) days: (BusinessDay, BusinessDay),
    /// Visits of whom something was chosen are concerned whatever they want now.
    pub(crate) chosen: &'a [VisitId],
}

/// Lists those who waited for something stopped at any time while an incident lasted, in the order of arrival.
pub(crate) async fn concerned(
    db: &impl ConnectionTrait,
    incident: &Incident,
    until: Timestamp,
    reach: &Reach<'_>,
) -> Result<Vec<Concerned>, DbError> {
    use visit::{Column, Entity};
    let begun = incident.begun_at.micros();
    let mut waited = Condition::all()
        .add(Column::ArrivedAt.lte(until.micros()))
        .add(
            Condition::any()
                .add(Column::FirstCalledAt.is_null())
                .add(Column::FirstCalledAt.gt(begun)),
        )
        .add(
            Condition::any()
                .add(Column::State.eq(StateName::Waiting.code()))
                .add(Column::Since.gt(begun)),
        );
    if !incident.services.is_empty() {
        let services = incident.services.iter().copied().map(ServiceId::uuid);
        waited = waited.add(Column::ServiceId.is_in(services));
    }
    let chosen = reach.chosen.iter().copied().map(VisitId::uuid);
    let (first, last) = reach.days;
    let rows: Vec<(Uuid, Uuid, String, Uuid, String, i64)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::BranchId, Column::Number])
        .columns([Column::ServiceId, Column::State, Column::ArrivedAt])
        .filter(Column::BranchId.is_in(reach.branches.iter().copied().map(BranchId::uuid)))
        .filter(Column::BusinessDay.between(first.to_string(), last.to_string()))
        .filter(Condition::any().add(waited).add(Column::Id.is_in(chosen)))
        .order_by_asc(Column::ArrivedAt)
        .order_by_asc(Column::Number)
        .limit(MOST_LISTED)
        .into_tuple()
        .all(db)
        .await?;
    let read =
        |(id, branch, number, service, state, arrived): (Uuid, Uuid, String, Uuid, String, i64)| {
            let state = StateName::from_code(&state)
                .ok_or_else(|| Inconsistency::new("lobby_visits", "state", id))?;
            Ok(Concerned {
                visit: VisitId::from_uuid(id),
                branch: BranchId::from_uuid(branch),
                number,
                service: ServiceId::from_uuid(service),
                state,
                arrived_at: Timestamp::from_micros(arrived),
            })
        };
    rows.into_iter().map(read).collect()
}

impl TryFrom<Model> for Incident {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_incidents", column, row.id);
        let ended = row.ended_by.zip(row.ended_at);
        Ok(Self {
            id: IncidentId::from_uuid(row.id),
            branch: row.branch_id.map(BranchId::from_uuid),
            services: serde_json::from_str(&row.services).map_err(|_| wrong("services"))?,
            notice: Notice {
                text: row.text,
                text_en: row.text_en,
                expected_until: row.expected_until.map(Timestamp::from_micros),
            },
            begun_at: Timestamp::from_micros(row.begun_at),
            begun_by: StaffId::from_uuid(row.begun_by),
            ended: ended.map(|(by, at)| (StaffId::from_uuid(by), Timestamp::from_micros(at))),
            version: row.version,
        })
    }
}
