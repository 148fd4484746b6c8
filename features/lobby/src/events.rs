//! What this room announces: ids and numbers, never personal data, never the class or care group of anybody.
//!
//! Everything about a visit is shown in the hall, on the board, at the desks of the branch and on the visitor's phone.
//! A phone follows `ticket:<visit id without dashes>`; whoever holds the token is let in, see [`crate::api::follow`].

mod appointments;

pub use appointments::{
    AppointmentBooked, AppointmentCancelled, AppointmentCheckedIn, AppointmentFacts,
    AppointmentMoved, AppointmentNoShow, AppointmentNotKept, AppointmentReminderDue,
};

use ::events::{Event, Topic};
use kernel::{BranchId, CounterId, CustomerId, ServiceId, VisitId};
use serde::{Deserialize, Serialize};

use crate::model::alert::{AlertKind, AlertLevel};
use crate::model::incident::IncidentId;
use crate::store::alerts::AlertId;

/// What every event about a visit tells: how the visit stands after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFacts {
    /// The visit.
    pub visit_id: VisitId,
    /// Where.
    pub branch_id: BranchId,
    /// Whose, when the visitor was recognised; on the timeline, not in the payload.
    #[serde(skip)]
    pub customer: Option<CustomerId>,
    /// The number.
    pub number: String,
    /// What is wanted.
    pub service_id: ServiceId,
    /// What is happening: `waiting`, `called`, `serving`, `parked`, `finished`, `left`, `no_show`, `diverted`.
    pub state: String,
    /// The counter concerned.
    #[serde(default)]
    pub counter_id: Option<CounterId>,
    /// Its number.
    #[serde(default)]
    pub counter_number: Option<String>,
    /// Which step of the visit this was.
    pub step: u32,
    /// How often the number was called.
    pub calls: u32,
    /// Seconds waited so far.
    pub waited_s: u64,
    /// Seconds served so far.
    pub served_s: u64,
    /// The counters whose desks show it; not in the payload.
    #[serde(skip)]
    pub desks: Vec<CounterId>,
}

impl VisitFacts {
    fn topics(&self) -> Vec<String> {
        let mut topics = vec![
            Topic::Hall(self.branch_id).to_string(),
            Topic::Board(self.branch_id).to_string(),
            ticket_topic(self.visit_id),
        ];
        topics.extend(self.desks.iter().map(|counter| Topic::Desk(*counter).to_string()));
        topics
    }
}

/// Returns the topic that the phone of a visitor follows.
pub(crate) fn ticket_topic(visit: VisitId) -> String {
    format!("ticket:{}", visit.uuid().simple())
}

/// Declares one type of event for each kind of act on a visit.
macro_rules! visit_events {
    ($($(#[$attribute:meta])* $name:ident => $kind:literal;)+) => {$(
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub VisitFacts);

        impl Event for $name {
            const KIND: &'static str = $kind;

            fn topics(&self) -> Vec<String> {
                self.0.topics()
            }

            fn branch(&self) -> Option<BranchId> {
                Some(self.0.branch_id)
            }

            fn customer(&self) -> Option<CustomerId> {
                self.0.customer
            }
        }
    )+};
}

visit_events! {
    /// A number was taken.
    VisitTaken => "visit.taken";
    /// A number was called.
    VisitCalled => "visit.called";
    /// A number was called again.
    VisitRecalled => "visit.recalled";
    /// Service began.
    VisitServed => "visit.served";
    /// The customer did not come.
    VisitNoShow => "visit.no_show";
    /// The visit was set aside.
    VisitParked => "visit.parked";
    /// The visit went back into the line.
    VisitUnparked => "visit.unparked";
    /// The visit was handed on.
    VisitTransferred => "visit.transferred";
    /// Service ended.
    VisitFinished => "visit.finished";
    /// The visitor left without being served.
    VisitLeft => "visit.left";
    /// The visitor asked to be called later.
    VisitPostponed => "visit.postponed";
    /// The visit was classed anew.
    VisitTriaged => "visit.triaged";
    /// A machine or the app was suggested.
    VisitGuided => "visit.guided";
    /// The customer rated the visit.
    VisitRated => "visit.rated";
}

