//! A letter about an appointment: whether it is still true, and what becomes of it.
//!
//! A letter is written down with the act that causes it and sent afterwards.
//! A server of ours may die between handing a letter over and noting that; nobody can then know whether it went.
//! A confirmation is sent again, under the same id, because a customer without one is worse off than one who gets it twice.
//! A reminder is not, because the appointment is known and a second reminder only disturbs.

use kernel::Timestamp;
use mail::LetterId;

use super::{Appointment, AppointmentId, AppointmentState};

/// After how many attempts a letter is given up; with waits that double up to an hour these are about nine hours.
pub(crate) const MOST_ATTEMPTS: u32 = 18;

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AppointmentLetter {
    /// The id, under which it is sent however often.
    pub(crate) id: LetterId,
    /// About which appointment.
    pub(crate) appointment: AppointmentId,
    /// What it tells.
    pub(crate) kind: LetterKind,
    /// How often the appointment had been moved when it was written.
    pub(crate) moves: u32,
    /// When it was written.
    pub(crate) created_at: Timestamp,
    /// What became of it.
    pub(crate) state: LetterState,
    /// How often it was tried.
    pub(crate) attempts: u32,
    /// Why the last attempt went wrong: the number of the server's answer, or a word.
    pub(crate) note: Option<String>,
    /// When the state was entered.
    pub(crate) since: Timestamp,
}

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LetterKind {
    /// The appointment was booked.
    Booked,
    /// It was moved.
    Moved,
    /// It was given up, by the customer or by the bank.
    Cancelled,
    /// It comes in so many minutes.
    Reminder {
        /// For how many minutes before it the reminder is meant.
        before_min: u32,
    },
}

/// What a letter tells, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AppointmentLetterKind)]
pub(crate) enum LetterKindName {
    /// The appointment was booked.
    Booked,
    /// It was moved.
    Moved,
    /// It was given up.
    Cancelled,
    /// It comes soon.
    Reminder,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AppointmentLetterState)]
pub(crate) enum LetterState {
    /// It waits to be sent, for the first time or again.
    Queued,
    /// It is being handed over.
    Sending,
    /// The mail server has taken it.
    Sent,
    /// Whether the mail server has taken it is not known; it is not sent again.
    Unknown,
    /// The mail server refuses it, or was away for too long.
    GivenUp,
    /// It was no longer true when it was to be sent.
    Obsolete,
}

impl AppointmentLetter {
    /// Writes a letter about an appointment as it stands now.
    pub(crate) fn write(
        id: LetterId,
        appointment: &Appointment,
        kind: LetterKind,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            appointment: appointment.id,
            kind,
            moves: appointment.moves,
            created_at: now,
            state: LetterState::Queued,
            attempts: 0,
            note: None,
            since: now,
        }
    }

    /// Takes the letter up to hand it over; `false` when it must not be sent, or not again.
    ///
    /// One that was given up is taken up again: an administrator repeats its job.
    pub(crate) fn take_up(&mut self, appointment: &Appointment, now: Timestamp) -> bool {
        let broken_off = self.state == LetterState::Sending;
        match self.state {
            LetterState::Sent | LetterState::Unknown | LetterState::Obsolete => return false,
            LetterState::Queued | LetterState::Sending | LetterState::GivenUp => {}
        }
        if broken_off && matches!(self.kind, LetterKind::Reminder { .. }) {
            self.enter(LetterState::Unknown, now);
            return false;
        }
        if !self.is_true(appointment, now) {
            self.enter(LetterState::Obsolete, now);
            return false;
        }
        self.attempts += 1;
        self.enter(LetterState::Sending, now);
        true
    }

    /// Notes that the server has taken it.
    pub(crate) fn sent(&mut self, now: Timestamp) {
        self.note = None;
        self.enter(LetterState::Sent, now);
    }

    /// Notes that it was not taken; `true` when it is to be tried again.
    pub(crate) fn failed(&mut self, note: String, may_pass: bool, now: Timestamp) -> bool {
        let again = may_pass && self.attempts < MOST_ATTEMPTS;
        self.note = Some(note);
        self.enter(if again { LetterState::Queued } else { LetterState::GivenUp }, now);
        again
    }

    /// Tells whether what it says still holds.
    fn is_true(&self, appointment: &Appointment, now: Timestamp) -> bool {
        if self.moves != appointment.moves {
            return false;
        }
        match self.kind {
            LetterKind::Cancelled => {
                matches!(appointment.state, AppointmentState::Cancelled { .. })
            }
            LetterKind::Booked | LetterKind::Moved | LetterKind::Reminder { .. } => {
                appointment.is_booked() && now < appointment.slot.from
            }
        }
    }

    fn enter(&mut self, state: LetterState, now: Timestamp) {
        self.state = state;
        self.since = now.max(self.since);
    }
}

impl LetterKind {
    /// Returns the kind without its data.
    pub(crate) const fn name(self) -> LetterKindName {
        match self {
            Self::Booked => LetterKindName::Booked,
            Self::Moved => LetterKindName::Moved,
            Self::Cancelled => LetterKindName::Cancelled,
            Self::Reminder { .. } => LetterKindName::Reminder,
        }
    }

    /// Returns for how many minutes before the appointment a reminder is meant.
    pub(crate) const fn before_min(self) -> Option<u32> {
        match self {
            Self::Reminder { before_min } => Some(before_min),
            _ => None,
        }
    }

    /// Puts a kind together; `None` when its parts contradict each other.
    pub(crate) fn of(code: &str, before_min: Option<u32>) -> Option<Self> {
        match (code, before_min) {
            ("booked", None) => Some(Self::Booked),
            ("moved", None) => Some(Self::Moved),
            ("cancelled", None) => Some(Self::Cancelled),
            ("reminder", Some(before_min)) => Some(Self::Reminder { before_min }),
            _ => None,
        }
    }
}

impl LetterKindName {
    /// A stable code for tables.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Reminder => "reminder",
        }
    }
}

impl LetterState {
    const ALL: [Self; 6] =
        [Self::Queued, Self::Sending, Self::Sent, Self::Unknown, Self::GivenUp, Self::Obsolete];

    /// A stable code for tables.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Unknown => "unknown",
            Self::GivenUp => "given_up",
            Self::Obsolete => "obsolete",
        }
    }

    /// Reads a code; `None` for one that was never written.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[cfg(test)]
#[path = "letter_tests.rs"]
mod tests;
