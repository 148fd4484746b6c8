//! Clocks as data: what a clock counts, when it warns, what may pause it and how often it may be extended.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::limit::{Counting, Limit};

/// A clock as it is written down, in the version of a stretch of dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRule {
    /// Names the clock; its versions share the name.
    pub id: String,
    /// The first date on which clocks are started by this version.
    pub from: Date,
    /// The last such date; `None` for as long as nothing else is said.
    #[serde(default)]
    pub until: Option<Date>,
    /// Where the rule stands, such as an article of a law.
    #[serde(default)]
    pub basis: String,
    /// Names the calendar and hours that the clock follows; the caller brings them.
    #[serde(default)]
    pub calendar: String,
    /// How long.
    pub limit: Limit,
    /// How days are counted.
    #[serde(default)]
    pub counting: Counting,
    /// At which shares of the time somebody is warned, in percent, rising.
    #[serde(default)]
    pub warnings: Vec<u8>,
    /// At which share of the time it is escalated, in percent; `None` means never.
    #[serde(default)]
    pub escalation: Option<u8>,
    /// For which reasons it may be paused; none means that it cannot be.
    #[serde(default)]
    pub pauses: Vec<String>,
    /// By how much it may be extended, one after the other.
    #[serde(default)]
    pub extensions: Vec<Extension>,
}

/// One extension that a clock allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The most it may add, in the unit of the clock's limit.
    pub up_to: u32,
    /// Who has to approve; `None` when nobody has to.
    #[serde(default)]
    pub approval: Option<String>,
    /// Whether the customer has to be told before the clock runs out.
    #[serde(default)]
    pub notice: bool,
}

/// The versions of one clock, in order of their dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ClockRule>", into = "Vec<ClockRule>")]
pub struct ClockVersions(Vec<ClockRule>);

/// Why a clock cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// There is no version at all.
    #[error("a clock needs at least one version")]
    NoVersion,
    /// Versions of different clocks stand together.
    #[error("`{other}` is no version of `{id}`")]
    OtherClock {
        /// The clock of the first version.
        id: String,
        /// The clock of the one that differs.
        other: String,
    },
    /// A version ends before it begins, or begins before the one before it ends.
    #[error("the version of `{id}` from `{from}` does not follow the one before it")]
    OutOfOrder {
        /// The clock.
        id: String,
        /// When the version begins.
        from: Date,
    },
    /// The limit or an extension is zero.
    #[error("`{id}` has a limit or an extension of nothing")]
    NoTime {
        /// The clock.
        id: String,
    },
    /// A share is not from 1 to 100, or the warnings do not rise.
    #[error("the shares of `{id}` do not rise from 1 to 100")]
    WrongShare {
        /// The clock.
        id: String,
    },
    /// A reason for a pause is empty or stands twice.
    #[error("the reasons for a pause of `{id}` are empty or stand twice")]
    WrongReason {
        /// The clock.
        id: String,
    },
}

impl ClockRule {
    /// Checks the rule by itself.
    ///
    /// # Errors
    ///
    /// A limit or extension of nothing, shares that are not from 1 to 100 or do not rise, reasons that are empty or stand twice.
    pub fn check(&self) -> Result<(), RuleError> {
        let id = || self.id.clone();
        let nothing = self.extensions.iter().any(|extension| extension.up_to == 0);
        if self.limit.amount == 0 || nothing {
            return Err(RuleError::NoTime { id: id() });
        }
        let rising = self.warnings.windows(2).all(|pair| pair[0] < pair[1]);
        let in_range = |share: &u8| (1..=100).contains(share);
        if !rising || !self.warnings.iter().chain(&self.escalation).all(in_range) {
            return Err(RuleError::WrongShare { id: id() });
        }
        let reasons: BTreeSet<_> = self.pauses.iter().map(|reason| reason.trim()).collect();
        if reasons.contains("") || reasons.len() < self.pauses.len() {
            return Err(RuleError::WrongReason { id: id() });
        }
        Ok(())
    }
}

impl ClockVersions {
    /// Checks the versions and brings them into order.
    ///
    /// # Errors
    ///
    /// No version, versions of two clocks, versions that overlap, and whatever [`ClockRule::check`] refuses.
    pub fn new(mut versions: Vec<ClockRule>) -> Result<Self, RuleError> {
        versions.sort_by_key(|version| version.from);
        let id = versions.first().ok_or(RuleError::NoVersion)?.id.clone();
        let mut ended: Option<Date> = None;
        for (index, version) in versions.iter().enumerate() {
            version.check()?;
            if version.id != id {
                return Err(RuleError::OtherClock { id, other: version.id.clone() });
            }
            let follows = index == 0 || ended.is_some_and(|ended| ended < version.from);
            if !follows || version.until.is_some_and(|until| until < version.from) {
                return Err(RuleError::OutOfOrder { id, from: version.from });
            }
            ended = version.until;
        }
        Ok(Self(versions))
    }

    /// Finds the version by which a clock that starts on that date is computed, however long it then runs; `None` when none is
    /// in force.
    pub fn find_valid(&self, date: Date) -> Option<&ClockRule> {
        let valid =
            |rule: &&ClockRule| rule.from <= date && rule.until.is_none_or(|until| date <= until);
        self.0.iter().find(valid)
    }

    /// Returns the versions in order.
    pub fn versions(&self) -> &[ClockRule] {
        &self.0
    }
}

impl TryFrom<Vec<ClockRule>> for ClockVersions {
    type Error = RuleError;

    fn try_from(versions: Vec<ClockRule>) -> Result<Self, RuleError> {
        Self::new(versions)
    }
}

impl From<ClockVersions> for Vec<ClockRule> {
    fn from(versions: ClockVersions) -> Self {
        versions.0
    }
}
