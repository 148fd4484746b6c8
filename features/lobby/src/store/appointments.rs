//! Queries on appointments.
//!
//! - [`convert`]: between rows and the model. [`due`]: those that something has to happen with by itself. [`letters`]: mail.

mod convert;
pub(crate) mod due;
pub(crate) mod letters;

use std::collections::HashMap;

use access::Scope;
use db::{DbError, WriteTx};
use kernel::{BranchId, Page, PageRequest, ServiceId, Timestamp, VisitId};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::visible;
use crate::entity::appointment::{ActiveModel, Column, Entity, Model};
use crate::entity::visit;
use crate::model::appointment::slots::Slot;
use crate::model::appointment::{Appointment, AppointmentId, AppointmentStateName};
use crate::model::visit::StateName;

/// An appointment with what the table keeps beside it.
#[derive(Clone, Debug)]
pub(crate) struct KeptAppointment {
    /// The appointment.
    pub(crate) appointment: Appointment,
    /// Rises with every change.
    pub(crate) version: i32,
    /// What a token must match.
    pub(crate) token_digest: Vec<u8>,
    /// The sealed name.
    pub(crate) name: Vec<u8>,
    /// The sealed mobile number.
    pub(crate) phone: Vec<u8>,
    /// Its blind index.
    pub(crate) phone_index: Vec<u8>,
    /// The sealed e-mail address of somebody who wants mail.
    pub(crate) email: Option<Vec<u8>>,
    /// The sealed secret of the link, kept only for mail.
    pub(crate) link: Option<Vec<u8>>,
}

/// Those of a branch that begin in a stretch of time; `None` asks for all states.
#[derive(Clone, Debug)]
pub(crate) struct WantedAppointments {
    /// Of this branch.
    pub(crate) branch: BranchId,
    /// From this instant on.
    pub(crate) from: Timestamp,
    /// Before this one.
    pub(crate) to: Timestamp,
    /// In this state, as the table knows it.
    pub(crate) state: Option<AppointmentStateName>,
}

/// The states that take no place in their slot.
const FREEING: [&str; 2] =
    [AppointmentStateName::Cancelled.code(), AppointmentStateName::NotKept.code()];

/// Adds an appointment.
pub(crate) async fn insert(tx: &WriteTx, kept: &KeptAppointment) -> Result<(), DbError> {
    Model::from(kept).into_active_model().insert(tx).await?;
    Ok(())
}

/// Saves an appointment over the version it was loaded as; `false` when somebody else was faster.
pub(crate) async fn update(tx: &WriteTx, kept: &mut KeptAppointment) -> Result<bool, DbError> {
    let row = ActiveModel {
        id: NotSet,
        // What is sealed never changes here; a change of keys may be sealing it anew at this moment.
        name: NotSet,
        phone: NotSet,
        phone_index: NotSet,
        email: NotSet,
        link: NotSet,
        version: Set(kept.version + 1),
        ..Model::from(&*kept).into_active_model().reset_all()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(kept.appointment.id.uuid()))
        .filter(Column::Version.eq(kept.version))
        .exec(tx)
        .await?;
    kept.version += 1;
    Ok(result.rows_affected == 1)
}

/// Finds an appointment that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: AppointmentId,
) -> Result<Option<KeptAppointment>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    row.map(KeptAppointment::try_from).transpose()
}

/// Finds the appointment of a code at a branch.
pub(crate) async fn find_by_code(
    db: &impl ConnectionTrait,
    branch: BranchId,
    code: &str,
) -> Result<Option<KeptAppointment>, DbError> {
    let query = Entity::find().filter(Column::Code.eq(code));
    let row = query.filter(Column::BranchId.eq(branch.uuid())).one(db).await?;
    row.map(KeptAppointment::try_from).transpose()
}

/// Tells whether a code was given out before.
pub(crate) async fn is_taken(db: &impl ConnectionTrait, code: &str) -> Result<bool, DbError> {
    Ok(Entity::find().filter(Column::Code.eq(code)).count(db).await? > 0)
}

/// Lists the appointments of a mobile number at a branch in a stretch of time, by any of its blind indexes.
pub(crate) async fn of_phone(
    db: &impl ConnectionTrait,
    branch: BranchId,
    indexes: &[Vec<u8>],
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<KeptAppointment>, DbError> {
    let query = Entity::find()
        .filter(Column::PhoneIndex.is_in(indexes.iter().cloned()))
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::StartsAt.between(from.micros(), to.micros() - 1));
    let rows = query.order_by_asc(Column::StartsAt).limit(100).all(db).await?;
    rows.into_iter().map(KeptAppointment::try_from).collect()
}