/// What every event about a counter tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterFacts {
    /// The counter.
    pub counter_id: CounterId,
    /// Where.
    pub branch_id: BranchId,
    /// Its number.
    pub counter_number: String,
    /// What happens there: `closed`, `free`, `calling`, `serving`, `paused`.
    pub state: String,
    /// The desks that show it; not in the payload.
    #[serde(skip)]
    pub desks: Vec<CounterId>,
}

/// Declares one type of event for each kind of act on a counter.
macro_rules! counter_events {
    ($($(#[$attribute:meta])* $name:ident => $kind:literal;)+) => {$(
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub CounterFacts);

        impl Event for $name {
            const KIND: &'static str = $kind;

            fn topics(&self) -> Vec<String> {
                let desks = self.0.desks.iter().map(|counter| Topic::Desk(*counter).to_string());
                let shown = [Topic::Hall(self.0.branch_id).to_string(), Topic::Board(self.0.branch_id).to_string()];
                shown.into_iter().chain(desks).collect()
            }

            fn branch(&self) -> Option<BranchId> {
                Some(self.0.branch_id)
            }
        }
    )+};
}

counter_events! {
    /// Somebody sat down at a counter.
    CounterOpened => "counter.opened";
    /// A counter was left.
    CounterClosed => "counter.closed";
    /// A counter stopped calling for a while.
    CounterPaused => "counter.paused";
    /// A counter goes on.
    CounterResumed => "counter.resumed";
}

/// An alert was raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRaised {
    /// The alert.
    pub alert_id: AlertId,
    /// Where.
    pub branch_id: BranchId,
    /// What about.
    pub alert: AlertKind,
    /// How serious.
    pub level: AlertLevel,
    /// The visit, if it is about one.
    #[serde(default)]
    pub visit_id: Option<VisitId>,
}

impl Event for AlertRaised {
    const KIND: &'static str = "alert.raised";

    fn topics(&self) -> Vec<String> {
        vec![Topic::Board(self.branch_id).to_string()]
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }
}

/// An incident began, was told of in other words, or ended; announced at every branch it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentAnnounced {
    /// The incident.
    pub incident_id: IncidentId,
    /// Where.
    pub branch_id: BranchId,
    /// `begun`, `changed` or `ended`.
    pub state: String,
    /// The counters whose desks show it; not in the payload.
    #[serde(skip)]
    pub desks: Vec<CounterId>,
}

impl Event for IncidentAnnounced {
    const KIND: &'static str = "incident.announced";

    fn topics(&self) -> Vec<String> {
        let desks = self.desks.iter().map(|counter| Topic::Desk(*counter).to_string());
        let shown = [Topic::Hall(self.branch_id), Topic::Board(self.branch_id)];
        shown.iter().map(Topic::to_string).chain(desks).collect()
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }
}

/// The cause of an alert is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertResolved {
    /// The alert.
    pub alert_id: AlertId,
    /// Where.
    pub branch_id: BranchId,
}

impl Event for AlertResolved {
    const KIND: &'static str = "alert.resolved";

    fn topics(&self) -> Vec<String> {
        vec![Topic::Board(self.branch_id).to_string()]
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }
}

/// Somebody took an alert up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertAcknowledged {
    /// The alert.
    pub alert_id: AlertId,
    /// Where.
    pub branch_id: BranchId,
}

impl Event for AlertAcknowledged {
    const KIND: &'static str = "alert.acknowledged";

    fn topics(&self) -> Vec<String> {
        vec![Topic::Board(self.branch_id).to_string()]
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch_id)
    }
}

/// Declares one type of event for each thing that happens to a branch as a whole.
macro_rules! branch_events {
    ($($(#[$attribute:meta])* $name:ident => $kind:literal in [$($topic:ident),+];)+) => {$(
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// Where.
            pub branch_id: BranchId,
        }

        impl Event for $name {
            const KIND: &'static str = $kind;

            fn topics(&self) -> Vec<String> {
                vec![$(Topic::$topic(self.branch_id).to_string()),+]
            }

            fn branch(&self) -> Option<BranchId> {
                Some(self.branch_id)
            }
        }
    )+};
}

branch_events! {
    /// Something changed in a checklist or in what checklists left open.
    ChecklistChanged => "checklist.changed" in [Board];
    /// The branch may give out its first number from now on, or no longer.
    OpeningChanged => "opening.changed" in [Hall, Board];
    /// A handover note was written or acknowledged.
    HandoverChanged => "handover.changed" in [Board];
}
