//! Counting anew when the list of a year is published or a holiday is announced late.
//!
//! What was told to a customer is not taken back silently.
//! A due instant that comes to lie later moves at once: the doors are closed on the day that was counted.
//! One that comes to lie earlier stays until a person accepts it; meanwhile warnings and escalation go by the earlier one, so that
//! nobody is late under the law for having been told the later one, and the state of the clock goes by the one that stands.

use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Moved};
use crate::opening::Opening;
use crate::working::{DueInstant, TimeError};

/// What counting anew came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recount {
    /// The due instant is the same; whether it is known may have changed.
    Same,
    /// The due instant has moved later.
    Later(Moved),
    /// The due instant would lie earlier: it stands until somebody accepts that.
    WouldBeEarlier(Moved),
}

impl Clock {
    /// Counts the due instant anew on the calendar as it is now; a clock that was met is left alone.
    ///
    /// # Errors
    ///
    /// Hours that never open, and an instant after the year 9999.
    pub fn recount(&mut self, opening: &Opening<'_>) -> Result<Recount, TimeError> {
        if self.met.is_some() {
            return Ok(Recount::Same);
        }
        let moved = Moved { from: self.due, to: self.count(opening)? };
        if moved.to.at < moved.from.at {
            self.earlier = Some(moved.to);
            return Ok(Recount::WouldBeEarlier(moved));
        }
        (self.due, self.earlier) = (moved.to, None);
        let same = moved.to.at == moved.from.at;
        Ok(if same { Recount::Same } else { Recount::Later(moved) })
    }

    /// Returns the earlier due instant that waits to be accepted.
    pub fn earlier(&self) -> Option<DueInstant> {
        self.earlier
    }

    /// Lets the due instant move earlier, by the word of a person; `None` when nothing waits for that.
    pub fn accept_earlier(&mut self) -> Option<Moved> {
        let to = self.earlier.take()?;
        Some(Moved { from: std::mem::replace(&mut self.due, to), to })
    }
}
