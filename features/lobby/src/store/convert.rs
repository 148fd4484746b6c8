//! Between rows and the model; a row that does not fit is an inconsistency, never a guess.

use std::time::Duration;

use db::{DbError, Inconsistency};
use kernel::{BranchId, CounterId, CustomerId, ServiceId, StaffId, Timestamp, VisitId};
use queueing::Asked;
use sea_orm::ActiveValue::{NotSet, Set};
use uuid::Uuid;

use crate::entity::visit::{ActiveModel, Model};
use crate::model::appointment::AppointmentId;
use crate::model::appointment::appointed::Appointed;
use crate::model::number::{BusinessDay, TicketNumber};
use crate::model::place::{Place, Reserved};
use crate::model::visit::{
    Ending, LeftReason, Life, Spent, State, StateName, Visit, VisitStanding,
};

/// A visit with what the table keeps beside it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// The visit.
    pub(crate) visit: Visit,
    /// Rises with every change.
    pub(crate) version: i32,
    /// Which alert about the wait is open: 0 none, 1 warned, 2 breached.
    pub(crate) alerted: i32,
    /// Whether the customer has rated the visit.
    pub(crate) rated: bool,
    /// What a token must match.
    pub(crate) token_digest: Vec<u8>,
    /// The sealed need.
    pub(crate) need: Option<Vec<u8>>,
    /// The care group as far as the visitor told or showed it.
    pub(crate) told_care_group: Option<String>,
    /// From what the wait was foreseen when it began.
    pub(crate) asked: Option<Asked>,
}

impl TryFrom<Model> for Kept {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |column| Inconsistency::new("lobby_visits", column, row.id);
        let state = state(&row).ok_or_else(|| wrong("state"))?;
        let spent = spent(&row);
        let standing = VisitStanding {
            class: row.class,
            care_group: row.care_group,
            tier: row.tier,
            accessible: row.accessible,
        };
        let visit = Visit {
            id: VisitId::from_uuid(row.id),
            branch: BranchId::from_uuid(row.branch_id),
            day: BusinessDay::parse(&row.business_day).ok_or_else(|| wrong("business_day"))?,
            number: TicketNumber::from_stored(row.number),
            service: ServiceId::from_uuid(row.service_id),
            standing,
            customer: row.customer_id.map(CustomerId::from_uuid),
            appointed: row.appointment_id.zip(row.counts_from).map(|(id, from)| Appointed {
                id: AppointmentId::from_uuid(id),
                counts_from: Timestamp::from_micros(from),
            }),
            arrived_at: Timestamp::from_micros(row.arrived_at),
            reserved: reserved(row.reserved_staff, row.reserved_counter),
            postponements: count(row.postponements),
            first_called_at: row.first_called_at.map(Timestamp::from_micros),
            last_called_at: row.last_called_at.map(Timestamp::from_micros),
            last_counter: row.last_counter_id.map(CounterId::from_uuid),
            first_served_at: row.first_served_at.map(Timestamp::from_micros),
            calls: count(row.calls),
            steps: count(row.steps),
            life: Life::restore(
                state,
                Timestamp::from_micros(row.since),
                Timestamp::from_micros(row.latest_at),
                spent,
            ),
        };
        Ok(Self {
            visit,
            version: row.version,
            alerted: row.alerted,
            rated: row.rated,
            token_digest: row.token_digest,
            need: row.need,
            told_care_group: row.told_care_group,
            // What an older engine kept is nothing to learn from.
            asked: row.asked.and_then(|asked| serde_json::from_str(&asked).ok()),
        })
    }
}

fn spent(row: &Model) -> Spent {
    Spent {
        waiting: lasting(row.waited_us),
        called: lasting(row.called_us),
        serving: lasting(row.served_us),
        parked: lasting(row.parked_us),
    }
}

