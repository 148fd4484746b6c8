//! A clock that runs: started, paused, extended, met or breached.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::limit::{Idle, Limit};
use crate::opening::Opening;
use crate::rule::ClockRule;
use crate::signal::Given;
use crate::working::{DueInstant, TimeError};

/// A clock of one matter.
///
/// It keeps a copy of its rule, so that it goes on as it began when the pack changes.
/// Pauses are kept as instants and not as an amount, so that a pause earned is worth the same after a change of the limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub(crate) rule: ClockRule,
    pub(crate) started: Timestamp,
    pub(crate) limit: Limit,
    pub(crate) due: DueInstant,
    pub(crate) pauses: Vec<Pause>,
    pub(crate) extensions: Vec<Granted>,
    pub(crate) met: Option<Timestamp>,
    /// How often the limit was changed or extended.
    pub(crate) round: u32,
    pub(crate) given: Given,
    pub(crate) earlier: Option<DueInstant>,
}

/// A stretch in which a clock stood still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Why; one of the reasons that the rule names.
    pub reason: String,
    /// Since when.
    pub from: Timestamp,
    /// Until when; `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// An extension that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// By how much, in the unit of the limit.
    pub by: u32,
    /// Why.
    pub reason: String,
    /// Who approved it; the caller has seen that they may.
    pub approved_by: Option<String>,
    /// When the customer was told.
    pub told_at: Option<Timestamp>,
}

/// An extension that was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// What was asked for.
    pub grant: Grant,
    /// When it was granted.
    pub at: Timestamp,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It runs.
    Running,
    /// It stands still for a stated reason.
    Paused,
    /// What it asks for was done in time.
    Met,
    /// Its time ran out before; what is done afterwards does not undo that.
    Breached,
}

/// What an act on a clock did to its due instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moved {
    /// The due instant before.
    pub from: DueInstant,
    /// The due instant after.
    pub to: DueInstant,
}

/// Why an act on a clock is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The time could not be counted.
    #[error("the time of the clock cannot be counted")]
    Time(#[from] TimeError),
    /// The act lies before the start of the clock or its latest pause.
    #[error("the act lies before what was done to the clock last")]
    TooEarly,
    /// What the clock asks for has been done.
    #[error("the clock has been met")]
    AlreadyMet,
    /// The clock has run out.
    #[error("the clock has run out")]
    RunOut,
    /// The clock stands still.
    #[error("the clock is paused")]
    AlreadyPaused,
    /// The clock does not stand still.
    #[error("the clock is not paused")]
    NotPaused,
    /// The rule names no such reason for a pause.
    #[error("`{reason}` is no reason to pause this clock")]
    NoSuchReason {
        /// The reason that was given.
        reason: String,
    },
    /// A limit or extension of nothing.
    #[error("a limit or an extension needs at least one")]
    NoTime,
    /// The unit cannot change any more, for the extensions were granted in the old one.
    #[error("the unit of the limit cannot change after an extension")]
    UnitIsFixed,
    /// All extensions were granted, or there never was one.
    #[error("the clock cannot be extended again")]
    NoExtensionLeft,
    /// The extension is longer than the rule allows.
    #[error("the clock can be extended by {up_to} at most")]
    TooLong {
        /// The most it may add.
        up_to: u32,
    },
    /// The extension has to be approved.
    #[error("the extension has to be approved by `{by}`")]
    NeedsApproval {
        /// By whom.
        by: String,
    },
    /// The customer has to be told of the extension first.
    #[error("the customer has to be told of the extension first")]
    NeedsNotice,
}

impl Clock {
    /// Starts a clock by the version of its rule that is valid then.
    ///
    /// # Errors
    ///
    /// A limit of nothing, hours that never open, and a due instant after the year 9999.
    pub fn start(
        rule: ClockRule,
        at: Timestamp,
        opening: &Opening<'_>,
    ) -> Result<Self, ClockError> {
        if rule.limit.amount == 0 {
            return Err(ClockError::NoTime);
        }
        let limit = rule.limit;
        let due = limit.due(opening, rule.counting, at)?;
        Ok(Self {
            rule,
            started: at,
            limit,
            due,
            pauses: Vec::new(),
            extensions: Vec::new(),
            met: None,
            round: 0,
            given: Given::default(),
            earlier: None,
        })
    }

    /// Returns the rule that the clock was started by.
    pub fn rule(&self) -> &ClockRule {
        &self.rule
    }

    /// Returns the limit that counts now, extensions included.
    pub fn limit(&self) -> Limit {
        let extended: u32 = self.extensions.iter().map(|granted| granted.grant.by).sum();
        Limit { amount: self.limit.amount.saturating_add(extended), ..self.limit }
    }

    /// Returns when the clock runs out; while it is paused, when it would have if it went on where the pause began.
    pub fn due(&self) -> DueInstant {
        self.due
    }

    /// Returns the pauses, the latest last.
    pub fn pauses(&self) -> &[Pause] {
        &self.pauses
    }

    /// Returns the extensions granted, in order.
    pub fn extensions(&self) -> &[Granted] {
        &self.extensions
    }

    /// Returns when what the clock asks for was done, in time or not.
    pub fn met_at(&self) -> Option<Timestamp> {
        self.met
    }

    /// Tells how the clock stands; what is done at the due instant itself is in time.
    pub fn state(&self, now: Timestamp) -> ClockState {
        match self.met {
            Some(met) if met <= self.due.at => ClockState::Met,
            None if self.is_paused() => ClockState::Paused,
            None if now <= self.due.at => ClockState::Running,
            Some(_) | None => ClockState::Breached,
        }
    }

