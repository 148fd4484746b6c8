//! How words are kept: sealed for their column and row.
//!
//! The only place of this room that turns ratings and follow-ups into rows and back.

use db::Inconsistency;
use kernel::{BranchId, CustomerId, Id, ServiceId, StaffId, Timestamp, VisitId};
use vault::{Field, SealedColumn, Secret, Vault, VaultError};

use crate::entity::{follow_up, rating};
use crate::error::VoiceError;
use crate::model::follow_up::{FollowUp, FollowUpId, State};
use crate::model::outcome::Outcome;
use crate::model::rating::{RatedVisit, Rating, RatingId};

pub(crate) const COMMENT: Field = Field::new("voice_ratings.comment");
pub(crate) const NOTE: Field = Field::new("voice_follow_ups.note");

/// Where this room keeps sealed values.
pub(crate) const SEALED: &[SealedColumn] = &[SealedColumn::new(COMMENT), SealedColumn::new(NOTE)];

/// Seals a rating.
pub(crate) fn seal_rating(vault: &Vault, rating: &Rating) -> Result<rating::Model, VaultError> {
    let (id, visit) = (rating.id.uuid(), &rating.visit);
    let comment = rating.comment.as_ref().map(|comment| vault.seal(COMMENT, id, comment.expose()));
    Ok(rating::Model {
        id,
        visit_id: visit.id.uuid(),
        visit_number: visit.number.clone(),
        branch_id: visit.branch.uuid(),
        service_id: visit.service.map(ServiceId::uuid),
        staff_id: visit.staff.map(StaffId::uuid),
        customer_id: visit.customer.map(CustomerId::uuid),
        satisfaction: i32::from(rating.satisfaction),
        effort: rating.effort.map(i32::from),
        recommend: rating.recommend.map(i32::from),
        comment: comment.transpose()?.map(Vec::from),
        at: rating.at.micros(),
    })
}

/// Opens a rating.
pub(crate) fn open_rating(vault: &Vault, row: &rating::Model) -> Result<Rating, VoiceError> {
    let wrong = |column| Inconsistency::new("voice_ratings", column, row.id);
    let mark = |value: i32, column| u8::try_from(value).map_err(|_| wrong(column));
    let comment = row.comment.as_deref().map(|comment| vault.open_text(COMMENT, row.id, comment));
    Ok(Rating {
        id: RatingId::from_uuid(row.id),
        visit: RatedVisit {
            id: VisitId::from_uuid(row.visit_id),
            number: row.visit_number.clone(),
            branch: BranchId::from_uuid(row.branch_id),
            service: row.service_id.map(ServiceId::from_uuid),
            staff: row.staff_id.map(StaffId::from_uuid),
            customer: row.customer_id.map(CustomerId::from_uuid),
        },
        satisfaction: mark(row.satisfaction, "satisfaction")?,
        effort: row.effort.map(|effort| mark(effort, "effort")).transpose()?,
        recommend: row.recommend.map(|recommend| mark(recommend, "recommend")).transpose()?,
        comment: comment.transpose()?,
        at: Timestamp::from_micros(row.at),
    })
}

/// Seals a follow-up.
pub(crate) fn seal_follow_up(
    vault: &Vault,
    follow_up: &FollowUp,
) -> Result<follow_up::Model, VaultError> {
    let id = follow_up.id.uuid();
    let (closed_at, outcome, note) = match &follow_up.state {
        State::Closed { at, outcome, note, .. } => {
            (Some(at.micros()), Some(outcome.code), note.as_ref())
        }
        State::Open | State::Taken { .. } => (None, None, None),
    };
    let note = note.map(|note: &Secret<String>| vault.seal(NOTE, id, note.expose())).transpose()?;
    Ok(follow_up::Model {
        id,
        rating_id: follow_up.rating.uuid(),
        branch_id: follow_up.branch.uuid(),
        state: follow_up.state.code().to_owned(),
        assignee_id: follow_up.assignee().map(Id::uuid),
        opened_at: follow_up.opened_at.micros(),
        due_at: follow_up.due_at.micros(),
        closed_at,
        outcome: outcome.map(str::to_owned),
        note: note.map(Vec::from),
        version: follow_up.version,
    })
}

/// Opens a follow-up.
pub(crate) fn open_follow_up(
    vault: &Vault,
    row: &follow_up::Model,
) -> Result<FollowUp, VoiceError> {
    Ok(FollowUp {
        id: FollowUpId::from_uuid(row.id),
        rating: RatingId::from_uuid(row.rating_id),
        branch: BranchId::from_uuid(row.branch_id),
        state: open_state(vault, row)?,
        opened_at: Timestamp::from_micros(row.opened_at),
        due_at: Timestamp::from_micros(row.due_at),
        version: row.version,
    })
}

fn open_state(vault: &Vault, row: &follow_up::Model) -> Result<State, VoiceError> {
    let wrong = |column| Inconsistency::new("voice_follow_ups", column, row.id);
    let by = row.assignee_id.map(StaffId::from_uuid);
    match row.state.as_str() {
        "open" => Ok(State::Open),
        "taken" => Ok(State::Taken { by: by.ok_or_else(|| wrong("assignee_id"))? }),
        "closed" => {
            let note =
                row.note.as_deref().map(|note| vault.open_text(NOTE, row.id, note)).transpose()?;
            let outcome = row.outcome.as_deref().and_then(Outcome::find);
            Ok(State::Closed {
                by: by.ok_or_else(|| wrong("assignee_id"))?,
                at: Timestamp::from_micros(row.closed_at.ok_or_else(|| wrong("closed_at"))?),
                outcome: outcome.ok_or_else(|| wrong("outcome"))?,
                note,
            })
        }
        _ => Err(wrong("state").into()),
    }
}
