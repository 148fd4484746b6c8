//! What a signed-in person may do, and how far.

use std::collections::BTreeMap;

use access::{Grant, Grants};
use kernel::BranchId;
use serde::Serialize;
use utoipa::ToSchema;

/// Permissions that reach equally far.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SessionPermissions {
    /// How far they reach.
    pub reach: SessionReach,
    /// The branches that they reach; empty unless `reach` is `branches`.
    pub branch_ids: Vec<BranchId>,
    /// Their codes, such as `visit:call`, sorted.
    pub codes: Vec<String>,
}

/// How far a permission of a session reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionReach {
    /// Over the whole bank.
    All,
    /// Over certain branches.
    Branches,
    /// What the person themselves did or owns.
    Own,
}

/// Groups permissions by how far they reach, the widest first: nearly everybody has one or two such groups, while a
/// list of branches for every permission would be long.
pub(super) fn grouped(grants: &Grants) -> Vec<SessionPermissions> {
    let mut groups: BTreeMap<(SessionReach, &[BranchId]), Vec<String>> = BTreeMap::new();
    for (code, grant) in grants.iter() {
        let key = match grant {
            Grant::All => (SessionReach::All, [].as_slice()),
            Grant::Branches(branches) => (SessionReach::Branches, branches.as_slice()),
            Grant::Own => (SessionReach::Own, [].as_slice()),
        };
        groups.entry(key).or_default().push(code.to_owned());
    }
    let group = |((reach, branches), codes): ((SessionReach, &[BranchId]), _)| SessionPermissions {
        reach,
        branch_ids: branches.to_vec(),
        codes,
    };
    groups.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn permissions_that_reach_equally_far_stand_together() {
        let branches = [1, 2].map(|number| BranchId::from_uuid(Uuid::from_u128(number)));
        let mut grants = Grants::default();
        grants.add("rating:read", Grant::Own);
        grants.add("visit:read", Grant::Branches(branches.to_vec()));
        grants.add("visit:call", Grant::Branches(branches.to_vec()));
        grants.add("board:read", Grant::Branches(vec![branches[0]]));
        grants.add("rule:read", Grant::All);
        let group = |reach, branches: &[BranchId], codes: &[&str]| SessionPermissions {
            reach,
            branch_ids: branches.to_vec(),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        };
        assert_eq!(
            grouped(&grants),
            [
                group(SessionReach::All, &[], &["rule:read"]),
                group(SessionReach::Branches, &branches[..1], &["board:read"]),
                group(SessionReach::Branches, &branches, &["visit:call", "visit:read"]),
                group(SessionReach::Own, &[], &["rating:read"]),
            ]
        );
        assert_eq!(grouped(&Grants::default()), []);
    }
}
