//! Promises: what was promised by when, whether it was kept, and by how much it is late.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::opening::Opening;
use crate::working::{TimeError, Worked};

/// The instants of a promise; who promised what to whom is the caller's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    made: Timestamp,
    due: Timestamp,
    /// Working time before the due instant at which it is reminded of.
    lead: Duration,
    moves: Vec<PromiseMove>,
    settled: Option<Settled>,
}

/// A promise that was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PromiseMove {
    /// When it was moved.
    pub at: Timestamp,
    /// The due instant before.
    pub from: Timestamp,
    /// The due instant after.
    pub to: Timestamp,
}

/// How a promise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Settled {
    Done(Timestamp),
    GivenUp(Timestamp),
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// It is to be kept, and there is time.
    Open,
    /// It is to be kept, and the time of the warning has come.
    DueSoon,
    /// It was kept in time.
    Kept,
    /// It was not kept in time, or given up.
    Broken,
}

/// Why an act on a promise is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError {
    /// The promise is due before it is made, or would be moved to before the act.
    #[error("a promise cannot be due before it is given")]
    DueInThePast,
    /// The act lies before the promise or its latest move.
    #[error("the act lies before what was done to the promise last")]
    TooEarly,
    /// The promise has been kept or given up.
    #[error("the promise has been settled")]
    AlreadySettled,
    /// The promise is broken, which a new date does not undo: it takes a new promise.
    #[error("the promise is broken already")]
    AlreadyBroken,
}

impl Promise {
    /// Makes a promise, to be reminded of `lead` of working time before it is due.
    ///
    /// # Errors
    ///
    /// A due instant that is not after `made`.
    pub fn new(made: Timestamp, due: Timestamp, lead: Duration) -> Result<Self, PromiseError> {
        if due <= made {
            return Err(PromiseError::DueInThePast);
        }
        Ok(Self { made, due, lead, moves: Vec::new(), settled: None })
    }

    /// Returns until when it is to be kept.
    pub fn due(&self) -> Timestamp {
        self.due
    }

    /// Returns the moves, in order.
    pub fn moves(&self) -> &[PromiseMove] {
        &self.moves
    }

    /// Returns when it is reminded of; never before the promise was made or moved last.
    ///
    /// # Errors
    ///
    /// Hours that never open.
    pub fn warning(&self, opening: &Opening<'_>) -> Result<Timestamp, TimeError> {
        let at = opening.subtract_working_time(self.due, self.lead)?.at;
        Ok(at.max(self.last_act()))
    }

    /// Tells how the promise stands; what is done at the due instant itself is in time.
    ///
    /// # Errors
    ///
    /// Hours that never open.
    pub fn state(&self, now: Timestamp, opening: &Opening<'_>) -> Result<PromiseState, TimeError> {
        Ok(match self.settled {
            Some(Settled::Done(at)) if at <= self.due => PromiseState::Kept,
            Some(_) => PromiseState::Broken,
            None if now > self.due => PromiseState::Broken,
            None if now >= self.warning(opening)? => PromiseState::DueSoon,
            None => PromiseState::Open,
        })
    }

    /// Measures by how much working time it is late, or was when it was kept; nothing while there is time.
    pub fn overdue(&self, now: Timestamp, opening: &Opening<'_>) -> Worked {
        let until = match self.settled {
            Some(Settled::Done(at) | Settled::GivenUp(at)) => at,
            None => now,
        };
        opening.working_time_between(self.due, until)
    }

    /// Notes that it was done, in time or not.
    ///
    /// # Errors
    ///
    /// A promise that is settled, and an instant before its latest act.
    pub fn keep(&mut self, at: Timestamp) -> Result<(), PromiseError> {
        self.require_open(at)?;
        self.settled = Some(Settled::Done(at));
        Ok(())
    }

    /// Notes that it will not be kept.
    ///
    /// # Errors
    ///
    /// A promise that is settled, and an instant before its latest act.
    pub fn give_up(&mut self, at: Timestamp) -> Result<(), PromiseError> {
        self.require_open(at)?;
        self.settled = Some(Settled::GivenUp(at));
        Ok(())
    }

    /// Moves it to another instant, which the customer is told before the old one passes.
    ///
    /// # Errors
    ///
    /// A promise that is settled or broken, and an instant that is not after `at`.
    pub fn move_to(&mut self, due: Timestamp, at: Timestamp) -> Result<PromiseMove, PromiseError> {
        self.require_open(at)?;
        if at > self.due {
            return Err(PromiseError::AlreadyBroken);
        }
        if due <= at {
            return Err(PromiseError::DueInThePast);
        }
        let moved = PromiseMove { at, from: self.due, to: due };
        self.due = due;
        self.moves.push(moved);
        Ok(moved)
    }

    fn last_act(&self) -> Timestamp {
        self.moves.last().map_or(self.made, |moved| moved.at)
    }

    fn require_open(&self, at: Timestamp) -> Result<(), PromiseError> {
        if self.settled.is_some() {
            return Err(PromiseError::AlreadySettled);
        }
        if at < self.last_act() {
            return Err(PromiseError::TooEarly);
        }
        Ok(())
    }
}
