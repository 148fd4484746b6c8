//! An appointment: somebody said beforehand when they come and what for.
//!
//! - [`rules`]: the rule pack `appointments/…`. [`slots`]: which slots there are and what is left of them.
//! - [`appointed`]: what a visit knows of it.
//! - [`letter`]: a letter about it. [`words`]: what it says.
//! - [`refusal`]: why something is not possible now. [`calendar`]: the file for the customer's own calendar.
//!
//! The life of an appointment: booked, then checked in, cancelled, missed by the customer, or not kept by the bank.
//! A no-show is told of the customer only if the bank was seen ready for them, and at no moment looked at was it not.

pub(crate) mod appointed;
pub(crate) mod calendar;
mod codes;
pub(crate) mod letter;
pub(crate) mod refusal;
pub(crate) mod rules;
pub(crate) mod slots;
pub(crate) mod words;

use jiff::tz::TimeZone;
use kernel::{BranchId, CustomerId, Locale, ServiceId, Timestamp, VisitId};

use refusal::AppointmentRefusal;
use rules::AppointmentRules;
use slots::Slot;

kernel::id_type! {
    /// Identifies an appointment.
    pub struct AppointmentId;
}

/// An appointment of one person at one branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Appointment {
    /// The id.
    pub(crate) id: AppointmentId,
    /// Eight digits by which a kiosk knows it.
    pub(crate) code: String,
    /// Where.
    pub(crate) branch: BranchId,
    /// What for.
    pub(crate) service: ServiceId,
    /// Whose, when the mobile number belongs to a customer.
    pub(crate) customer: Option<CustomerId>,
    /// When.
    pub(crate) slot: Slot,
    /// The language of whoever booked it.
    pub(crate) language: Locale,
    /// Who booked it.
    pub(crate) booked_by: Booker,
    /// When it was booked.
    pub(crate) booked_at: Timestamp,
    /// What became of it.
    pub(crate) state: AppointmentState,
    /// When that was entered.
    pub(crate) since: Timestamp,
    /// How often it was moved.
    pub(crate) moves: u32,
    /// When the next reminder is due.
    pub(crate) remind_at: Option<Timestamp>,
}

/// Who booked or cancelled an appointment.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = AppointmentBooker)]
pub(crate) enum Booker {
    /// The customer.
    Customer,
    /// A member of staff.
    Staff,
}

/// What became of an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AppointmentState {
    /// It is still to come, or the customer is waited for.
    Booked {
        /// Whether the bank was seen ready for the customer since the appointed time.
        seen: Seen,
    },
    /// The customer came and has a number.
    CheckedIn {
        /// The visit.
        visit: VisitId,
        /// How well in time.
        arrival: Arrival,
        /// When a number that was taken early becomes one of the class `appointment`.
        raise_at: Option<Timestamp>,
    },
    /// It was given up.
    Cancelled {
        /// By whom.
        by: Booker,
        /// Why, a code of the rules; staff give one.
        reason: Option<String>,
    },
    /// The customer did not come although the bank was ready.
    NoShow,
    /// The bank was not ready for the customer.
    NotKept,
}

/// Whether the bank was seen ready for a customer since the appointed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Nobody has looked.
    Unknown,
    /// At every look.
    Ready,
    /// At one look at least it was not.
    NotReady,
}

/// How well in time a customer came.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = AppointmentArrival)]
pub(crate) enum Arrival {
    /// Before the class `appointment` counts; the number is an ordinary one until then.
    Early,
    /// In time.
    OnTime,
    /// After the appointment was kept; the number stays an ordinary one.
    Late,
}

/// What became of an appointment, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AppointmentState)]
pub(crate) enum AppointmentStateName {
    /// Still to come.
    Booked,
    /// Has a number.
    CheckedIn,
    /// Was served.
    Served,
    /// Given up.
    Cancelled,
    /// The customer did not come.
    NoShow,
    /// The bank was not ready.
    NotKept,
}

