//! Between rows and the model; a row that does not fit is an inconsistency, never a guess.

use db::{DbError, Inconsistency};
use kernel::{BranchId, CustomerId, Locale, ServiceId, Timestamp, VisitId};

use super::KeptAppointment;
use crate::entity::appointment::Model;
use crate::model::appointment::slots::Slot;
use crate::model::appointment::{
    Appointment, AppointmentId, AppointmentState, Arrival, Booker, Seen,
};
use crate::store::convert::{count, stored};

impl TryFrom<Model> for KeptAppointment {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_appointments", column, row.id);
        let state = state(&row).ok_or_else(|| wrong("state"))?;
        let language = [Locale::ZhCn, Locale::En].into_iter().find(|one| one.tag() == row.language);
        let appointment = Appointment {
            id: AppointmentId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            service: ServiceId::from_uuid(row.service_id),
            customer: row.customer_id.map(CustomerId::from_uuid),
            slot: Slot {
                from: Timestamp::from_micros(row.starts_at),
                to: Timestamp::from_micros(row.ends_at),
            },
            language: language.ok_or_else(|| wrong("language"))?,
            booked_by: Booker::from_code(&row.booked_by).ok_or_else(|| wrong("booked_by"))?,
            booked_at: Timestamp::from_micros(row.booked_at),
            state,
            since: Timestamp::from_micros(row.since),
            moves: count(row.moves),
            remind_at: row.remind_at.map(Timestamp::from_micros),
            code: row.code,
        };
        Ok(Self {
            appointment,
            version: row.version,
            token_digest: row.token_digest,
            name: row.name,
            phone: row.phone,
            phone_index: row.phone_index,
            email: row.email,
            link: row.link,
        })
    }
}

/// Reads the state; `None` when its columns contradict each other.
fn state(row: &Model) -> Option<AppointmentState> {
    Some(match row.state.as_str() {
        "booked" => AppointmentState::Booked { seen: Seen::from_code(row.seen.as_deref())? },
        "checked_in" => AppointmentState::CheckedIn {
            visit: row.visit_id.map(VisitId::from_uuid)?,
            arrival: Arrival::from_code(row.arrival.as_deref()?)?,
            raise_at: row.raise_at.map(Timestamp::from_micros),
        },
        "cancelled" => AppointmentState::Cancelled {
            by: Booker::from_code(row.cancelled_by.as_deref()?)?,
            reason: row.reason.clone(),
        },
        "no_show" => AppointmentState::NoShow,
        "not_kept" => AppointmentState::NotKept,
        _ => return None,
    })
}

impl From<&KeptAppointment> for Model {
    fn from(kept: &KeptAppointment) -> Self {
        let appointment = &kept.appointment;
        let empty = Self {
            id: appointment.id.uuid(),
            branch_id: appointment.branch.uuid(),
            service_id: appointment.service.uuid(),
            customer_id: appointment.customer.map(CustomerId::uuid),
            code: appointment.code.clone(),
            token_digest: kept.token_digest.clone(),
            name: kept.name.clone(),
            phone: kept.phone.clone(),
            phone_index: kept.phone_index.clone(),
            email: kept.email.clone(),
            link: kept.link.clone(),
            language: appointment.language.tag().to_owned(),
            booked_by: appointment.booked_by.code().to_owned(),
            booked_at: appointment.booked_at.micros(),
            starts_at: appointment.slot.from.micros(),
            ends_at: appointment.slot.to.micros(),
            state: appointment.state.name().code().to_owned(),
            since: appointment.since.micros(),
            seen: None,
            visit_id: None,
            arrival: None,
            raise_at: None,
            cancelled_by: None,
            reason: None,
            moves: stored(appointment.moves),
            remind_at: appointment.remind_at.map(Timestamp::micros),
            version: kept.version,
        };
        match &appointment.state {
            AppointmentState::Booked { seen } => {
                Self { seen: seen.code().map(str::to_owned), ..empty }
            }
            AppointmentState::CheckedIn { visit, arrival, raise_at } => Self {
                visit_id: Some(visit.uuid()),
                arrival: Some(arrival.code().to_owned()),
                raise_at: raise_at.map(Timestamp::micros),
                ..empty
            },
            AppointmentState::Cancelled { by, reason } => {
                Self { cancelled_by: Some(by.code().to_owned()), reason: reason.clone(), ..empty }
            }
            AppointmentState::NoShow | AppointmentState::NotKept => empty,
        }
    }
}
