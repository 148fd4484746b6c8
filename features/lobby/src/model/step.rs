//! What every act on a visit leaves behind; the record of a visit is its steps.

use kernel::{ServiceId, Timestamp};
use serde::{Deserialize, Serialize};

use super::place::{Place, Reserved};
use super::why::Why;

/// One act on a visit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// 1 for taking the number, then without gaps.
    pub(crate) seq: u32,
    /// When, never before the step before.
    pub(crate) at: Timestamp,
    /// What was done.
    pub(crate) act: Act,
    /// The counter and person concerned.
    pub(crate) place: Option<Place>,
    /// What the visitor wanted after the act.
    pub(crate) service: ServiceId,
    /// The grounds of a call.
    pub(crate) why: Option<Why>,
}

/// What was done, with what only this kind of act has; stored as JSON, so fields are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Act {
    /// The number was taken.
    Taken {
        /// `kiosk`, `phone` or `staff`.
        channel: Channel,
        /// The class on arrival.
        class: String,
        /// The care group on arrival.
        care_group: Option<String>,
        /// Whether the visitor was recognised.
        recognised: bool,
    },
    /// The number was called.
    Called,
    /// The number was called again.
    Recalled {
        /// Calls of this round, the first included.
        round: u32,
    },
    /// Service began.
    Served,
    /// The customer did not come.
    NoShow,
    /// The visit was set aside.
    Parked {
        /// A code of the rule pack.
        reason: Option<String>,
    },
    /// The visit went back into the line.
    Unparked,
    /// The visit was handed on.
    Transferred {
        /// What the visitor wanted before.
        from_service: ServiceId,
        /// For whom the visit is kept now.
        reserved: Option<Reserved>,
    },
    /// Service ended.
    Finished {
        /// A code of the rule pack.
        outcome: String,
        /// Codes of what the customer does next.
        next_steps: Vec<String>,
    },
    /// The visitor left.
    Left {
        /// `customer`, `staff` or `day_ended`.
        reason: String,
    },
    /// The visitor asked to be called later.
    Postponed {
        /// By how much.
        minutes: u32,
        /// Until when.
        until: Timestamp,
    },
    /// The visit was classed anew; `None` where nothing changed.
    Triaged {
        /// What the visitor wanted before.
        from_service: Option<ServiceId>,
        /// The class before.
        from_class: Option<String>,
        /// The class after.
        to_class: Option<String>,
        /// The care group after; empty when it was taken away.
        to_care_group: Option<String>,
        /// Whether large type and an accessible counter are wanted now.
        accessible: Option<bool>,
    },
    /// A machine or the app was suggested.
    Guided {
        /// A code of the rule pack.
        machine: String,
        /// What came of it.
        outcome: GuidanceOutcome,
        /// Whether it counts in figures on diversion.
        counted: bool,
    },
    /// The customer rated the visit; marks and words are kept elsewhere, for those who may see ratings.
    Rated,
}

/// Through what the number was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    /// The machine in the hall.
    #[default]
    Kiosk,
    /// The customer's own phone, by the code at the door.
    Phone,
    /// A member of staff.
    Staff,
}

/// What came of a suggestion to use a machine or the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GuidanceOutcome {
    /// The customer goes to try and keeps the number.
    Accepted,
    /// The customer prefers the counter.
    Declined,
    /// The customer is done and needs the counter no more.
    Done,
}

/// What was done, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepKind {
    /// A number was taken.
    Taken,
    /// The number was called.
    Called,
    /// The number was called again.
    Recalled,
    /// Service began.
    Served,
    /// The customer did not come.
    NoShow,
    /// The visit was set aside.
    Parked,
    /// The visit went back into the line.
    Unparked,
    /// The visit was handed on.
    Transferred,
    /// Service ended.
    Finished,
    /// The visitor left.
    Left,
    /// The visitor asked to be called later.
    Postponed,
    /// The visit was classed anew.
    Triaged,
    /// A machine or the app was suggested.
    Guided,
    /// The customer rated the visit.
    Rated,
}

impl Act {
    /// Returns what was done, without its data.
    pub(crate) const fn kind(&self) -> StepKind {
        match self {
            Self::Taken { .. } => StepKind::Taken,
            Self::Called => StepKind::Called,
            Self::Recalled { .. } => StepKind::Recalled,
            Self::Served => StepKind::Served,
            Self::NoShow => StepKind::NoShow,
            Self::Parked { .. } => StepKind::Parked,
            Self::Unparked => StepKind::Unparked,
            Self::Transferred { .. } => StepKind::Transferred,
            Self::Finished { .. } => StepKind::Finished,
            Self::Left { .. } => StepKind::Left,
            Self::Postponed { .. } => StepKind::Postponed,
            Self::Triaged { .. } => StepKind::Triaged,
            Self::Guided { .. } => StepKind::Guided,
            Self::Rated { .. } => StepKind::Rated,
        }
    }

    /// Returns what the visitor wanted before, where the act named it.
    pub(crate) const fn service_before(&self) -> Option<ServiceId> {
        match self {
            Self::Transferred { from_service, .. } => Some(*from_service),
            Self::Triaged { from_service, .. } => *from_service,
            _ => None,
        }
    }
}

impl StepKind {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Called => "called",
            Self::Recalled => "recalled",
            Self::Served => "served",
            Self::NoShow => "no_show",
            Self::Parked => "parked",
            Self::Unparked => "unparked",
            Self::Transferred => "transferred",
            Self::Finished => "finished",
            Self::Left => "left",
            Self::Postponed => "postponed",
            Self::Triaged => "triaged",
            Self::Guided => "guided",
            Self::Rated => "rated",
        }
    }
}

impl Channel {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Phone => "phone",
            Self::Staff => "staff",
        }
    }
}

impl GuidanceOutcome {
    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Done => "done",
        }
    }
}
