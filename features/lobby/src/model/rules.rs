//! The rule pack `lobby/…`: how a hall treats those who wait.

pub(crate) mod alerts;
pub(crate) mod check;

use queueing::{ClassRule, Points, Policy, PolicyRules};
use serde::Deserialize;

pub(crate) use alerts::{AlertRules, ExtraCounter};

/// The rules of the hall, as read from the pack in force.
///
/// `D` is what the classes are read as: checked, or as they are written for whoever checks them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LobbyRules<D = Dispatch> {
    /// Classes, their points and thresholds.
    pub(crate) dispatch: D,
    /// Tiers of customers and the class of each.
    pub(crate) tiers: Vec<Tier>,
    /// Groups that need care, and the class of each.
    pub(crate) care_groups: Vec<CareGroup>,
    /// Calling and giving up.
    pub(crate) calling: Calling,
    /// Asking to be called later.
    pub(crate) postpone: Postponing,
    /// Setting aside.
    pub(crate) park: Parking,
    /// Why a counter may pause.
    pub(crate) pause_reasons: Vec<Named>,
    /// What can come of a service.
    pub(crate) outcomes: Vec<Named>,
    /// What the customer does next.
    pub(crate) next_steps: Vec<Named>,
    /// When somebody is alarmed.
    pub(crate) alerts: AlertRules,
    /// The rating after the visit; `voice` reads the rest.
    pub(crate) rating: RatingRules,
    /// From plain words to services.
    pub(crate) triage: TriageRules,
    /// Machines and the app.
    pub(crate) guidance: GuidanceRules,
    /// The kiosk page.
    pub(crate) kiosk: KioskRules,
    /// The hall screen.
    pub(crate) hall: HallRules,
}

/// A code with its names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    /// The code.
    pub(crate) code: String,
    /// The name in Chinese.
    pub(crate) name: String,
    /// The name in English.
    pub(crate) name_en: String,
}

/// Classes and their points, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "DispatchText")]
pub(crate) struct Dispatch {
    /// What decides who is next.
    pub(crate) policy: Policy,
    /// The names of the classes.
    pub(crate) names: Vec<Named>,
}

/// Classes and their points, as they are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DispatchText {
    classes: Vec<ClassText>,
    default_class: String,
    #[serde(default)]
    hard_max_bonus: Points,
    #[serde(default)]
    specialisation_bonus: Points,
    #[serde(default)]
    reserved_bonus: Points,
    #[serde(default)]
    specialist_deduction: Points,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassText {
    code: String,
    name: String,
    name_en: String,
    #[serde(default, rename = "description")]
    _description: String,
    #[serde(default, rename = "description_en")]
    _description_en: String,
    #[serde(default)]
    base: Points,
    rate_per_min: Points,
    #[serde(default)]
    urgent: bool,
    hard_max_s: u32,
    target_s: u32,
    warn_s: u32,
    breach_s: u32,
}

impl TryFrom<DispatchText> for Dispatch {
    type Error = queueing::PolicyError;

    fn try_from(text: DispatchText) -> Result<Self, Self::Error> {
        let (names, classes) = text.classes.into_iter().map(ClassText::split).unzip();
        let policy = Policy::new(PolicyRules {
            classes,
            default_class: text.default_class,
            hard_max_bonus: text.hard_max_bonus,
            specialisation_bonus: text.specialisation_bonus,
            reserved_bonus: text.reserved_bonus,
            specialist_deduction: text.specialist_deduction,
        })?;
        Ok(Self { policy, names })
    }
}

impl ClassText {
    fn split(self) -> (Named, ClassRule) {
        let rule = ClassRule {
            code: self.code.clone(),
            base: self.base,
            rate_per_min: self.rate_per_min,
            hard_max_s: self.hard_max_s,
            target_s: self.target_s,
            warn_s: self.warn_s,
            breach_s: self.breach_s,
            urgent: self.urgent,
        };
        (Named { code: self.code, name: self.name, name_en: self.name_en }, rule)
    }
}

/// A tier of customers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tier {
    /// The code.
    pub(crate) code: String,
    /// The name in Chinese.
    pub(crate) name: String,
    /// The name in English.
    pub(crate) name_en: String,
    /// The class of its customers.
    pub(crate) class: String,
}

/// A group that needs care.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CareGroup {
    /// The code.
    pub(crate) code: String,
    /// The name in Chinese.
    pub(crate) name: String,
    /// The name in English.
    pub(crate) name_en: String,
    /// The class of its members.
    pub(crate) class: String,
    /// By what a member is recognised, in Chinese.
    pub(crate) evidence: String,
    /// By what a member is recognised, in English.
    pub(crate) evidence_en: String,
    /// How staff help, in Chinese.
    #[serde(default)]
    pub(crate) help: String,
    /// How staff help, in English.
    #[serde(default)]
    pub(crate) help_en: String,
    /// Whether members are left out of figures on diversion to machines.
    #[serde(default)]
    pub(crate) excluded_from_diversion: bool,
    /// How the system recognises a member by itself.
    #[serde(default)]
    pub(crate) auto: Option<AutoCare>,
}

