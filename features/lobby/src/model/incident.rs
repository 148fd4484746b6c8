//! Incidents: what cannot be done for a while, and what those who wait for it may choose.

use std::time::Duration;

use kernel::{BranchId, ServiceId, StaffId, Timestamp};
use web::Fields;

kernel::id_type! {
    /// Identifies an incident.
    pub struct IncidentId;
}

/// The longest text for customers, in characters.
const LONGEST_TEXT: usize = 200;

/// Nobody foresees an end further ahead.
const FORESEEN_WITHIN: Duration = Duration::from_hours(7 * 24);

/// Something that keeps services from being rendered until it ends.
///
/// Those who wait for such a service keep their place and are not called; nothing about their visits changes, so that two
/// incidents may overlap and the end of the last one alone puts everybody back where they stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incident {
    /// The id.
    pub(crate) id: IncidentId,
    /// Where; `None` means everywhere.
    pub(crate) branch: Option<BranchId>,
    /// What cannot be done; empty means nothing can.
    pub(crate) services: Vec<ServiceId>,
    /// What customers are told.
    pub(crate) notice: Notice,
    /// When it began.
    pub(crate) begun_at: Timestamp,
    /// Who said so.
    pub(crate) begun_by: StaffId,
    /// When it ended, and who said so.
    pub(crate) ended: Option<(StaffId, Timestamp)>,
    /// Rises with every change.
    pub(crate) version: i32,
}

/// What customers are told of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// In Chinese.
    pub(crate) text: String,
    /// In English.
    pub(crate) text_en: String,
    /// When it will probably be over.
    pub(crate) expected_until: Option<Timestamp>,
}

impl Incident {
    /// Tells whether a service cannot be rendered at a branch because of this.
    pub(crate) fn stops(&self, branch: BranchId, service: ServiceId) -> bool {
        self.reaches(branch) && (self.services.is_empty() || self.services.contains(&service))
    }

    /// Tells whether a branch has to do with this.
    pub(crate) fn reaches(&self, branch: BranchId) -> bool {
        self.ended.is_none() && self.branch.is_none_or(|own| own == branch)
    }
}

impl Notice {
    /// Returns the same without blanks around the texts.
    pub(crate) fn trimmed(self) -> Self {
        Self { text: self.text.trim().to_owned(), text_en: self.text_en.trim().to_owned(), ..self }
    }

    /// Checks what customers are to be told.
    ///
    /// # Errors
    /// A text is empty or too long, or the end is foreseen in the past or more than a week ahead.
    pub(crate) fn check(&self, fields: &mut Fields, now: Timestamp) {
        for (pointer, text) in [("/text", &self.text), ("/text_en", &self.text_en)] {
            let length = text.trim().chars().count();
            fields.check(
                (1..=LONGEST_TEXT).contains(&length),
                pointer,
                "incident.text_length",
                "请写明告诉客户的话，不超过 200 字。",
                "Please write what customers are told, at most 200 characters.",
            );
        }
        let foreseen = |until: Timestamp| now < until && until <= now + FORESEEN_WITHIN;
        fields.check(
            self.expected_until.is_none_or(foreseen),
            "/expected_until",
            "incident.expected_until",
            "预计恢复时间应在现在之后、七天之内。",
            "The expected end must lie ahead, within seven days.",
        );
    }
}

/// What somebody who waits for a stopped service chose.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IncidentChoice {
    /// Waits or comes back later today; the place is kept.
    Wait,
    /// Wants something else that can be done.
    Service,
    /// Goes to another branch.
    Branch,
    /// Comes another day, by appointment.
    Appointment,
}

impl IncidentChoice {
    /// Every choice.
    pub(crate) const ALL: [Self; 4] = [Self::Wait, Self::Service, Self::Branch, Self::Appointment];

    /// Returns the stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Service => "service",
            Self::Branch => "branch",
            Self::Appointment => "appointment",
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Fault, Locale};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn branch(number: u128) -> BranchId {
        BranchId::from_uuid(Uuid::from_u128(number))
    }

    fn service(number: u128) -> ServiceId {
        ServiceId::from_uuid(Uuid::from_u128(number))
    }

    fn incident(at: Option<u128>, services: &[u128], over: bool) -> Incident {
        let (staff, now) = (StaffId::from_uuid(Uuid::nil()), Timestamp::from_micros(0));
        Incident {
            id: IncidentId::from_uuid(Uuid::nil()),
            branch: at.map(branch),
            services: services.iter().copied().map(service).collect(),
            notice: notice("线路故障", None),
            begun_at: now,
            begun_by: staff,
            ended: over.then_some((staff, now)),
            version: 1,
        }
    }

    fn notice(text: &str, until: Option<Timestamp>) -> Notice {
        Notice { text: text.to_owned(), text_en: "Line down".to_owned(), expected_until: until }
    }

    fn faults(notice: &Notice) -> usize {
        let mut fields = Fields::default();
        notice.check(&mut fields, Timestamp::from_micros(0));
        fields.into_result().err().map_or(0, |fields| fields.fields(Locale::En).len())
    }

    #[test]
    fn a_notice_is_said_briefly_and_foresees_a_near_end() {
        let hours = |hours| Some(Timestamp::from_micros(0) + Duration::from_hours(hours));
        assert_eq!(faults(&notice("线路故障", hours(2))), 0);
        assert_eq!(faults(&notice(" ", Some(Timestamp::from_micros(0)))), 2);
        assert_eq!(faults(&notice(&"长".repeat(201), hours(169))), 2);
    }

    proptest! {
        #[test]
        fn what_ended_stops_nothing_and_the_widest_stops_everything(
            at in prop::option::of(0_u128..3), services in prop::collection::vec(0_u128..4, 0..3),
            here in 0_u128..3, wanted in 0_u128..4,
        ) {
            let stops = |over| incident(at, &services, over).stops(branch(here), service(wanted));
            prop_assert!(!stops(true));
            let there = at.is_none_or(|at| at == here);
            prop_assert_eq!(stops(false), there && (services.is_empty() || services.contains(&wanted)));
        }
    }
}
