//! The data pack `access/roles`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::permission::{PermissionDoc, Reach};

/// The roles of the bank, as the data pack states them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolePack {
    /// The roles, in the order in which people see them.
    pub roles: Vec<Role>,
}

/// One role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

/// One thing that is wrong in the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFlaw {
    /// Where, such as `/roles/teller/permissions/visit:cal`.
    pub path: String,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
}

impl RolePack {
    /// Finds a role by its code.
    pub fn find(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }

    /// Returns what is wrong with the pack when these are the permissions of all rooms.
    pub fn flaws(&self, permissions: &[PermissionDoc]) -> Vec<RoleFlaw> {
        let known: BTreeSet<&str> = permissions.iter().map(|doc| doc.permission.code()).collect();
        let mut seen = BTreeSet::new();
        let mut flaws = Vec::new();
        for role in &self.roles {
            let path = format!("/roles/{}", role.code);
            if !seen.insert(role.code.as_str()) {
                let zh = format!("角色“{}”重复，请保留一处。", role.code);
                let en = format!("The role `{}` is declared twice; please keep one.", role.code);
                flaws.push(RoleFlaw { path: path.clone(), zh, en });
            }
            for code in role.permissions.keys().filter(|code| !known.contains(code.as_str())) {
                let zh = format!("没有“{code}”这项权限。");
                let en = format!("There is no permission `{code}`.");
                flaws.push(RoleFlaw { path: format!("{path}/permissions/{code}"), zh, en });
            }
        }
        flaws
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
        let flaws = pack.flaws(&known);
        let told: Vec<_> = flaws.iter().map(|flaw| (&*flaw.path, &*flaw.en)).collect();
        assert_eq!(
            told,
            [
                ("/roles/teller/permissions/visit:cal", "There is no permission `visit:cal`."),
                ("/roles/teller", "The role `teller` is declared twice; please keep one."),
            ]
        );
        assert!(!pack.uses_regions());
    }

    #[test]
    fn a_field_or_a_reach_that_nobody_knows_is_refused() {
        for role in ["permission: {}", "permissions: {'visit:call': bank}"] {
            let text = format!("roles:\n- {{code: a, name: a, name_en: a, {role}}}\n");
            assert!(serde_saphyr::from_str::<RolePack>(&text).is_err(), "{role}");
        }
    }
}
