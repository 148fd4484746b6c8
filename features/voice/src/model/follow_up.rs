//! What is done about a low rating.

use kernel::{BranchId, StaffId, Timestamp};
use vault::Secret;

use super::outcome::Outcome;
use super::rating::RatingId;

kernel::id_type! {
    /// Identifies a follow-up 回访.
    pub struct FollowUpId;
}

/// Somebody should ask the customer what went wrong, until it is due.
#[derive(Clone, Debug)]
pub(crate) struct FollowUp {
    /// The id.
    pub(crate) id: FollowUpId,
    /// About which rating.
    pub(crate) rating: RatingId,
    /// Where.
    pub(crate) branch: BranchId,
    /// What is happening.
    pub(crate) state: State,
    /// When it was opened.
    pub(crate) opened_at: Timestamp,
    /// Until when it should be closed.
    pub(crate) due_at: Timestamp,
    /// How often it changed, from 1.
    pub(crate) version: i32,
}

/// What is happening with a follow-up.
#[derive(Clone, Debug)]
pub(crate) enum State {
    /// Nobody has taken it on.
    Open,
    /// Somebody has.
    Taken {
        /// Who.
        by: StaffId,
    },
    /// It is over; never changes again.
    Closed {
        /// Who closed it.
        by: StaffId,
        /// When.
        at: Timestamp,
        /// What came of it.
        outcome: Outcome,
        /// In the words of whoever closed it.
        note: Option<Secret<String>>,
    },
}

/// Why an act on a follow-up is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is over.
    Closed,
    /// Somebody else has taken it on.
    NotYours,
    /// The outcome says too little without a note.
    NoteMissing,
}

impl FollowUp {
    /// Opens a follow-up.
    pub(crate) const fn open(
        id: FollowUpId,
        rating: RatingId,
        branch: BranchId,
        now: Timestamp,
        due_at: Timestamp,
    ) -> Self {
        Self { id, rating, branch, state: State::Open, opened_at: now, due_at, version: 1 }
    }

    /// Takes it on, or over from an absent colleague; returns from whom. Taking what one has changes nothing.
    pub(crate) fn take(&mut self, by: StaffId) -> Result<Option<StaffId>, Refusal> {
        let before = match self.state {
            State::Open => None,
            State::Taken { by: before } if before == by => return Ok(Some(by)),
            State::Taken { by: before } => Some(before),
            State::Closed { .. } => return Err(Refusal::Closed),
        };
        self.state = State::Taken { by };
        self.version += 1;
        Ok(before)
    }

    /// Closes it; whoever closes what nobody has taken on takes it on by that.
    pub(crate) fn close(
        &mut self,
        by: StaffId,
        outcome: Outcome,
        note: Option<Secret<String>>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        match self.state {
            State::Closed { .. } => return Err(Refusal::Closed),
            State::Taken { by: taken } if taken != by => return Err(Refusal::NotYours),
            State::Open | State::Taken { .. } => {}
        }
        if outcome.needs_note && note.is_none() {
            return Err(Refusal::NoteMissing);
        }
        self.state = State::Closed { by, at: now, outcome, note };
        self.version += 1;
        Ok(())
    }

    /// Returns who has taken it on.
    pub(crate) const fn assignee(&self) -> Option<StaffId> {
        match &self.state {
            State::Open => None,
            State::Taken { by } | State::Closed { by, .. } => Some(*by),
        }
    }

    /// Says whether it should have been closed by now.
    pub(crate) fn is_overdue(&self, now: Timestamp) -> bool {
        !matches!(self.state, State::Closed { .. }) && now > self.due_at
    }
}

impl State {
    /// Returns the stable code: `open`, `taken` or `closed`.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Taken { .. } => "taken",
            Self::Closed { .. } => "closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn staff(number: u128) -> StaffId {
        StaffId::from_uuid(Uuid::from_u128(number))
    }

    fn follow_up() -> FollowUp {
        let (id, rating) = (FollowUpId::from_uuid(Uuid::nil()), RatingId::from_uuid(Uuid::nil()));
        let (now, due) = (Timestamp::from_micros(0), Timestamp::from_micros(10));
        FollowUp::open(id, rating, BranchId::from_uuid(Uuid::nil()), now, due)
    }

    fn outcome(code: &str) -> Outcome {
        Outcome::find(code).unwrap()
    }

    #[test]
    fn it_is_taken_taken_over_and_closed_by_whoever_has_it() {
        let mut follow_up = follow_up();
        assert_eq!(follow_up.take(staff(1)), Ok(None));
        assert_eq!(follow_up.take(staff(1)), Ok(Some(staff(1))));
        assert_eq!(follow_up.version, 2, "taking it twice changes nothing");
        let now = Timestamp::from_micros(20);
        assert!(follow_up.is_overdue(now));
        assert_eq!(
            follow_up.close(staff(2), outcome("explained"), None, now),
            Err(Refusal::NotYours)
        );
        assert_eq!(follow_up.take(staff(2)), Ok(Some(staff(1))));
        assert_eq!(
            follow_up.close(staff(2), outcome("compensated"), None, now),
            Err(Refusal::NoteMissing)
        );
        follow_up.close(staff(2), outcome("explained"), None, now).unwrap();
        assert_eq!(
            (follow_up.state.code(), follow_up.assignee(), follow_up.version),
            ("closed", Some(staff(2)), 4)
        );
        assert!(!follow_up.is_overdue(now));
    }

    #[test]
    fn what_is_over_stays_over() {
        let mut follow_up = follow_up();
        let now = Timestamp::from_micros(5);
        follow_up.close(staff(1), outcome("unreachable"), None, now).unwrap();
        assert_eq!(follow_up.take(staff(1)), Err(Refusal::Closed));
        assert_eq!(
            follow_up.close(staff(1), outcome("explained"), None, now),
            Err(Refusal::Closed)
        );
    }
}
