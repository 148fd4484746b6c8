//! When somebody has to be alarmed.

use kernel::{Locale, ServiceId};
use queueing::Level;
use serde::{Deserialize, Serialize};

use super::rules::{ExtraCounter, LobbyRules};
use super::visit::StateName;
use super::why::{waited_en, waited_zh};

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A care customer has waited too long.
    CareWaiting,
    /// A customer has waited too long.
    WaitBreach,
    /// Another counter should open.
    ExtraCounter,
    /// Somebody asked for a person.
    Assistance,
    /// A visit was rated low.
    LowRating,
    /// Somebody waits for a service that nobody on duty renders.
    Unattended,
}

/// The place of somebody to whom a kiosk promised, while the network was down, what the branch no longer does.
pub(crate) const OFFLINE: &str = "offline";

/// How serious an alert is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// Worth knowing.
    Info,
    /// Deserves attention now.
    Warn,
    /// Has to be answered for.
    Breach,
}

impl AlertKind {
    /// Every kind.
    pub(crate) const ALL: [Self; 6] = [
        Self::CareWaiting,
        Self::WaitBreach,
        Self::ExtraCounter,
        Self::Assistance,
        Self::LowRating,
        Self::Unattended,
    ];

    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CareWaiting => "care_waiting",
            Self::WaitBreach => "wait_breach",
            Self::ExtraCounter => "extra_counter",
            Self::Assistance => "assistance",
            Self::LowRating => "low_rating",
            Self::Unattended => "unattended",
        }
    }

    /// Tells whether the cause of an alert about a visit is gone once the visit is in this state.
    ///
    /// A wait ends with the call; whoever asked for a person has one when service begins; a low rating is followed up.
    pub(crate) const fn is_over_in(self, state: StateName) -> bool {
        match self {
            Self::CareWaiting | Self::WaitBreach => !matches!(state, StateName::Waiting),
            Self::Assistance => {
                !matches!(state, StateName::Waiting | StateName::Called | StateName::Parked)
            }
            Self::ExtraCounter | Self::LowRating | Self::Unattended => false,
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl AlertLevel {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Breach => "breach",
        }
    }

    /// Reads a code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Info, Self::Warn, Self::Breach].into_iter().find(|level| level.code() == code)
    }
}

/// The numbers of an alert: never names or words of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AlertArgs {
    /// Seconds waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_s: Option<u32>,
    /// The threshold that was passed, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_s: Option<u32>,
    /// The code of the class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The code of the care group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_group: Option<String>,
    /// How many wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
    /// Where somebody asks for a person: `kiosk` or `phone`; `offline` when the kiosk itself asks for somebody whose number it
    /// issued while the network was down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Within how many seconds somebody should come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_within_s: Option<u32>,
    /// How long a newcomer may have to wait, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_s: Option<u32>,
    /// The service that nobody on duty renders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
}

/// From when on a wait deserves attention, and from when on it is too long, in seconds.
///
/// Lists, colours and alerts all judge a wait by these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// What is raised.
    pub(crate) kind: AlertKind,
    /// Deserves attention.
    pub(crate) warn_s: u32,
    /// Too long.
    pub(crate) breach_s: u32,
}

/// Returns the limits of a class: its own, or those of care customers.
pub(crate) fn limits(rules: &LobbyRules, class: &str) -> Limits {
    let (alerts, policy) = (&rules.alerts, &rules.dispatch.policy);
    let rule = policy.rule(policy.class_or_default(class));
    if alerts.wait_breach.classes.contains(&rule.code) {
        Limits { kind: AlertKind::WaitBreach, warn_s: rule.warn_s, breach_s: rule.breach_s }
    } else {
        let care = &alerts.care_waiting;
        Limits { kind: AlertKind::CareWaiting, warn_s: care.warn_s, breach_s: care.breach_s }
    }
}

impl ExtraCounter {
    /// Tells whether a line is too long: so many wait, and a newcomer may wait so many seconds.
    pub(crate) const fn is_exceeded(&self, waiting: u32, longest_s: u32) -> bool {
        waiting > self.waiting_over || longest_s > self.predicted_wait_over_s
    }

    /// Tells whether a line has calmed down: to half of what is too long, so that an alert does not come and go with
    /// every customer.
    pub(crate) const fn is_calm(&self, waiting: u32, longest_s: u32) -> bool {
        waiting <= self.waiting_over / 2 && longest_s <= self.predicted_wait_over_s / 2
    }
}

/// Judges the wait of a visit: what is to be raised, if anything, and which threshold was passed.
pub(crate) fn judge(
    rules: &LobbyRules,
    class: &str,
    waited_s: u32,
) -> Option<(AlertKind, AlertLevel, u32)> {
    let Limits { kind, warn_s, breach_s } = limits(rules, class);
    match waited_s {
        waited if waited >= breach_s => Some((kind, AlertLevel::Breach, breach_s)),
        waited if waited >= warn_s => Some((kind, AlertLevel::Warn, warn_s)),
        _ => None,
    }
}

/// Returns after how many seconds of waiting the first alert of any class is due.
pub(crate) fn earliest(rules: &LobbyRules) -> u32 {
    let classes = rules.dispatch.policy.rules().classes.iter().map(|class| class.warn_s);
    classes.chain([rules.alerts.care_waiting.warn_s]).min().unwrap_or(0)
}

/// Returns how serious a wait looks in a list.
pub(crate) fn level(rules: &LobbyRules, class: &str, waited_s: u32) -> Level {
    match judge(rules, class, waited_s) {
        Some((_, AlertLevel::Breach, _)) => Level::Breach,
        Some(_) => Level::Warn,
        None => Level::Ok,
    }
}

