//! The rules of a queue: classes, their rates and limits.

use serde::{Deserialize, Serialize};

use crate::points::Points;

/// The longest duration a rule may name, in seconds: one week.
const LONGEST_S: u32 = 7 * 24 * 3600;

/// How one class of candidates gains priority, and how long it should and may wait.
///
/// Unknown fields are ignored when read, so that a rule file may keep names and remarks beside the numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRule {
    /// The stable name of the class.
    pub code: String,
    /// Points on arrival.
    #[serde(default)]
    pub base: Points,
    /// Points gained per minute of waiting.
    pub rate_per_min: Points,
    /// Seconds after which a candidate goes ahead of everybody who is still within the own maximum.
    pub hard_max_s: u32,
    /// Seconds within which a candidate should be called; the measure of a service target.
    pub target_s: u32,
    /// Seconds after which the wait deserves attention.
    pub warn_s: u32,
    /// Seconds after which the wait counts as a failure to be answered for.
    pub breach_s: u32,
    /// Whether the class goes ahead of everybody at once, even of those beyond their hard maximum.
    ///
    /// Meant for what is rare and cannot wait; two of them are taken oldest first.
    #[serde(default)]
    pub urgent: bool,
}

impl ClassRule {
    /// Returns a class of that name with one point per minute, no base, and limits of 15, 20, 30 and 45 minutes.
    pub fn plain(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            base: Points::ZERO,
            rate_per_min: Points::whole(1),
            hard_max_s: 45 * 60,
            target_s: 15 * 60,
            warn_s: 20 * 60,
            breach_s: 30 * 60,
            urgent: false,
        }
    }

    /// Judges a wait of that many seconds by the thresholds of the class.
    pub fn level(&self, waited_s: u32) -> Level {
        if waited_s >= self.breach_s {
            Level::Breach
        } else if waited_s >= self.warn_s {
            Level::Warn
        } else {
            Level::Ok
        }
    }
}

/// How serious a wait has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Within the thresholds.
    Ok,
    /// Beyond the threshold for attention.
    Warn,
    /// Beyond the threshold for failure.
    Breach,
}

/// The rules as they are written down, before they are checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRules {
    /// All classes; the order carries no meaning.
    pub classes: Vec<ClassRule>,
    /// The class of whoever belongs to no other, and of codes that are no longer known.
    pub default_class: String,
    /// Points added to the shown score beyond the hard maximum; the order does not depend on them.
    #[serde(default)]
    pub hard_max_bonus: Points,
    /// Points for a candidate whose service the server is specialised in.
    #[serde(default)]
    pub specialisation_bonus: Points,
    /// Points for a candidate who was reserved for this very server.
    #[serde(default)]
    pub reserved_bonus: Points,
    /// Points taken from a candidate whom a specialised server on duty could serve, when this server is not specialised.
    #[serde(default)]
    pub specialist_deduction: Points,
}

impl PolicyRules {
    /// Returns rules with these classes, the last as the default, and no bonus of any kind.
    pub fn of(classes: Vec<ClassRule>) -> Self {
        let default_class = classes.last().map(|class| class.code.clone()).unwrap_or_default();
        Self {
            classes,
            default_class,
            hard_max_bonus: Points::ZERO,
            specialisation_bonus: Points::ZERO,
            reserved_bonus: Points::ZERO,
            specialist_deduction: Points::ZERO,
        }
    }
}

/// A class of one policy, resolved once so that deciding does not compare text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class(u16);

/// Rules that were checked: codes are unique, the default exists, numbers are in range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PolicyRules", into = "PolicyRules")]
pub struct Policy {
    rules: PolicyRules,
    default: Class,
}

