//! What this room announces of appointments: ids and times, never who comes.

use ::events::{Event, Topic};
use kernel::{BranchId, CustomerId, ServiceId, Timestamp, VisitId};
use serde::{Deserialize, Serialize};

use crate::model::appointment::{Appointment, AppointmentId};

/// What every event about an appointment tells: how it stands after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentFacts {
    /// The appointment.
    pub appointment_id: AppointmentId,
    /// Where.
    pub branch_id: BranchId,
    /// What for.
    pub service_id: ServiceId,
    /// Whose, when the mobile number belongs to a customer; on the timeline, not in the payload.
    #[serde(skip)]
    pub customer: Option<CustomerId>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What became of it: `booked`, `checked_in`, `cancelled`, `no_show`, `not_kept`.
    pub state: String,
    /// The language of whoever booked it, `zh-CN` or `en`; messages are written in it.
    pub language: String,
    /// How often it was moved.
    pub moves: u32,
}

impl From<&Appointment> for AppointmentFacts {
    fn from(appointment: &Appointment) -> Self {
        Self {
            appointment_id: appointment.id,
            branch_id: appointment.branch,
            service_id: appointment.service,
            customer: appointment.customer,
            starts_at: appointment.slot.from,
            ends_at: appointment.slot.to,
            state: appointment.state.name().code().to_owned(),
            language: appointment.language.tag().to_owned(),
            moves: appointment.moves,
        }
    }
}

/// Declares one type of event for each thing that happens with an appointment.
macro_rules! appointment_events {
    ($($(#[$attribute:meta])* $name:ident { $($(#[$of_field:meta])* $field:ident: $kind_of_field:ty),* } => $kind:literal;)+) => {$(
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// How the appointment stands.
            #[serde(flatten)]
            pub facts: AppointmentFacts,
            $($(#[$of_field])* pub $field: $kind_of_field,)*
        }

        impl Event for $name {
            const KIND: &'static str = $kind;

            fn topics(&self) -> Vec<String> {
                vec![Topic::Board(self.facts.branch_id).to_string()]
            }

            fn branch(&self) -> Option<BranchId> {
                Some(self.facts.branch_id)
            }

            fn customer(&self) -> Option<CustomerId> {
                self.facts.customer
            }
        }
    )+};
}

appointment_events! {
    /// An appointment was booked.
    AppointmentBooked {} => "appointment.booked";
    /// It was moved to another time.
    AppointmentMoved {
        /// When it began before.
        from: Timestamp
    } => "appointment.moved";
    /// It was given up.
    AppointmentCancelled {
        /// Who gave it up: `customer` or `staff`.
        by: String
    } => "appointment.cancelled";
    /// The customer came and has a number.
    AppointmentCheckedIn {
        /// The visit.
        visit_id: VisitId,
        /// How well in time: `early`, `on_time`, `late`.
        arrival: String
    } => "appointment.checked_in";
    /// The customer did not come although the bank was ready.
    AppointmentNoShow {} => "appointment.no_show";
    /// The bank was not ready for the customer.
    AppointmentNotKept {} => "appointment.not_kept";
    /// The customer has to be reminded; a message gateway sends what it is connected to.
    AppointmentReminderDue {
        /// How many minutes before the appointment the reminder is meant for.
        before_min: u32
    } => "appointment.reminder_due";
}