    /// Lets the clock stand still from `at` on.
    ///
    /// # Errors
    ///
    /// A reason that the rule does not name, and a clock that is paused, met or run out, or had a later act.
    pub fn pause(&mut self, reason: &str, at: Timestamp) -> Result<(), ClockError> {
        self.require_live(at)?;
        if self.is_paused() {
            return Err(ClockError::AlreadyPaused);
        }
        if !self.rule.pauses.iter().any(|allowed| allowed == reason) {
            return Err(ClockError::NoSuchReason { reason: reason.to_owned() });
        }
        self.pauses.push(Pause { reason: reason.to_owned(), from: at, until: None });
        Ok(())
    }

    /// Lets the clock go on; its due instant moves by what the pause took.
    ///
    /// # Errors
    ///
    /// A clock that is not paused, an instant before the pause, and a due instant after the year 9999.
    pub fn resume(&mut self, at: Timestamp, opening: &Opening<'_>) -> Result<Moved, ClockError> {
        self.require_order(at)?;
        if !self.is_paused() {
            return Err(ClockError::NotPaused);
        }
        self.act(opening, |clock| {
            if let Some(pause) = clock.pauses.last_mut() {
                pause.until = Some(at);
            }
        })
    }

    /// Gives the clock another limit, as when the priority or the service level changes; pauses and extensions stay earned.
    ///
    /// The due instant may come to lie earlier, which the answer says; when it lies before `at`, the clock has run out.
    ///
    /// # Errors
    ///
    /// A limit of nothing, another unit after an extension, and a clock that is met or run out.
    pub fn change_limit(
        &mut self,
        limit: Limit,
        at: Timestamp,
        opening: &Opening<'_>,
    ) -> Result<Moved, ClockError> {
        self.require_live(at)?;
        if limit.amount == 0 {
            return Err(ClockError::NoTime);
        }
        if limit.unit != self.limit.unit && !self.extensions.is_empty() {
            return Err(ClockError::UnitIsFixed);
        }
        self.act(opening, |clock| {
            clock.limit = limit;
            clock.round += 1;
        })
    }

    /// Extends the clock by the next extension of its rule.
    ///
    /// # Errors
    ///
    /// No extension left, one that is too long, not approved or not told, and a clock that is met or run out.
    pub fn extend(
        &mut self,
        grant: Grant,
        at: Timestamp,
        opening: &Opening<'_>,
    ) -> Result<Moved, ClockError> {
        self.require_live(at)?;
        let next = self.rule.extensions.get(self.extensions.len());
        let allowed = next.ok_or(ClockError::NoExtensionLeft)?;
        if grant.by == 0 {
            return Err(ClockError::NoTime);
        }
        if grant.by > allowed.up_to {
            return Err(ClockError::TooLong { up_to: allowed.up_to });
        }
        if let (Some(by), None) = (&allowed.approval, &grant.approved_by) {
            return Err(ClockError::NeedsApproval { by: by.clone() });
        }
        if allowed.notice && grant.told_at.is_none_or(|told| told > at) {
            return Err(ClockError::NeedsNotice);
        }
        self.act(opening, |clock| {
            clock.extensions.push(Granted { grant, at });
            clock.round += 1;
        })
    }

    /// Notes that what the clock asks for was done; afterwards the clock stands.
    ///
    /// A pause ends with it and moves the due instant first, so that what is done during a pause is never late by it.
    ///
    /// # Errors
    ///
    /// A clock that has been met, or had a later act.
    pub fn meet(&mut self, at: Timestamp, opening: &Opening<'_>) -> Result<(), ClockError> {
        self.require_order(at)?;
        if self.is_paused() {
            self.resume(at, opening)?;
        }
        self.met = Some(at);
        Ok(())
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.until.is_none())
    }

    /// Counts the due instant from the start, with every pause that has ended.
    pub(crate) fn count(&self, opening: &Opening<'_>) -> Result<DueInstant, TimeError> {
        let unit = self.limit.unit;
        let idle = self
            .pauses
            .iter()
            .filter_map(|pause| Some((pause.from, pause.until?)))
            .map(|(from, until)| Idle::measure(opening, unit, from, until))
            .fold(Idle::default(), Idle::and);
        self.limit().due_after(opening, self.rule.counting, self.started, idle)
    }

    /// Does an act and counts anew; when that fails the clock stays as it was.
    fn act(
        &mut self,
        opening: &Opening<'_>,
        change: impl FnOnce(&mut Self),
    ) -> Result<Moved, ClockError> {
        let mut changed = self.clone();
        change(&mut changed);
        let moved = Moved { from: self.due, to: changed.count(opening)? };
        changed.due = moved.to;
        changed.earlier = None;
        *self = changed;
        Ok(moved)
    }

    fn require_order(&self, at: Timestamp) -> Result<(), ClockError> {
        if self.met.is_some() {
            return Err(ClockError::AlreadyMet);
        }
        let last = self.pauses.last().map(|pause| pause.until.unwrap_or(pause.from));
        if at < last.unwrap_or(self.started) {
            return Err(ClockError::TooEarly);
        }
        Ok(())
    }

    fn require_live(&self, at: Timestamp) -> Result<(), ClockError> {
        self.require_order(at)?;
        if !self.is_paused() && at > self.due.at {
            return Err(ClockError::RunOut);
        }
        Ok(())
    }
}