impl Policy {
    /// Checks the rules.
    ///
    /// # Errors
    ///
    /// No class, a code that is empty or used twice, a default that names no class, a negative rate, bonus or deduction, an amount
    /// beyond a million points, or thresholds that are out of order or longer than a week.
    pub fn new(rules: PolicyRules) -> Result<Self, PolicyError> {
        if rules.classes.is_empty() {
            return Err(PolicyError::NoClass);
        }
        for (index, class) in rules.classes.iter().enumerate() {
            check_class(class)?;
            if rules.classes[..index].iter().any(|earlier| earlier.code == class.code) {
                return Err(PolicyError::CodeTwice { code: class.code.clone() });
            }
        }
        check_bonuses(&rules)?;
        let default = find_class(&rules, &rules.default_class)
            .ok_or_else(|| PolicyError::UnknownDefault { code: rules.default_class.clone() })?;
        Ok(Self { rules, default })
    }

    /// Returns the rules as they were written.
    pub fn rules(&self) -> &PolicyRules {
        &self.rules
    }

    /// Finds the class of that code.
    pub fn find_class(&self, code: &str) -> Option<Class> {
        find_class(&self.rules, code)
    }

    /// Returns the class of that code, or the default class when the code is not (or no longer) known.
    pub fn class_or_default(&self, code: &str) -> Class {
        self.find_class(code).unwrap_or(self.default)
    }

    /// Returns the rule of a class; a class resolved by another policy counts as the default.
    pub fn rule(&self, class: Class) -> &ClassRule {
        self.rules
            .classes
            .get(usize::from(class.0))
            .unwrap_or(&self.rules.classes[usize::from(self.default.0)])
    }
}

impl TryFrom<PolicyRules> for Policy {
    type Error = PolicyError;

    fn try_from(rules: PolicyRules) -> Result<Self, PolicyError> {
        Self::new(rules)
    }
}

impl From<Policy> for PolicyRules {
    fn from(policy: Policy) -> Self {
        policy.rules
    }
}

/// Why rules cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// There is no class at all.
    #[error("a policy needs at least one class")]
    NoClass,
    /// A class has no name.
    #[error("a class needs a code")]
    NoCode,
    /// Two classes have the same name.
    #[error("class `{code}` is defined twice")]
    CodeTwice {
        /// The name.
        code: String,
    },
    /// The default names no class.
    #[error("default class `{code}` does not exist")]
    UnknownDefault {
        /// The name.
        code: String,
    },
    /// An amount of points is negative where it must not be, or beyond a million.
    #[error("`{field}` is out of range")]
    PointsOutOfRange {
        /// Where: the field, after the class it belongs to.
        field: String,
    },
    /// Thresholds must not decrease from target to warn to breach, nor exceed a week.
    #[error(
        "times of class `{code}` must rise from target to warn to breach and stay within a week"
    )]
    TimesOutOfOrder {
        /// The class.
        code: String,
    },
}

fn find_class(rules: &PolicyRules, code: &str) -> Option<Class> {
    let index = rules.classes.iter().position(|class| class.code == code)?;
    u16::try_from(index).ok().map(Class)
}

fn check_class(class: &ClassRule) -> Result<(), PolicyError> {
    let code = &class.code;
    if code.is_empty() {
        return Err(PolicyError::NoCode);
    }
    in_range(class.base, &format!("{code}.base"))?;
    in_range(class.rate_per_min, &format!("{code}.rate_per_min"))?;
    let rising = class.target_s <= class.warn_s && class.warn_s <= class.breach_s;
    if rising && class.breach_s <= LONGEST_S && class.hard_max_s <= LONGEST_S {
        Ok(())
    } else {
        Err(PolicyError::TimesOutOfOrder { code: code.clone() })
    }
}

fn check_bonuses(rules: &PolicyRules) -> Result<(), PolicyError> {
    in_range(rules.hard_max_bonus, "hard_max_bonus")?;
    in_range(rules.specialisation_bonus, "specialisation_bonus")?;
    in_range(rules.reserved_bonus, "reserved_bonus")?;
    in_range(rules.specialist_deduction, "specialist_deduction")
}

fn in_range(points: Points, field: &str) -> Result<(), PolicyError> {
    if (Points::ZERO..=Points::whole(1_000_000)).contains(&points) {
        Ok(())
    } else {
        Err(PolicyError::PointsOutOfRange { field: field.to_owned() })
    }
}
