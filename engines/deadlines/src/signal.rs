//! When a clock warns and when it is escalated: each once, and escalation in working time only.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, ClockState};
use crate::opening::Opening;
use crate::working::{TimeError, elapsed, later};

/// What a clock calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// That share of the time has passed, in percent.
    Warning(u8),
    /// Somebody above has to look.
    Escalation,
}

/// Signals that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    warnings: Vec<Warned>,
    escalated: Option<Timestamp>,
}

/// A warning that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Warned {
    share: u8,
    /// In which round of the clock: a new limit warns anew.
    round: u32,
    at: Timestamp,
}

impl Clock {
    /// Returns the instant at which that share of the time has passed, in percent; the due instant for 100.
    ///
    /// Limits in working days and working time are shared by working time, others by the wall clock.
    /// Time that was paused does not count, and the share of a limit does not depend on pauses that came after it.
    ///
    /// # Errors
    ///
    /// Hours that never open, and an instant after the year 9999.
    pub fn instant_of(&self, share: u8, opening: &Opening<'_>) -> Result<Timestamp, TimeError> {
        let due = self.earlier.unwrap_or(self.due);
        if share >= 100 {
            return Ok(due.at);
        }
        let all = self.active(opening, due.at);
        let mut target = all.saturating_mul(u32::from(share)) / 100;

        let mut at = self.passed(opening, target)?;
        for pause in &self.pauses {
            let Some(until) = pause.until.filter(|_| pause.from < at) else { break };
            target += self.between(opening, pause.from, until);
            at = self.passed(opening, target)?;
        }
        Ok(at)
    }

    /// Returns what the clock calls for by `now` and has not been given yet, warnings first, the highest last.
    ///
    /// A clock that is paused or met calls for nothing.
    /// Escalation comes once in the life of a clock, and waits for the doors to open.
    ///
    /// # Errors
    ///
    /// Hours that never open, and an instant after the year 9999.
    pub fn signals(&self, now: Timestamp, opening: &Opening<'_>) -> Result<Vec<Signal>, TimeError> {
        if self.met.is_some() || self.state(now) == ClockState::Paused {
            return Ok(Vec::new());
        }
        let mut signals = Vec::new();
        for share in self.rule.warnings.iter().copied() {
            let at = self.instant_of(share, opening)?;
            if at <= now && !self.was_warned(share, at) {
                signals.push(Signal::Warning(share));
            }
        }
        if let (Some(share), None) = (self.rule.escalation, self.given.escalated) {
            let at = self.instant_of(share, opening)?;
            if opening.next_open(at).is_some_and(|at| at <= now) && opening.is_open(now) {
                signals.push(Signal::Escalation);
            }
        }
        Ok(signals)
    }

    /// Notes that a signal was given, so that it is not given again.
    pub fn note(&mut self, signal: Signal, at: Timestamp) {
        match signal {
            Signal::Warning(share) => {
                self.given.warnings.push(Warned { share, round: self.round, at });
            }
            Signal::Escalation => self.given.escalated = self.given.escalated.or(Some(at)),
        }
    }

    /// Tells whether a share was warned of: in this round, or so late that the new instant of it had passed already.
    fn was_warned(&self, share: u8, at: Timestamp) -> bool {
        let same = |warned: &&Warned| warned.share == share;
        self.given
            .warnings
            .iter()
            .filter(same)
            .any(|warned| warned.round == self.round || warned.at >= at)
    }

    /// Measures how much of the time from the start to `end` was not paused.
    fn active(&self, opening: &Opening<'_>, end: Timestamp) -> Duration {
        let paused: Duration = self
            .pauses
            .iter()
            .filter_map(|pause| Some((pause.from, pause.until?)))
            .map(|(from, until)| self.between(opening, from, until.min(end)))
            .sum();
        self.between(opening, self.started, end).saturating_sub(paused)
    }

    fn between(&self, opening: &Opening<'_>, from: Timestamp, to: Timestamp) -> Duration {
        if self.limit.unit.is_worked() {
            opening.working_time_between(from, to).time
        } else {
            elapsed(from, to)
        }
    }

    fn passed(&self, opening: &Opening<'_>, time: Duration) -> Result<Timestamp, TimeError> {
        if self.limit.unit.is_worked() {
            Ok(opening.add_working_time(self.started, time)?.at)
        } else {
            later(self.started, time)
        }
    }
}
