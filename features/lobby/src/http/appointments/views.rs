//! Views of appointments that several operations share.

use app::App;
use kernel::{CustomerId, Timestamp, VisitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::Secret;

use crate::http::parts::{CodeView, HallBranchView, NameView, ServiceNameView};
use crate::model::appointment::letter::{AppointmentLetter, LetterKindName, LetterState};
use crate::model::appointment::{
    Appointment, AppointmentId, AppointmentState, AppointmentStateName, Arrival, Booker,
};
use crate::model::visit::StateName;
use crate::service::appointments::Shown;
use crate::service::appointments::holder::Held;
use crate::service::appointments::office::AppointmentRecord;

/// Who wants to come, when and what for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookAppointment {
    /// What for.
    pub(super) service_id: kernel::ServiceId,
    /// The beginning of a slot.
    pub(super) starts_at: Timestamp,
    /// The name; kept sealed.
    #[schema(value_type = String, max_length = 60)]
    pub(super) name: Secret<String>,
    /// A mobile number of mainland China; kept sealed.
    #[schema(value_type = String, max_length = 32)]
    pub(super) phone: Secret<String>,
    /// Where mail about it goes, if mail is offered and wanted; kept sealed.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 254)]
    pub(super) email: Option<Secret<String>>,
}

/// An appointment as whoever booked it sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppointmentView {
    /// Its id.
    id: AppointmentId,
    /// Eight digits, to check in with at a kiosk.
    code: String,
    /// The secret of the link; whoever has it may look, move, cancel and check in.
    token: String,
    /// What became of it.
    state: AppointmentStateName,
    /// Where.
    branch: HallBranchView,
    /// What for.
    service: ServiceNameView,
    /// What to bring.
    papers: Vec<NameView>,
    /// When it begins.
    starts_at: Timestamp,
    /// When the slot ends.
    ends_at: Timestamp,
    /// The zone of the branch, in whose time it is shown.
    zone: String,
    /// The name, masked.
    name: String,
    /// The mobile number, masked.
    phone: String,
    /// The e-mail address, masked; `null` when no mail is wanted.
    email: Option<String>,
    /// Until when it can be moved or cancelled by the link.
    changeable_until: Timestamp,
    /// From when one can check in.
    check_in_from: Timestamp,
    /// Until when it is kept; whoever comes later gets an ordinary number.
    held_until: Timestamp,
    /// The number of somebody who has checked in.
    number: Option<String>,
    /// How often it was moved.
    moves: u32,
    /// The path of the page where it is changed and checked in.
    path: String,
    /// The whole address of that page, for a QR code.
    url: String,
    /// The path of the calendar file.
    calendar_path: String,
    /// How many minutes before it one is reminded.
    reminders_min: Vec<u32>,
}

impl AppointmentView {
    /// Shows an appointment to its holder.
    pub(super) fn of(app: &App, held: Held) -> Self {
        let (path, url) = (held.path(), held.address(app));
        let Held { shown, number, token } = held;
        let Shown { kept, hall, rules, name, phone, email } = shown;
        let appointment = kept.appointment;
        let token = token.reveal();
        let service = hall.find_service(appointment.service);
        let papers = service.iter().flat_map(|service| &service.papers);
        Self {
            id: appointment.id,
            state: appointment.state.name(),
            branch: hall.branch.as_ref().into(),
            service: ServiceNameView::of(&hall, appointment.service),
            papers: papers.map(NameView::from).collect(),
            starts_at: appointment.slot.from,
            ends_at: appointment.slot.to,
            zone: hall.branch.zone.clone(),
            name,
            phone,
            email,
            changeable_until: appointment.changeable_until(&rules),
            check_in_from: appointment.check_in_from(&rules),
            held_until: rules.held_until(appointment.slot.from),
            number,
            moves: appointment.moves,
            path,
            url,
            calendar_path: format!("/api/v1/public/appointments/{token}/calendar"),
            reminders_min: rules.reminders_min.clone(),
            code: appointment.code,
            token,
        }
    }
}

