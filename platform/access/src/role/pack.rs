//! The data pack `access/roles`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::permission::{PermissionDoc, Reach};

/// The roles of the bank, as the data pack states them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolePack {
    /// The roles, in the order in which people see them.
    pub roles: Vec<Role>,
}

/// One role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The code, such as `teller`; grants name it.
    pub code: String,
    /// The Chinese name.
    pub name: String,
    /// The English name.
    pub name_en: String,
    /// What the role is for, in Chinese.
    #[serde(default)]
    pub description: String,
    /// What the role is for, in English.
    #[serde(default)]
    pub description_en: String,
    /// What the role may do, and how far.
    #[serde(default)]
    pub permissions: BTreeMap<String, Reach>,
}

impl RolePack {
    /// Finds a role by its code.
    pub fn find(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }

    /// Returns what is wrong with the pack when these are the permissions of all rooms.
    pub fn problems(&self, permissions: &[PermissionDoc]) -> Vec<String> {
        let known: BTreeSet<&str> = permissions.iter().map(|doc| doc.permission.code()).collect();
        let mut seen = BTreeSet::new();
        let mut problems = Vec::new();
        for role in &self.roles {
            if !seen.insert(role.code.as_str()) {
                problems.push(format!("role `{}` is declared twice", role.code));
            }
            for permission in role.permissions.keys().filter(|code| !known.contains(code.as_str()))
            {
                problems.push(format!("role `{}`: no room knows `{permission}`", role.code));
            }
        }
        problems
    }

    /// Returns whether any role reaches from a branch to those below it.
    pub(crate) fn uses_regions(&self) -> bool {
        self.roles.iter().any(|role| role.permissions.values().any(|reach| *reach == Reach::Region))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Permission;

    #[test]
    fn mistakes_in_a_pack_are_named() {
        let pack: RolePack = serde_saphyr::from_str(
            "roles:\n- {code: teller, name: 柜员, name_en: Teller, permissions: {'visit:call': branch, 'visit:cal': own}}\n\
             - {code: teller, name: 柜员, name_en: Teller}\n",
        )
        .unwrap();
        let known = [PermissionDoc {
            permission: Permission::new("visit:call"),
            name: "叫号",
            name_en: "Call",
        }];
        assert_eq!(
            pack.problems(&known),
            ["role `teller`: no room knows `visit:cal`", "role `teller` is declared twice"]
        );
        assert!(!pack.uses_regions());
    }
}