/// Counts the appointments of a mobile number that are still to come, at all branches.
pub(crate) async fn count_open(
    db: &impl ConnectionTrait,
    indexes: &[Vec<u8>],
    now: Timestamp,
) -> Result<u64, DbError> {
    let query = Entity::find()
        .filter(Column::PhoneIndex.is_in(indexes.iter().cloned()))
        .filter(Column::State.eq(AppointmentStateName::Booked.code()))
        .filter(Column::EndsAt.gt(now.micros()));
    Ok(query.count(db).await?)
}

/// Lists the slots that appointments for a service take in a stretch of time, one entry each; `but` is left out.
pub(crate) async fn taken(
    db: &impl ConnectionTrait,
    branch: BranchId,
    service: ServiceId,
    stretch: Slot,
    but: Option<AppointmentId>,
) -> Result<Vec<Slot>, DbError> {
    // No slot is longer than four hours, so that the index of beginnings is enough.
    let earliest = stretch.from - std::time::Duration::from_hours(4);
    let mut query = Entity::find()
        .select_only()
        .columns([Column::StartsAt, Column::EndsAt])
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::ServiceId.eq(service.uuid()))
        .filter(Column::StartsAt.between(earliest.micros(), stretch.to.micros() - 1))
        .filter(Column::EndsAt.gt(stretch.from.micros()))
        .filter(Column::State.is_not_in(FREEING));
    if let Some(but) = but {
        query = query.filter(Column::Id.ne(but.uuid()));
    }
    let rows: Vec<(i64, i64)> = query.into_tuple().all(db).await?;
    let slot =
        |(from, to)| Slot { from: Timestamp::from_micros(from), to: Timestamp::from_micros(to) };
    Ok(rows.into_iter().map(slot).collect())
}

/// Lists what those come for who are expected in a stretch of time, and when.
pub(crate) async fn expected(
    db: &impl ConnectionTrait,
    branch: BranchId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<(ServiceId, Timestamp)>, DbError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::ServiceId, Column::StartsAt])
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::State.eq(AppointmentStateName::Booked.code()))
        .filter(Column::StartsAt.between(from.micros(), to.micros()));
    let rows: Vec<(Uuid, i64)> = query.into_tuple().all(db).await?;
    let read = |(service, at)| (ServiceId::from_uuid(service), Timestamp::from_micros(at));
    Ok(rows.into_iter().map(read).collect())
}

/// Lists appointments by their time.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    wanted: &WantedAppointments,
    after: Option<(Timestamp, AppointmentId)>,
    page: &PageRequest,
) -> Result<Page<KeptAppointment>, DbError> {
    let mut query = Entity::find()
        .filter(visible(Column::BranchId, scope))
        .filter(Column::BranchId.eq(wanted.branch.uuid()))
        .filter(Column::StartsAt.between(wanted.from.micros(), wanted.to.micros() - 1));
    if let Some(state) = wanted.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    if let Some((from, id)) = after {
        let same =
            Condition::all().add(Column::StartsAt.eq(from.micros())).add(Column::Id.gt(id.uuid()));
        query = query.filter(Condition::any().add(Column::StartsAt.gt(from.micros())).add(same));
    }
    let query = query.order_by_asc(Column::StartsAt).order_by_asc(Column::Id);
    let rows = query.limit(page.limit + 1).all(db).await?;
    let items = rows.into_iter().map(KeptAppointment::try_from).collect::<Result<Vec<_>, _>>()?;
    let mark = |kept: &KeptAppointment| {
        format!("{}.{}", kept.appointment.slot.from.micros(), kept.appointment.id)
    };
    Ok(Page::cut(items, page.limit, mark))
}

/// Returns number and state of some visits.
pub(crate) async fn visits(
    db: &impl ConnectionTrait,
    visits: &[VisitId],
) -> Result<HashMap<VisitId, (String, StateName)>, DbError> {
    if visits.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String, String)> = visit::Entity::find()
        .select_only()
        .columns([visit::Column::Id, visit::Column::Number, visit::Column::State])
        .filter(visit::Column::Id.is_in(visits.iter().copied().map(VisitId::uuid)))
        .into_tuple()
        .all(db)
        .await?;
    let read = |(id, number, state): (Uuid, String, String)| {
        let wrong = || db::Inconsistency::new("lobby_visits", "state", id);
        let state = StateName::from_code(&state).ok_or_else(wrong)?;
        Ok((VisitId::from_uuid(id), (number, state)))
    };
    rows.into_iter().map(read).collect()
}