/// What a look at an appointment whose time has come leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// Nothing new.
    Nothing,
    /// What was seen is noted.
    Noted,
    /// The customer did not come.
    NoShow,
    /// The bank was not ready.
    NotKept,
}

impl Appointment {
    /// Moves the appointment to another slot; reminders begin anew.
    ///
    /// What the bank did not keep can be moved too. Whoever is allowed to do so until when is [`Self::check_deadline`]'s.
    pub(crate) fn move_to(
        &mut self,
        slot: Slot,
        rules: &AppointmentRules,
        now: Timestamp,
    ) -> Result<(), AppointmentRefusal> {
        if !matches!(self.state, AppointmentState::Booked { .. } | AppointmentState::NotKept) {
            return Err(self.settled());
        }
        if slot == self.slot {
            return Err(AppointmentRefusal::SameSlot);
        }
        self.slot = slot;
        self.moves += 1;
        self.enter(AppointmentState::Booked { seen: Seen::Unknown }, now);
        self.remind_at = rules.next_reminder(slot.from, now);
        Ok(())
    }

    /// Gives the appointment up.
    pub(crate) fn cancel(
        &mut self,
        by: Booker,
        reason: Option<String>,
        now: Timestamp,
    ) -> Result<(), AppointmentRefusal> {
        if !self.is_booked() {
            return Err(self.settled());
        }
        self.enter(AppointmentState::Cancelled { by, reason }, now);
        self.remind_at = None;
        Ok(())
    }

    /// Refuses what customers may do by themselves only until some time before the appointment.
    ///
    /// What the bank did not keep may be moved at any time.
    pub(crate) fn check_deadline(
        &self,
        rules: &AppointmentRules,
        now: Timestamp,
    ) -> Result<(), AppointmentRefusal> {
        if self.is_booked() && now > self.changeable_until(rules) {
            return Err(AppointmentRefusal::TooLateToChange { minutes: rules.cancel_until_min });
        }
        Ok(())
    }

    /// Returns until when customers may move or cancel by themselves.
    pub(crate) fn changeable_until(&self, rules: &AppointmentRules) -> Timestamp {
        self.slot.from - rules::minutes(rules.cancel_until_min)
    }

    /// Returns from when one may check in.
    pub(crate) fn check_in_from(&self, rules: &AppointmentRules) -> Timestamp {
        self.slot.from - rules::minutes(rules.check_in.opens_min)
    }

