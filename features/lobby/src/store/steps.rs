//! Queries on the steps of visits.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{CounterId, ServiceId, StaffId, Timestamp, VisitId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use uuid::Uuid;

use super::convert::{count, stored};
use crate::entity::step::{ActiveModel, Column, Entity, Model};
use crate::model::place::Place;
use crate::model::step::{Act, Step};

/// Who took a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepActor {
    /// The customer, at the kiosk or on the phone page.
    Customer,
    /// A member of staff.
    Staff(StaffId),
    /// The system.
    System,
}

/// A step as it was recorded.
#[derive(Clone, Debug)]
pub(crate) struct RecordedStep {
    /// What was done.
    pub(crate) step: Step,
    /// By whom.
    pub(crate) actor: StepActor,
    /// A remark of staff, sealed.
    pub(crate) note: Option<Vec<u8>>,
}

impl StepActor {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff(_) => "staff",
            Self::System => "system",
        }
    }

    /// Returns the member of staff.
    pub(crate) const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(staff) => Some(staff),
            Self::Customer | Self::System => None,
        }
    }
}

/// Adds a step.
pub(crate) async fn insert(
    tx: &WriteTx,
    visit: VisitId,
    recorded: &RecordedStep,
) -> Result<(), DbError> {
    let RecordedStep { step, actor, note } = recorded;
    let json = |error: serde_json::Error| sea_orm::DbErr::Json(error.to_string());
    let row = ActiveModel {
        visit_id: Set(visit.uuid()),
        seq: Set(stored(step.seq)),
        kind: Set(step.act.kind().code().to_owned()),
        at: Set(step.at.micros()),
        actor_kind: Set(actor.code().to_owned()),
        actor_id: Set(actor.staff().map(StaffId::uuid)),
        counter_id: Set(step.place.map(|place| place.counter.uuid())),
        staff_id: Set(step.place.map(|place| place.staff.uuid())),
        service_id: Set(step.service.uuid()),
        act: Set(serde_json::to_string(&step.act).map_err(json)?),
        why: Set(step.why.as_ref().map(serde_json::to_string).transpose().map_err(json)?),
        note: Set(note.clone()),
    };
    tx.later(Entity::insert(row).build(tx.get_database_backend())).await
}

/// Lists the steps of a visit in their order.
pub(crate) async fn of_visit(
    db: &impl ConnectionTrait,
    visit: VisitId,
) -> Result<Vec<RecordedStep>, DbError> {
    let query = Entity::find().filter(Column::VisitId.eq(visit.uuid())).order_by_asc(Column::Seq);
    query.all(db).await?.into_iter().map(RecordedStep::try_from).collect()
}

impl TryFrom<Model> for RecordedStep {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| inconsistent(column, row.visit_id, row.seq);
        let act: Act = serde_json::from_str(&row.act).map_err(|_| wrong("act"))?;
        let why =
            row.why.as_deref().map(serde_json::from_str).transpose().map_err(|_| wrong("why"))?;
        let actor = match (row.actor_kind.as_str(), row.actor_id) {
            ("staff", Some(staff)) => StepActor::Staff(StaffId::from_uuid(staff)),
            ("customer", None) => StepActor::Customer,
            ("system", None) => StepActor::System,
            _ => return Err(wrong("actor_kind")),
        };
        let place = row.counter_id.zip(row.staff_id).map(|(counter, staff)| Place {
            counter: CounterId::from_uuid(counter),
            staff: StaffId::from_uuid(staff),
        });
        let step = Step {
            seq: count(row.seq),
            at: Timestamp::from_micros(row.at),
            act,
            place,
            service: ServiceId::from_uuid(row.service_id),
            why,
        };
        Ok(Self { step, actor, note: row.note })
    }
}

fn inconsistent(column: &'static str, visit: Uuid, seq: i32) -> DbError {
    Inconsistency::new("lobby_steps", column, format!("{visit}/{seq}")).into()
}
