//! A visit and the state it is in.

use std::time::Duration;

use kernel::{BranchId, CounterId, CustomerId, ServiceId, Timestamp, VisitId};

use super::appointment::appointed::Appointed;
use super::number::{BusinessDay, TicketNumber};
use super::place::{Place, Reserved};

/// One person who came to a branch, with one number.
///
/// The state changes only through the methods of [`super::actions`]; each of them checks, changes and returns the
/// [`super::step::Step`] it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    /// The id.
    pub(crate) id: VisitId,
    /// Where.
    pub(crate) branch: BranchId,
    /// The day of the branch on which the number was issued.
    pub(crate) day: BusinessDay,
    /// The number on the slip.
    pub(crate) number: TicketNumber,
    /// What the visitor wants now; triage and transfers change it.
    pub(crate) service: ServiceId,
    /// How the visitor is classed.
    pub(crate) standing: VisitStanding,
    /// Who it is, when the visitor was recognised.
    pub(crate) customer: Option<CustomerId>,
    /// The appointment that the visitor came for.
    pub(crate) appointed: Option<Appointed>,
    /// When the number was taken.
    pub(crate) arrived_at: Timestamp,
    /// For whom the visit is kept while it waits.
    pub(crate) reserved: Option<Reserved>,
    /// How often the visitor has postponed the call.
    pub(crate) postponements: u32,
    /// When the number was first called.
    pub(crate) first_called_at: Option<Timestamp>,
    /// When the number was last called, for the hall screen.
    pub(crate) last_called_at: Option<Timestamp>,
    /// The counter of the latest call.
    pub(crate) last_counter: Option<CounterId>,
    /// When service first began.
    pub(crate) first_served_at: Option<Timestamp>,
    /// How often the number was called in all.
    pub(crate) calls: u32,
    /// How many steps were taken.
    pub(crate) steps: u32,
    /// What is happening, since when, and where the time before went.
    pub(crate) life: Life,
}

/// The part of a visit that only the acts of [`super::actions`] move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Life {
    pub(super) state: State,
    pub(super) since: Timestamp,
    /// When the latest step was taken; later than `since` when the step left the state as it was.
    pub(super) latest: Timestamp,
    pub(super) spent: Spent,
}

impl Life {
    /// Takes up a life where a row says it was.
    pub(crate) fn restore(state: State, since: Timestamp, latest: Timestamp, spent: Spent) -> Self {
        Self { state, since, latest: latest.max(since), spent }
    }
}

/// How a visitor is classed and what the visitor needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct VisitStanding {
    /// The class that decides the order, a code of the rule pack.
    pub(crate) class: String,
    /// The care group, a code of the rule pack.
    pub(crate) care_group: Option<String>,
    /// The tier, a code of the rule pack.
    pub(crate) tier: Option<String>,
    /// Whether the visitor asked for large type and an accessible counter.
    pub(crate) accessible: bool,
}

/// What is happening with a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// In the line.
    Waiting {
        /// Until then the number is not called; the place in the line is kept.
        postponed_until: Option<Timestamp>,
    },
    /// Called to a counter, not there yet.
    Called {
        /// Where to.
        place: Place,
        /// Calls of this round, the first included.
        round: u32,
        /// When the latest call was made.
        last_call: Timestamp,
    },
    /// Being served.
    Serving {
        /// Where.
        place: Place,
    },
    /// Set aside by a counter, for example to fill in a form.
    Parked {
        /// By whom.
        place: Place,
        /// A code of the rule pack.
        reason: Option<String>,
    },
    /// Over; never changes again.
    Ended(Ending),
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Served; the outcome is a code of the rule pack.
    Finished {
        /// What came of it.
        outcome: String,
        /// Codes of what the customer does next.
        next_steps: Vec<String>,
        /// Where and by whom it was finished.
        place: Place,
    },
    /// Left before being served.
    Left(LeftReason),
    /// Did not come after several calls.
    NoShow {
        /// Where the number was called last.
        place: Place,
    },
    /// Done at a machine or in the app.
    Diverted {
        /// With what, a code of the rule pack.
        kind: String,
    },
}

/// Why somebody left without being served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeftReason {
    /// The visitor said so on the phone page.
    Customer,
    /// Staff noticed it.
    Staff,
    /// The business day was over.
    DayEnded,
}

/// What is happening with a visit, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VisitState)]
pub(crate) enum StateName {
    /// In the line.
    Waiting,
    /// Called to a counter.
    Called,
    /// Being served.
    Serving,
    /// Set aside.
    Parked,
    /// Served.
    Finished,
    /// Left before being served.
    Left,
    /// Did not come.
    NoShow,
    /// Done at a machine.
    Diverted,
}

/// Where the time of a visit went; the parts add up to the time from arrival to the latest change of state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    /// In the line, before and after a transfer or a park, and called in vain between.
    pub(crate) waiting: Duration,
    /// Between a call and the customer standing at the counter.
    pub(crate) called: Duration,
    /// At a counter.
    pub(crate) serving: Duration,
    /// Set aside.
    pub(crate) parked: Duration,
}

impl Visit {
    /// Returns what is happening.
    pub(crate) const fn state(&self) -> &State {
        &self.life.state
    }

    /// Returns the name of what is happening.
    pub(crate) const fn state_name(&self) -> StateName {
        match &self.life.state {
            State::Waiting { .. } => StateName::Waiting,
            State::Called { .. } => StateName::Called,
            State::Serving { .. } => StateName::Serving,
            State::Parked { .. } => StateName::Parked,
            State::Ended(Ending::Finished { .. }) => StateName::Finished,
            State::Ended(Ending::Left(_)) => StateName::Left,
            State::Ended(Ending::NoShow { .. }) => StateName::NoShow,
            State::Ended(Ending::Diverted { .. }) => StateName::Diverted,
        }
    }