/// How the system recognises a member of a care group by itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum AutoCare {
    /// By the age that an identity document shows.
    AgeAtLeast {
        /// In full years.
        years: u32,
    },
}

/// Calling and giving up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calling {
    /// Recalls that must have been made before a no-show.
    pub(crate) recalls_before_no_show: u32,
    /// Seconds between two calls of the same number.
    pub(crate) recall_after_s: u32,
}

/// Asking to be called later.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Postponing {
    /// By how much one may choose to postpone.
    pub(crate) minutes: Vec<u32>,
    /// How often.
    pub(crate) times: u32,
}

/// Setting aside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parking {
    /// After that many seconds a parked visit goes back into the line by itself.
    pub(crate) longest_s: u32,
    /// How many visits one counter may have parked at a time.
    pub(crate) per_counter: u32,
    /// Why.
    pub(crate) reasons: Vec<Named>,
}

/// The rating after the visit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatingRules {
    /// Satisfaction at or below this opens a follow-up.
    #[serde(rename = "follow_up_at_or_below")]
    _follow_up_at_or_below: u8,
    /// When the follow-up is due.
    #[serde(rename = "follow_up_due_s")]
    _follow_up_due_s: u32,
    /// How long after the visit a rating is taken.
    pub(crate) open_for_s: u32,
}

/// From plain words to services.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TriageRules {
    /// Below this score a person is asked instead.
    pub(crate) ask_person_below: f64,
    /// At most this many services are proposed.
    pub(crate) most_matches: usize,
    /// Within how many seconds a newcomer should be greeted.
    #[serde(rename = "greet_within_s")]
    _greet_within_s: u32,
}

/// Machines and the app.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuidanceRules {
    /// Whether a care customer keeps the counter unless the customer asked for the machine.
    pub(crate) care_groups_never_machine_only: bool,
    /// What there is.
    pub(crate) kinds: Vec<Named>,
}

/// The kiosk page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KioskRules {
    /// Back to the start after that many seconds.
    pub(crate) idle_s: u32,
    /// What a registered kiosk issues while the network is down.
    #[serde(default)]
    pub(crate) offline: OfflineRules,
}

/// What a registered kiosk issues while the network is down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfflineRules {
    /// One or two capital letters with which these numbers begin, so that staff and customers know them.
    pub(crate) prefix: String,
    /// How many numbers a kiosk holds at a time.
    pub(crate) numbers: u32,
}

impl Default for OfflineRules {
    /// Packs older than this rule do not name it.
    fn default() -> Self {
        Self { prefix: "X".to_owned(), numbers: 50 }
    }
}

/// The hall screen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HallRules {
    /// How many calls stay on the screen.
    pub(crate) kept_calls: u64,
    /// How calls are spoken.
    pub(crate) voice: Voice,
}

/// How calls are spoken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Voice {
    /// In these languages, one after the other.
    pub(crate) languages: Vec<String>,
    /// 0 to 1.
    pub(crate) volume: f64,
    /// How often.
    pub(crate) repeat: u32,
}

impl LobbyRules {
    /// Finds a care group.
    pub(crate) fn find_care_group(&self, code: &str) -> Option<&CareGroup> {
        self.care_groups.iter().find(|group| group.code == code)
    }

    /// Tells whether a class goes before everybody.
    pub(crate) fn is_urgent(&self, class: &str) -> bool {
        let policy = &self.dispatch.policy;
        policy.find_class(class).is_some_and(|class| policy.rule(class).urgent)
    }

    /// Returns the names of a class; a class that is no longer known is called by its code.
    pub(crate) fn class_names(&self, code: &str) -> (String, String) {
        let named = self.dispatch.names.iter().find(|class| class.code == code);
        named.map_or_else(
            || (code.to_owned(), code.to_owned()),
            |class| (class.name.clone(), class.name_en.clone()),
        )
    }
}

/// Tells whether a list of named codes has this one.
pub(crate) fn knows(list: &[Named], code: &str) -> bool {
    list.iter().any(|named| named.code == code)
}

/// Reads the built-in pack, for tests of everything that needs rules.
#[cfg(test)]
pub(crate) fn built_in() -> LobbyRules {
    let text = include_str!("../../../../data/lobby/cn/dispatch.yaml");
    data::document::read(text).expect("the built-in pack fits").1
}