/// Reads the state; `None` when its columns contradict each other.
fn state(row: &Model) -> Option<State> {
    let place = row.counter_id.zip(row.staff_id).map(|(counter, staff)| Place {
        counter: CounterId::from_uuid(counter),
        staff: StaffId::from_uuid(staff),
    });
    let reason = row.reason.clone();
    Some(match StateName::from_code(&row.state)? {
        StateName::Waiting => {
            State::Waiting { postponed_until: row.postponed_until.map(Timestamp::from_micros) }
        }
        StateName::Called => State::Called {
            place: place?,
            round: count(row.round),
            last_call: Timestamp::from_micros(row.last_called_at?),
        },
        StateName::Serving => State::Serving { place: place? },
        StateName::Parked => State::Parked { place: place?, reason },
        StateName::Finished => {
            let next_steps = match &row.next_steps {
                Some(text) => serde_json::from_str(text).ok()?,
                None => Vec::new(),
            };
            State::Ended(Ending::Finished { outcome: reason?, next_steps, place: place? })
        }
        StateName::Left => State::Ended(Ending::Left(LeftReason::from_code(&reason?)?)),
        StateName::NoShow => State::Ended(Ending::NoShow { place: place? }),
        StateName::Diverted => State::Ended(Ending::Diverted { kind: reason? }),
    })
}

/// Writes the columns that acts change.
pub(super) fn changing(visit: &Visit) -> ActiveModel {
    let (reason, next_steps, round) = state_columns(visit.state());
    let (place, spent) = (visit.place(), visit.spent());
    let (reserved_staff, reserved_counter) = reserved_columns(visit.reserved);
    ActiveModel {
        service_id: Set(visit.service.uuid()),
        class: Set(visit.standing.class.clone()),
        care_group: Set(visit.standing.care_group.clone()),
        accessible: Set(visit.standing.accessible),
        state: Set(visit.state_name().code().to_owned()),
        since: Set(visit.since().micros()),
        latest_at: Set(visit.latest().micros()),
        queued_at: Set(visit.queued_at().micros()),
        waited_us: Set(micros(spent.waiting)),
        called_us: Set(micros(spent.called)),
        served_us: Set(micros(spent.serving)),
        parked_us: Set(micros(spent.parked)),
        reason: Set(reason),
        next_steps: Set(next_steps),
        round: Set(round),
        counter_id: Set(place.map(|place| place.counter.uuid())),
        staff_id: Set(place.map(|place| place.staff.uuid())),
        reserved_staff: Set(reserved_staff),
        reserved_counter: Set(reserved_counter),
        postponed_until: Set(visit.postponed_until().map(Timestamp::micros)),
        postponements: Set(stored(visit.postponements)),
        calls: Set(stored(visit.calls)),
        first_called_at: Set(visit.first_called_at.map(Timestamp::micros)),
        last_called_at: Set(visit.last_called_at.map(Timestamp::micros)),
        last_counter_id: Set(visit.last_counter.map(CounterId::uuid)),
        first_served_at: Set(visit.first_served_at.map(Timestamp::micros)),
        steps: Set(stored(visit.steps)),
        id: NotSet,
        ..ActiveModel::default()
    }
}

fn state_columns(state: &State) -> (Option<String>, Option<String>, i32) {
    match state {
        State::Waiting { .. } | State::Serving { .. } | State::Ended(Ending::NoShow { .. }) => {
            (None, None, 0)
        }
        State::Called { round, .. } => (None, None, stored(*round)),
        State::Parked { reason, .. } => (reason.clone(), None, 0),
        State::Ended(Ending::Finished { outcome, next_steps, .. }) => {
            (Some(outcome.clone()), serde_json::to_string(next_steps).ok(), 0)
        }
        State::Ended(Ending::Left(reason)) => (Some(reason.code().to_owned()), None, 0),
        State::Ended(Ending::Diverted { kind }) => (Some(kind.clone()), None, 0),
    }
}

/// Reads for whom a visit is kept.
pub(super) fn reserved(staff: Option<Uuid>, counter: Option<Uuid>) -> Option<Reserved> {
    let staff = staff.map(|staff| Reserved::Staff(StaffId::from_uuid(staff)));
    staff.or_else(|| counter.map(|counter| Reserved::Counter(CounterId::from_uuid(counter))))
}

fn reserved_columns(reserved: Option<Reserved>) -> (Option<Uuid>, Option<Uuid>) {
    match reserved {
        None => (None, None),
        Some(Reserved::Staff(staff)) => (Some(staff.uuid()), None),
        Some(Reserved::Counter(counter)) => (None, Some(counter.uuid())),
    }
}

pub(super) fn count(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

pub(super) fn stored(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

pub(super) fn lasting(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