    /// Returns since when that has been happening.
    pub(crate) const fn since(&self) -> Timestamp {
        self.life.since
    }

    /// Returns when the latest step was taken.
    pub(crate) const fn latest(&self) -> Timestamp {
        self.life.latest
    }

    /// Returns where the time went until the latest change of state.
    pub(crate) const fn spent(&self) -> Spent {
        self.life.spent
    }

    /// Returns the counter and the person that have to do with the visit now, or had at its end.
    pub(crate) const fn place(&self) -> Option<Place> {
        match &self.life.state {
            State::Called { place, .. }
            | State::Serving { place }
            | State::Parked { place, .. }
            | State::Ended(Ending::Finished { place, .. } | Ending::NoShow { place }) => {
                Some(*place)
            }
            State::Waiting { .. } | State::Ended(Ending::Left(_) | Ending::Diverted { .. }) => None,
        }
    }

    /// Returns the counter that is busy with the visit.
    pub(crate) const fn busy_place(&self) -> Option<Place> {
        match &self.life.state {
            State::Called { place, .. } | State::Serving { place } => Some(*place),
            State::Waiting { .. } | State::Parked { .. } | State::Ended(_) => None,
        }
    }

    /// Returns when the visit ended.
    pub(crate) const fn ended_at(&self) -> Option<Timestamp> {
        match &self.life.state {
            State::Ended(_) => Some(self.life.since),
            _ => None,
        }
    }

    /// Returns until when the call is postponed.
    pub(crate) const fn postponed_until(&self) -> Option<Timestamp> {
        match &self.life.state {
            State::Waiting { postponed_until } => *postponed_until,
            _ => None,
        }
    }

    /// Returns the instant from which the wait counts, earlier stretches of waiting included and service left out.
    ///
    /// Whoever is transferred keeps what was waited before and does not begin again at the end of the line; whoever came
    /// before an appointment counts from its time, see [`Appointed::queued_at`].
    pub(crate) fn queued_at(&self) -> Timestamp {
        let (began, class) = (self.life.since - self.life.spent.waiting, &self.standing.class);
        self.appointed.map_or(began, |own| own.queued_at(began, class, self.life.latest))
    }

    /// Returns how often the counter that waits for the visitor has repeated its call.
    pub(crate) const fn recalls(&self) -> u32 {
        match &self.life.state {
            State::Called { round, .. } => round.saturating_sub(1),
            _ => 0,
        }
    }

    /// Returns how long the visitor has waited in the line by now, all stretches together.
    pub(crate) fn waited(&self, now: Timestamp) -> Duration {
        let open = if matches!(self.life.state, State::Waiting { .. }) {
            now.since(self.life.since)
        } else {
            Duration::ZERO
        };
        self.life.spent.waiting + open
    }

    /// Returns how long the visitor has been served by now, all stretches together.
    pub(crate) fn served(&self, now: Timestamp) -> Duration {
        let open = if matches!(self.life.state, State::Serving { .. }) {
            now.since(self.life.since)
        } else {
            Duration::ZERO
        };
        self.life.spent.serving + open
    }

    /// Goes into a state and books the time since; a clock that steps back costs nobody anything.
    ///
    /// A call that leads back into the line was part of the wait: who is sent on by a counter that cannot help loses nothing
    /// by having gone there.
    pub(super) fn enter(&mut self, state: State, now: Timestamp) -> Timestamp {
        let now = self.stay(now);
        let passed = now.since(self.life.since);
        match self.life.state {
            State::Waiting { .. } => self.life.spent.waiting += passed,
            State::Called { .. } if matches!(state, State::Waiting { .. }) => {
                self.life.spent.waiting += passed + std::mem::take(&mut self.life.spent.called);
            }
            State::Called { .. } => self.life.spent.called += passed,
            State::Serving { .. } => self.life.spent.serving += passed,
            State::Parked { .. } => self.life.spent.parked += passed,
            State::Ended(_) => {}
        }
        self.life.state = state;
        self.life.since = now;
        now
    }

    /// Takes a step that leaves the state as it is, so that the time in it goes on.
    pub(super) fn stay(&mut self, now: Timestamp) -> Timestamp {
        self.life.latest = now.max(self.life.latest);
        self.life.latest
    }
}

impl StateName {
    /// Every state, in the order of a life.
    pub(crate) const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Called,
        Self::Serving,
        Self::Parked,
        Self::Finished,
        Self::Left,
        Self::NoShow,
        Self::Diverted,
    ];

    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Parked => "parked",
            Self::Finished => "finished",
            Self::Left => "left",
            Self::NoShow => "no_show",
            Self::Diverted => "diverted",
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// Tells whether the latest call misleads nobody: its counter expects the visitor, or has served them.
    pub(crate) const fn keeps_call(self) -> bool {
        matches!(self, Self::Called | Self::Serving | Self::Finished)
    }

    /// Returns the word for people, in Chinese and English.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Waiting => ("等候中", "waiting"),
            Self::Called => ("已呼叫", "called"),
            Self::Serving => ("办理中", "being served"),
            Self::Parked => ("暂挂", "parked"),
            Self::Finished => ("已办结", "finished"),
            Self::Left => ("已离开", "left"),
            Self::NoShow => ("过号", "no-show"),
            Self::Diverted => ("已自助办理", "done by self-service"),
        }
    }
}

impl LeftReason {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
            Self::DayEnded => "day_ended",
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Customer, Self::Staff, Self::DayEnded]
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}