    /// Returns how well in time somebody comes who comes now.
    ///
    /// A no-show who comes later on the same day, by the wall of the branch, is welcome and late.
    pub(crate) fn arrive(
        &self,
        rules: &AppointmentRules,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Arrival, AppointmentRefusal> {
        match self.state {
            AppointmentState::Booked { .. }
            | AppointmentState::NoShow
            | AppointmentState::NotKept => {}
            _ => return Err(self.settled()),
        }
        let from = self.slot.from;
        let opens = self.check_in_from(rules);
        if now < opens {
            return Err(AppointmentRefusal::TooEarly { opens: zone.to_datetime(opens.to_jiff()) });
        }
        if day_of(now, zone) > day_of(from, zone) {
            return Err(AppointmentRefusal::DayOver);
        }
        Ok(if now < rules.counts_from(from) {
            Arrival::Early
        } else if now <= rules.held_until(from) {
            Arrival::OnTime
        } else {
            Arrival::Late
        })
    }

    /// Notes the number that somebody who came was given.
    pub(crate) fn check_in(
        &mut self,
        visit: VisitId,
        arrival: Arrival,
        rules: &AppointmentRules,
        now: Timestamp,
    ) {
        let raise_at = (arrival == Arrival::Early).then(|| rules.counts_from(self.slot.from));
        self.enter(AppointmentState::CheckedIn { visit, arrival, raise_at }, now);
        self.remind_at = None;
    }

    /// Notes that the number was raised to the class `appointment`, or no longer can be.
    pub(crate) fn raised(&mut self) {
        if let AppointmentState::CheckedIn { raise_at, .. } = &mut self.state {
            *raise_at = None;
        }
    }

    /// Looks at an appointment whose time has come: `ready` says whether the branch is open and the service attended to.
    ///
    /// What is seen counts only while the customer is waited for. The end of the slot ends that too, because the branch may
    /// close then.
    pub(crate) fn judge(
        &mut self,
        rules: &AppointmentRules,
        ready: bool,
        now: Timestamp,
    ) -> Judgement {
        let AppointmentState::Booked { seen } = self.state else { return Judgement::Nothing };
        let held_until = rules.held_until(self.slot.from);
        if now < self.slot.from {
            return Judgement::Nothing;
        }
        if now < held_until.min(self.slot.to) {
            let sees = match (seen, ready) {
                (Seen::NotReady, _) | (_, false) => Seen::NotReady,
                (Seen::Unknown | Seen::Ready, true) => Seen::Ready,
            };
            if sees == seen {
                return Judgement::Nothing;
            }
            self.state = AppointmentState::Booked { seen: sees };
            return Judgement::Noted;
        }
        if now <= held_until {
            return Judgement::Nothing;
        }
        self.remind_at = None;
        if seen == Seen::Ready {
            self.enter(AppointmentState::NoShow, now);
            Judgement::NoShow
        } else {
            self.enter(AppointmentState::NotKept, now);
            Judgement::NotKept
        }
    }

    /// Takes the reminder that is due and returns how many minutes before the appointment it is meant for.
    ///
    /// After a standstill in which several came due only the latest is told.
    pub(crate) fn remind(&mut self, rules: &AppointmentRules, now: Timestamp) -> Option<u32> {
        self.remind_at.filter(|due| *due <= now)?;
        self.remind_at = rules.next_reminder(self.slot.from, now);
        if !self.is_booked() || now >= self.slot.from {
            return None;
        }
        let due = |minutes: &&u32| self.slot.from - rules::minutes(**minutes) <= now;
        rules.reminders_min.iter().filter(due).min().copied()
    }

    /// Tells whether the customer is still to come.
    pub(crate) const fn is_booked(&self) -> bool {
        matches!(self.state, AppointmentState::Booked { .. })
    }

    /// Returns the visit of somebody who has checked in.
    pub(crate) const fn visit(&self) -> Option<VisitId> {
        match &self.state {
            AppointmentState::CheckedIn { visit, .. } => Some(*visit),
            _ => None,
        }
    }

    /// Returns how well in time somebody came who has checked in.
    pub(crate) const fn arrival(&self) -> Option<Arrival> {
        match &self.state {
            AppointmentState::CheckedIn { arrival, .. } => Some(*arrival),
            _ => None,
        }
    }

    fn enter(&mut self, state: AppointmentState, now: Timestamp) {
        self.state = state;
        self.since = now.max(self.since);
    }

    /// Says why nothing more can be done with it.
    const fn settled(&self) -> AppointmentRefusal {
        match &self.state {
            AppointmentState::CheckedIn { .. } => AppointmentRefusal::CheckedIn,
            AppointmentState::Cancelled { .. } => AppointmentRefusal::Cancelled,
            _ => AppointmentRefusal::Missed,
        }
    }
}

/// Returns the date on the wall.
fn day_of(at: Timestamp, zone: &TimeZone) -> jiff::civil::Date {
    zone.to_datetime(at.to_jiff()).date()
}

/// Writes eight digits out of randomness; a kiosk tells appointments apart by them.
pub(crate) fn code_of(random: [u8; 32]) -> String {
    let mut first = [0; 8];
    first.copy_from_slice(&random[..8]);
    format!("{:08}", u64::from_le_bytes(first) % 100_000_000)
}

#[cfg(test)]
#[path = "appointment/tests.rs"]
mod tests;
