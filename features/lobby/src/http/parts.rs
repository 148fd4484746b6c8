//! Views that several operations share.

use kernel::{BranchId, CounterId, ServiceId, StaffId, Timestamp, VisitId};
use organisation::api::{Branch, BranchDay, Paper, SelfService, Service};
use queueing::{Level, WaitBasis, WaitRange};
use serde::Serialize;
use utoipa::ToSchema;

use super::standing::StandingView;
use crate::model::alert::{Limits, level, limits};
use crate::model::place::Reserved;
use crate::model::rules::{CareGroup, LobbyRules, Named, Tier};
use crate::model::visit::StateName;
use crate::service::hall::Hall;
use crate::store::line::Queued;

/// A code with its names.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeView {
    /// The code.
    code: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English.
    name_en: String,
}

impl CodeView {
    /// Finds a code in a list; one that is not there is its own name.
    pub(crate) fn find(list: &[Named], code: &str) -> Self {
        let named = list.iter().find(|named| named.code == code);
        named.map_or_else(|| Self::unknown(code), Self::from)
    }

    /// Shows a code without a name.
    pub(crate) fn unknown(code: &str) -> Self {
        Self { code: code.to_owned(), name: code.to_owned(), name_en: code.to_owned() }
    }
}

impl From<&Tier> for CodeView {
    fn from(tier: &Tier) -> Self {
        Self { code: tier.code.clone(), name: tier.name.clone(), name_en: tier.name_en.clone() }
    }
}

impl From<&Named> for CodeView {
    fn from(named: &Named) -> Self {
        Self { code: named.code.clone(), name: named.name.clone(), name_en: named.name_en.clone() }
    }
}

/// Shows a list of codes.
pub(crate) fn codes(list: &[Named]) -> Vec<CodeView> {
    list.iter().map(CodeView::from).collect()
}

/// A name in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NameView {
    /// In Chinese.
    name: String,
    /// In English.
    name_en: String,
}

impl From<&Paper> for NameView {
    fn from(paper: &Paper) -> Self {
        Self { name: paper.name.clone(), name_en: paper.name_en.clone() }
    }
}

impl From<&Named> for NameView {
    fn from(named: &Named) -> Self {
        Self { name: named.name.clone(), name_en: named.name_en.clone() }
    }
}

/// A branch as everybody may see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HallBranchView {
    /// Its id.
    id: BranchId,
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// Where it is, in Chinese.
    address: String,
    /// Where it is, in English; may be empty.
    address_en: String,
    /// Its telephone.
    phone: String,
}

impl From<&Branch> for HallBranchView {
    fn from(branch: &Branch) -> Self {
        Self {
            id: branch.id,
            code: branch.code.clone(),
            name: branch.name.clone(),
            name_en: branch.name_en.clone(),
            address: branch.address.clone(),
            address_en: branch.address_en.clone(),
            phone: branch.phone.clone(),
        }
    }
}

/// A stretch of opening, by the clock on the wall of the branch.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HoursView {
    /// From, such as `09:00`.
    from: String,
    /// To, such as `17:00`.
    to: String,
}

/// Shows the hours of a day.
pub(crate) fn hours(day: &BranchDay) -> Vec<HoursView> {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let stretch = |interval: &deadlines::Interval| HoursView {
        from: clock(interval.from.minutes()),
        to: clock(interval.to.minutes()),
    };
    day.hours.iter().map(stretch).collect()
}

/// A service by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceNameView {
    /// Its id.
    id: ServiceId,
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
}

impl From<&Service> for ServiceNameView {
    fn from(service: &Service) -> Self {
        Self {
            id: service.id,
            code: service.code.clone(),
            name: service.name.clone(),
            name_en: service.name_en.clone(),
        }
    }
}

impl ServiceNameView {
    /// Names a service; one that is no longer known has no name.
    pub(crate) fn of(hall: &Hall, id: ServiceId) -> Self {
        match hall.find_service(id) {
            Some(service) => Self::from(service.as_ref()),
            None => Self { id, code: String::new(), name: String::new(), name_en: String::new() },
        }
    }
}

/// A machine or the app that does a service too.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SelfServiceView {
    /// The kind of guidance, a code of the rules.
    kind: String,
    /// The machine, in Chinese.
    name: String,
    /// The machine, in English.
    name_en: String,
    /// What one can do there, in Chinese.
    hint: String,
    /// What one can do there, in English.
    hint_en: String,
}

impl From<&SelfService> for SelfServiceView {
    fn from(machine: &SelfService) -> Self {
        Self {
            kind: machine.kind.clone(),
            name: machine.name.clone(),
            name_en: machine.name_en.clone(),
            hint: machine.hint.clone(),
            hint_en: machine.hint_en.clone(),
        }
    }
}

/// How long somebody will probably wait.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitView {
    /// About one in two waits less, in seconds.
    low_s: u32,
    /// About four in five wait less, in seconds.
    high_s: u32,
    /// What it rests on.
    basis: WaitBasisView,
}