/// An appointment as staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppointmentRecordView {
    /// Its id.
    id: AppointmentId,
    /// Eight digits.
    code: String,
    /// What became of it.
    state: AppointmentStateName,
    /// What for.
    service: ServiceNameView,
    /// When it begins.
    starts_at: Timestamp,
    /// When the slot ends.
    ends_at: Timestamp,
    /// The name, masked.
    name: String,
    /// The mobile number, masked.
    phone: String,
    /// The e-mail address, masked; `null` when no mail is wanted.
    email: Option<String>,
    /// The latest letter about it; `null` when there was none.
    letter: Option<AppointmentLetterView>,
    /// Whose, when the mobile number belongs to a customer.
    customer_id: Option<CustomerId>,
    /// Who booked it.
    booked_by: Booker,
    /// When it was booked.
    booked_at: Timestamp,
    /// How often it was moved.
    moves: u32,
    /// From when the customer can check in.
    check_in_from: Timestamp,
    /// How well in time the customer came.
    arrival: Option<Arrival>,
    /// Who cancelled it.
    cancelled_by: Option<Booker>,
    /// Why staff cancelled it.
    reason: Option<CodeView>,
    /// The visit of somebody who has checked in.
    visit_id: Option<VisitId>,
    /// Its number.
    number: Option<String>,
    /// What is happening with it.
    visit_state: Option<StateName>,
}

impl AppointmentRecordView {
    /// Shows an appointment to staff.
    pub(super) fn of(record: AppointmentRecord) -> Self {
        let state = record.state();
        let AppointmentRecord { shown, visit, letter } = record;
        let Shown { kept, hall, rules, name, phone, email } = shown;
        let appointment = kept.appointment;
        let (number, visit_state) = visit.unzip();
        let (cancelled_by, reason) = match &appointment.state {
            AppointmentState::Cancelled { by, reason } => (Some(*by), reason.as_deref()),
            _ => (None, None),
        };
        Self {
            id: appointment.id,
            state,
            service: ServiceNameView::of(&hall, appointment.service),
            starts_at: appointment.slot.from,
            ends_at: appointment.slot.to,
            name,
            phone,
            email,
            letter: letter.as_ref().map(AppointmentLetterView::from),
            customer_id: appointment.customer,
            booked_by: appointment.booked_by,
            booked_at: appointment.booked_at,
            moves: appointment.moves,
            check_in_from: appointment.check_in_from(&rules),
            arrival: appointment.arrival(),
            cancelled_by,
            reason: reason.map(|code| CodeView::find(&rules.reasons, code)),
            visit_id: appointment.visit(),
            number,
            visit_state,
            code: appointment.code,
        }
    }
}

/// A letter about an appointment, and how it went.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppointmentLetterView {
    /// What it tells.
    kind: LetterKindName,
    /// What became of it.
    state: LetterState,
    /// When that was.
    since: Timestamp,
    /// Why it was not taken: the number of the mail server's answer, or `away`, `encryption`, `unwritable`.
    note: Option<String>,
}

impl From<&AppointmentLetter> for AppointmentLetterView {
    fn from(letter: &AppointmentLetter) -> Self {
        Self {
            kind: letter.kind.name(),
            state: letter.state,
            since: letter.since,
            note: letter.note.clone(),
        }
    }
}

/// The appointment that a visitor came for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VisitAppointmentView {
    /// The appointment.
    id: AppointmentId,
    /// Eight digits.
    code: String,
    /// When it begins.
    starts_at: Timestamp,
    /// When the slot ends.
    ends_at: Timestamp,
    /// How well in time the visitor came.
    arrival: Option<Arrival>,
}

impl From<&Appointment> for VisitAppointmentView {
    fn from(appointment: &Appointment) -> Self {
        Self {
            id: appointment.id,
            code: appointment.code.clone(),
            starts_at: appointment.slot.from,
            ends_at: appointment.slot.to,
            arrival: appointment.arrival(),
        }
    }
}
