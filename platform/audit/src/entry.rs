//! What a service says about its act.

use std::fmt::Display;

use kernel::BranchId;
use serde::Serialize;
use serde_json::Value;

/// One act, described with ids and codes; who, when and under which trace come from the call's context.
///
/// Never put personal data into it: rows live long and many may read them.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) action: &'static str,
    pub(crate) resource: Option<(&'static str, String)>,
    pub(crate) branch: Option<BranchId>,
    pub(crate) reason: Option<String>,
    pub(crate) detail: Value,
    pub(crate) outcome: Outcome,
}

/// How an act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was asked for and not allowed.
    Refused,
    /// It was begun and did not succeed.
    Failed,
}

impl Outcome {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

impl Entry {
    /// Names the act in the past, `<thing>.<what>`, such as `visit.called`.
    pub const fn new(action: &'static str) -> Self {
        Self {
            action,
            resource: None,
            branch: None,
            reason: None,
            detail: Value::Null,
            outcome: Outcome::Done,
        }
    }

    /// Says on which thing.
    #[must_use]
    pub fn on(mut self, kind: &'static str, id: impl Display) -> Self {
        self.resource = Some((kind, id.to_string()));
        self
    }

    /// Says in which branch; without it the row belongs to head office.
    #[must_use]
    pub const fn branch(mut self, branch: BranchId) -> Self {
        self.branch = Some(branch);
        self
    }

    /// Says why, in the code or words of the person who acted.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Adds what else matters; a value that cannot be written as JSON is left out.
    #[must_use]
    pub fn detail(mut self, detail: impl Serialize) -> Self {
        self.detail = serde_json::to_value(detail).unwrap_or_default();
        self
    }

    /// Says that the act did not simply succeed.
    #[must_use]
    pub const fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }
}
