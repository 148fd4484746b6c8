//! What a room declares of its events, and what a subscriber is given.

use std::fmt;
use std::str::FromStr;

use access::{Actor, Ctx};
use kernel::{BranchId, CustomerId, StaffId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Any error of a handler.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Something that happened; its fields are the payload: ids and numbers, never personal data.
///
/// Payloads are kept for days and read by newer programs: fields are added as optional, never renamed.
pub trait Event: Serialize {
    /// The kind, `<thing>.<past participle>`, such as `visit.called`.
    const KIND: &'static str;

    /// The live topics that show it, as [`crate::Topic`] prints them; none when no screen cares.
    fn topics(&self) -> Vec<String>;

    /// The branch it happened at.
    fn branch(&self) -> Option<BranchId> {
        None
    }

    /// The customer it belongs to, on whose timeline it appears.
    fn customer(&self) -> Option<CustomerId> {
        None
    }
}

/// An event that was committed and has its place in the order of all events.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its id; the same at every repetition, so that a handler can recognise one.
    pub id: Uuid,
    /// Its place in the order of all events, from 1.
    pub position: i64,
    /// The kind, such as `visit.called`.
    pub kind: String,
    /// When it happened.
    pub at: Timestamp,
    /// The branch it happened at.
    pub branch: Option<BranchId>,
    /// The customer it belongs to.
    pub customer: Option<CustomerId>,
    /// Who caused it.
    pub actor: EventActor,
    /// The live topics that showed it.
    pub topics: Vec<String>,
    /// The fields of the event.
    pub payload: serde_json::Value,
    /// The id under which logs of its cause are found.
    pub trace: String,
}

impl Recorded {
    /// Returns the event itself when it is of that kind.
    ///
    /// # Errors
    /// The payload does not have the fields of `E`.
    pub fn find<E: Event + DeserializeOwned>(&self) -> Result<Option<E>, serde_json::Error> {
        if self.kind == E::KIND { E::deserialize(&self.payload).map(Some) } else { Ok(None) }
    }
}

/// Who caused an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventActor {
    /// Somebody who was not signed in: a customer at a kiosk or on the phone page.
    Nobody,
    /// A member of staff.
    Staff(StaffId),
    /// The system, by the name of the job.
    System(String),
}

impl From<&Ctx> for EventActor {
    fn from(ctx: &Ctx) -> Self {
        match &ctx.actor {
            Actor::Nobody => Self::Nobody,
            Actor::Staff(principal) => Self::Staff(principal.staff),
            Actor::System(job) => Self::System((*job).to_owned()),
        }
    }
}

impl fmt::Display for EventActor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => formatter.write_str("nobody"),
            Self::Staff(staff) => write!(formatter, "staff:{staff}"),
            Self::System(job) => write!(formatter, "system:{job}"),
        }
    }
}

/// A text that names no actor.
#[derive(Debug, thiserror::Error)]
#[error("not an actor")]
pub struct UnknownActor;

impl FromStr for EventActor {
    type Err = UnknownActor;

    fn from_str(text: &str) -> Result<Self, UnknownActor> {
        match text.split_once(':') {
            None if text == "nobody" => Ok(Self::Nobody),
            Some(("staff", id)) => id.parse().map(Self::Staff).map_err(|_| UnknownActor),
            Some(("system", job)) => Ok(Self::System(job.to_owned())),
            _ => Err(UnknownActor),
        }
    }
}