/// What a range rests on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WaitBasisView {
    /// Service times of late.
    Recent,
    /// The usual service time.
    Typical,
    /// The shifts of this hour, since none of the counters concerned is open yet.
    Planned,
}

impl From<WaitRange> for WaitView {
    fn from(range: WaitRange) -> Self {
        let basis = match range.basis {
            WaitBasis::Recent => WaitBasisView::Recent,
            WaitBasis::Typical => WaitBasisView::Typical,
            WaitBasis::Planned => WaitBasisView::Planned,
        };
        Self { low_s: range.low_s, high_s: range.high_s, basis }
    }
}

/// For whom a waiting visit is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReservedView {
    /// For a person.
    staff_id: Option<StaffId>,
    /// For a counter.
    counter_id: Option<CounterId>,
}

impl From<Reserved> for ReservedView {
    fn from(reserved: Reserved) -> Self {
        match reserved {
            Reserved::Staff(staff) => Self { staff_id: Some(staff), counter_id: None },
            Reserved::Counter(counter) => Self { staff_id: None, counter_id: Some(counter) },
        }
    }
}

/// How a wait stands against its thresholds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LevelView {
    /// Within them.
    Ok,
    /// Deserves attention.
    Warn,
    /// Too long.
    Breach,
}

impl From<Level> for LevelView {
    fn from(level: Level) -> Self {
        match level {
            Level::Ok => Self::Ok,
            Level::Warn => Self::Warn,
            Level::Breach => Self::Breach,
        }
    }
}

/// Somebody who waits or is parked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueueEntryView {
    /// The visit.
    visit_id: VisitId,
    /// The number.
    number: String,
    /// What is wanted.
    service_id: ServiceId,
    /// Its name, in Chinese.
    service_name: String,
    /// Its name, in English.
    service_name_en: String,
    /// The class.
    class: String,
    /// The care group.
    care_group: Option<String>,
    /// The tier.
    tier: Option<String>,
    /// The same with names.
    standing: StandingView,
    /// `waiting` or `parked`.
    state: StateName,
    /// Why it is parked.
    park_reason: Option<CodeView>,
    /// When the number was taken.
    arrived_at: Timestamp,
    /// Seconds waited in the line.
    waited_s: u32,
    /// Within how many seconds the class should be called.
    target_s: u32,
    /// After how many seconds the wait deserves attention.
    warn_s: u32,
    /// After how many seconds the wait is too long.
    breach_s: u32,
    /// How the wait stands against these two.
    level: LevelView,
    /// Whether large type and an accessible counter are wanted.
    accessible: bool,
    /// For whom it is kept.
    reserved_for: Option<ReservedView>,
    /// Until when the call is postponed.
    postponed_until: Option<Timestamp>,
    /// How often it was called.
    calls: u32,
}

impl QueueEntryView {
    /// Shows an entry of the line.
    pub(crate) fn of(queued: Queued, hall: &Hall, rules: &LobbyRules) -> Self {
        let Queued {
            waiting,
            parked,
            care_group,
            tier,
            arrived_at,
            waited_s,
            accessible,
            calls,
            park_reason,
            ..
        } = queued;
        let policy = &rules.dispatch.policy;
        let target_s = policy.rule(policy.class_or_default(&waiting.class)).target_s;
        let Limits { warn_s, breach_s, .. } = limits(rules, &waiting.class);
        let (group, tier_code) = (care_group.as_deref(), tier.as_deref());
        let standing = StandingView::of(rules, &waiting.class, group, tier_code);
        let reason = park_reason.as_deref().filter(|_| parked);
        let service = hall.find_service(waiting.service);
        Self {
            visit_id: waiting.id,
            number: waiting.number.to_string(),
            service_id: waiting.service,
            service_name: service.map(|service| service.name.clone()).unwrap_or_default(),
            service_name_en: service.map(|service| service.name_en.clone()).unwrap_or_default(),
            level: level(rules, &waiting.class, waited_s).into(),
            class: waiting.class,
            care_group,
            tier,
            standing,
            state: if parked { StateName::Parked } else { StateName::Waiting },
            park_reason: reason.map(|code| CodeView::find(&rules.park.reasons, code)),
            arrived_at,
            waited_s,
            target_s,
            warn_s,
            breach_s,
            accessible,
            reserved_for: waiting.reserved.map(ReservedView::from),
            postponed_until: waiting.postponed_until,
            calls,
        }
    }
}

impl From<&CareGroup> for CodeView {
    fn from(group: &CareGroup) -> Self {
        Self { code: group.code.clone(), name: group.name.clone(), name_en: group.name_en.clone() }
    }
}

/// A care group with what staff do for its members.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CareGroupView {
    /// The code.
    code: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English.
    name_en: String,
    /// How staff help, in Chinese.
    help: String,
    /// How staff help, in English.
    help_en: String,
}

impl From<&CareGroup> for CareGroupView {
    fn from(group: &CareGroup) -> Self {
        Self {
            code: group.code.clone(),
            name: group.name.clone(),
            name_en: group.name_en.clone(),
            help: group.help.clone(),
            help_en: group.help_en.clone(),
        }
    }
}
