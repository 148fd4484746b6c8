//! The rows for auditors.

use std::fmt;
use std::str::FromStr;

use db::Inconsistency;
use kernel::{BranchId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::AuditError;
use crate::entity::Model;

/// Which rows an auditor wants; what is `None` does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The branch in which it happened.
    pub branch: Option<BranchId>,
    /// The id of the person, or the name of the job, that acted.
    pub actor: Option<String>,
    /// The kind of thing, such as `visit`.
    pub resource_kind: Option<String>,
    /// The id of the thing.
    pub resource_id: Option<String>,
    /// The act, such as `visit.called`.
    pub action: Option<String>,
    /// From this instant on.
    pub since: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
}

/// The place of a row in the list; the cursor of a page is the mark of its last row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) at: i64,
    pub(crate) position: i64,
    /// Tells rows of different chains apart.
    pub(crate) id: Uuid,
}

impl From<&Model> for Mark {
    fn from(row: &Model) -> Self {
        Self { at: row.at, position: row.position, id: row.id }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.at, self.position, self.id.simple())
    }
}

impl FromStr for Mark {
    type Err = AuditError;

    fn from_str(text: &str) -> Result<Self, AuditError> {
        let read = || {
            let mut parts = text.splitn(3, '.');
            let (at, position) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(Self { at, position, id: parts.next()?.parse().ok()? })
        };
        read().ok_or(AuditError::Cursor)
    }
}

/// One act that was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AuditRow {
    /// The row's own id.
    pub id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// The chain, a branch id or `head-office`.
    pub chain: String,
    /// The place in the chain, from 1.
    pub position: i64,
    /// `staff`, `system` or `nobody` (somebody who had not signed in).
    pub actor_kind: String,
    /// The id of the person, or the name of the job.
    pub actor_id: Option<String>,
    /// The act, such as `visit.called`.
    pub action: String,
    /// The kind of thing it was done to.
    pub resource_kind: Option<String>,
    /// The id of the thing.
    pub resource_id: Option<String>,
    /// The branch; none at head office.
    pub branch_id: Option<BranchId>,
    /// Why, as given by the person.
    pub reason: Option<String>,
    /// What else matters; ids and codes only.
    pub detail: serde_json::Value,
    /// The id under which the call's logs are found.
    pub trace: String,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
}

impl TryFrom<Model> for AuditRow {
    type Error = Inconsistency;

    fn try_from(row: Model) -> Result<Self, Inconsistency> {
        let detail = serde_json::from_str(&row.detail)
            .map_err(|_| Inconsistency::new("audit_rows", "detail", row.id))?;
        Ok(Self {
            id: row.id,
            at: Timestamp::from_micros(row.at),
            chain: row.chain,
            position: row.position,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            action: row.action,
            resource_kind: row.resource_kind,
            resource_id: row.resource_id,
            branch_id: row.branch_id.map(BranchId::from_uuid),
            reason: row.reason,
            detail,
            trace: row.trace,
            outcome: row.outcome,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_mark_is_read_as_it_was_written(at: i64, position: i64, id: u128) {
            let mark = Mark { at, position, id: Uuid::from_u128(id) };
            prop_assert_eq!(mark.to_string().parse::<Mark>().ok(), Some(mark));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
            let _ = text.parse::<Mark>();
        }
    }
}
