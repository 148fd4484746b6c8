//! Queries on letters about appointments.

use std::collections::HashMap;

use db::{DbError, Inconsistency, WriteTx};
use kernel::Timestamp;
use mail::LetterId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::entity::letter::{Column, Entity, Model};
use crate::model::appointment::AppointmentId;
use crate::model::appointment::letter::{AppointmentLetter, LetterKind, LetterState};
use crate::store::convert::{count, stored};

/// Inserts a new letter.
pub(crate) async fn insert(tx: &WriteTx, letter: &AppointmentLetter) -> Result<(), DbError> {
    Model::from(letter).into_active_model().insert(tx).await?;
    Ok(())
}

/// Saves a letter; the caller has the appointment's turn.
pub(crate) async fn update(tx: &WriteTx, letter: &AppointmentLetter) -> Result<(), DbError> {
    Model::from(letter).into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Finds a letter, for the job that sends it.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: LetterId,
) -> Result<Option<AppointmentLetter>, DbError> {
    let row = Entity::find_by_id(id.uuid()).one(db).await?;
    row.map(AppointmentLetter::try_from).transpose()
}

/// Returns the latest letter about each of some appointments that the caller has found within their scope.
pub(crate) async fn latest(
    db: &impl ConnectionTrait,
    appointments: &[AppointmentId],
) -> Result<HashMap<AppointmentId, AppointmentLetter>, DbError> {
    if appointments.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = appointments.iter().copied().map(AppointmentId::uuid);
    let query = Entity::find().filter(Column::AppointmentId.is_in(ids));
    let rows = query.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    let letters = rows.into_iter().map(AppointmentLetter::try_from);
    letters.map(|letter| letter.map(|letter| (letter.appointment, letter))).collect()
}

impl TryFrom<Model> for AppointmentLetter {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_appointment_letters", column, row.id);
        let kind = LetterKind::of(&row.kind, row.before_min.map(count));
        Ok(Self {
            id: LetterId::from_uuid(row.id),
            appointment: AppointmentId::from_uuid(row.appointment_id),
            kind: kind.ok_or_else(|| wrong("kind"))?,
            moves: count(row.moves),
            created_at: Timestamp::from_micros(row.created_at),
            state: LetterState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            attempts: count(row.attempts),
            note: row.note,
            since: Timestamp::from_micros(row.since),
        })
    }
}

impl From<&AppointmentLetter> for Model {
    fn from(letter: &AppointmentLetter) -> Self {
        Self {
            id: letter.id.uuid(),
            appointment_id: letter.appointment.uuid(),
            kind: letter.kind.name().code().to_owned(),
            before_min: letter.kind.before_min().map(stored),
            moves: stored(letter.moves),
            state: letter.state.code().to_owned(),
            attempts: stored(letter.attempts),
            note: letter.note.clone(),
            created_at: letter.created_at.micros(),
            since: letter.since.micros(),
        }
    }
}