/// Tells an alert in a sentence; `number` is empty when it is about no visit, `what` is the name of the class, or of the
/// service that nobody renders, empty when no counter is on duty at all.
pub(crate) fn sentence(
    kind: AlertKind,
    args: &AlertArgs,
    number: &str,
    what: &str,
    locale: Locale,
) -> String {
    match locale {
        Locale::ZhCn => zh(kind, args, number, what),
        Locale::En => en(kind, args, number, what),
    }
}

fn zh(kind: AlertKind, args: &AlertArgs, number: &str, what: &str) -> String {
    let waited = waited_zh(args.waited_s.unwrap_or(0));
    match kind {
        AlertKind::CareWaiting => {
            format!("{what} {number} 已等候{waited}，请上前关照并优先安排。")
        }
        AlertKind::WaitBreach => format!("{number}（{what}）已等候{waited}，请安排尽快办理。"),
        AlertKind::ExtraCounter => {
            let expected = args.expected_s.map(|expected_s| {
                format!("，新到客户最长可能等候 {} 分钟", expected_s.div_ceil(60))
            });
            format!(
                "现有 {} 位客户等候{}，请考虑增开柜台。",
                args.waiting.unwrap_or(0),
                expected.unwrap_or_default()
            )
        }
        AlertKind::Assistance if number.is_empty() => match args.place.as_deref() {
            Some("phone") => "有客户通过手机页面请求帮助，请到大厅查看。".to_owned(),
            _ => "取号机处有客户请求帮助，请前往。".to_owned(),
        },
        AlertKind::Assistance if args.place.as_deref() == Some(OFFLINE) => {
            format!("{number} 是网络中断时取的号，所要业务本网点已不办理，请前往说明并安排。")
        }
        AlertKind::Assistance => format!("{number} 请求帮助，请前往。"),
        AlertKind::LowRating => {
            format!("{number} 的评价偏低，请跟进回访。")
        }
        AlertKind::Unattended if args.service.is_none() => {
            "有客户等候，现在没有柜台在岗。请安排人员，或向客户说明。".to_owned()
        }
        AlertKind::Unattended => {
            format!("有客户等候“{what}”，现在无人在岗办理。请安排人员，或向客户说明。")
        }
    }
}

fn en(kind: AlertKind, args: &AlertArgs, number: &str, what: &str) -> String {
    let waited = waited_en(args.waited_s.unwrap_or(0));
    match kind {
        AlertKind::CareWaiting => {
            format!(
                "{what} customer {number} has waited {waited}. Please attend to them and have them served first."
            )
        }
        AlertKind::WaitBreach => {
            format!("{number} ({what}) has waited {waited}. Please see that they are served soon.")
        }
        AlertKind::ExtraCounter => {
            let expected = args.expected_s.map(|expected_s| {
                format!(", and a newcomer may wait {} min", expected_s.div_ceil(60))
            });
            format!(
                "{} customers are waiting{}. Please consider opening another counter.",
                args.waiting.unwrap_or(0),
                expected.unwrap_or_default()
            )
        }
        AlertKind::Assistance if number.is_empty() => match args.place.as_deref() {
            Some("phone") => {
                "A customer asks for help on the phone page. Please look around the hall."
                    .to_owned()
            }
            _ => "A customer at the kiosk asks for help. Please go there.".to_owned(),
        },
        AlertKind::Assistance if args.place.as_deref() == Some(OFFLINE) => format!(
            "{number} was taken while the network was down, for a service that is no longer offered here. Please see them."
        ),
        AlertKind::Assistance => format!("{number} asks for help. Please go there."),
        AlertKind::LowRating => {
            format!("{number} rated the visit low. Please follow up.")
        }
        AlertKind::Unattended if args.service.is_none() => {
            "No counter is on duty, and customers are waiting. Please arrange for somebody, or tell them.".to_owned()
        }
        AlertKind::Unattended => {
            format!(
                "Nobody is on duty for {what}, and customers are waiting. Please arrange for somebody, or tell them."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::built_in;

    #[test]
    fn care_customers_have_their_own_threshold_and_others_their_classes() {
        let rules = built_in();
        assert_eq!(judge(&rules, "care", 479), None);
        assert_eq!(
            judge(&rules, "care", 480),
            Some((AlertKind::CareWaiting, AlertLevel::Warn, 480))
        );
        assert_eq!(
            judge(&rules, "care", 900),
            Some((AlertKind::CareWaiting, AlertLevel::Breach, 900))
        );
        assert_eq!(
            judge(&rules, "ordinary", 1799),
            Some((AlertKind::WaitBreach, AlertLevel::Warn, 1200))
        );
        assert_eq!(
            judge(&rules, "ordinary", 1800),
            Some((AlertKind::WaitBreach, AlertLevel::Breach, 1800))
        );
        assert_eq!(earliest(&rules), 120);
    }

    #[test]
    fn a_crowd_is_over_when_half_of_it_has_gone() {
        let limits = built_in().alerts.extra_counter;
        assert!(!limits.is_exceeded(10, 1_200) && limits.is_exceeded(11, 0));
        assert!(limits.is_exceeded(0, 1_201));
        assert!(!limits.is_calm(6, 0) && !limits.is_calm(0, 601) && limits.is_calm(5, 600));
    }

    #[test]
    fn codes_are_read_back() {
        for kind in AlertKind::ALL {
            assert_eq!(AlertKind::from_code(kind.code()), Some(kind));
        }
    }
}
