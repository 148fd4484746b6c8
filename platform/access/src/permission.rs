//! Permissions, how far they reach, and the rows they make visible.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{BranchId, Fault, Kind, Locale, StaffId};
use serde::{Deserialize, Serialize};

/// Something that may be allowed, written `<thing>:<act>`; each room declares its own as constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(&'static str);

impl Permission {
    /// Declares a permission.
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// Returns the code, such as `visit:call`.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

/// A permission with its name for people who give roles.
#[derive(Clone, Copy, Debug)]
pub struct PermissionDoc {
    /// The permission.
    pub permission: Permission,
    /// What it allows, in Chinese.
    pub name: &'static str,
    /// What it allows, in English.
    pub name_en: &'static str,
}

/// How far a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// What the person themselves did or owns.
    Own,
    /// Everything of the branch where the role was given.
    Branch,
    /// Everything of that branch and the branches below it.
    Region,
    /// Everything.
    All,
}

/// One permission that a person holds, with the branches it was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Only what the person owns.
    Own,
    /// These branches.
    Branches(Vec<BranchId>),
    /// Everything.
    All,
}

/// The rows that a caller may see; every query for a person is filtered by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    All,
    /// What belongs to these branches.
    Branches(Arc<[BranchId]>),
    /// What this person owns.
    Own(StaffId),
}

impl Scope {
    /// Returns whether rows of this branch are visible; what is owned by a person is not a matter of branches.
    pub fn allows_branch(&self, branch: BranchId) -> bool {
        match self {
            Self::All => true,
            Self::Branches(branches) => branches.contains(&branch),
            Self::Own(_) => false,
        }
    }

    /// Returns the branches to filter by; `None` means no filter, an empty list means nothing is visible.
    pub fn branch_filter(&self) -> Option<&[BranchId]> {
        match self {
            Self::All => None,
            Self::Branches(branches) => Some(branches),
            Self::Own(_) => Some(&[]),
        }
    }

    /// Fails as "not found" when rows of this branch are not visible, so that their existence stays unknown.
    ///
    /// # Errors
    /// The branch is outside the scope.
    pub fn require_branch(&self, branch: BranchId) -> Result<(), Denied> {
        if self.allows_branch(branch) { Ok(()) } else { Err(Denied::OutOfScope) }
    }
}

/// The permissions of one person, merged over all their roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants(BTreeMap<String, Grant>);

impl Grants {
    /// Adds a grant; the wider one stays, branch lists are joined.
    pub fn add(&mut self, permission: &str, grant: Grant) {
        let merged = match (self.0.remove(permission), grant) {
            (None | Some(Grant::Own), grant) => grant,
            (Some(Grant::All), _) | (_, Grant::All) => Grant::All,
            (Some(Grant::Branches(held)), Grant::Own) => Grant::Branches(held),
            (Some(Grant::Branches(mut held)), Grant::Branches(more)) => {
                held.extend(more);
                held.sort_unstable();
                held.dedup();
                Grant::Branches(held)
            }
        };
        self.0.insert(permission.to_owned(), merged);
    }

    /// Finds how far a permission reaches for this person.
    pub fn find(&self, permission: Permission) -> Option<&Grant> {
        self.0.get(permission.code())
    }

    /// Finds how far a permission reaches for this person, by its code.
    pub fn find_code(&self, code: &str) -> Option<&Grant> {
        self.0.get(code)
    }

    /// Returns the codes of all permissions held, sorted, each with how far it reaches.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Grant)> {
        self.0.iter().map(|(code, grant)| (code.as_str(), grant))
    }
}

/// Why a caller was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// The permission is missing.
    #[error("the permission `{}` is missing", .0.code())]
    Missing(Permission),
    /// The permission is there, but this takes it over the whole bank.
    #[error("the permission `{}` does not reach over the whole bank", .0.code())]
    TooNarrow(Permission),
    /// The thing belongs to a branch that the caller may not know of.
    #[error("the branch is outside the caller's scope")]
    OutOfScope,
}

impl Fault for Denied {
    fn kind(&self) -> Kind {
        match self {
            Self::SignedOut => Kind::Unauthenticated,
            Self::Missing(_) | Self::TooNarrow(_) => Kind::Forbidden,
            Self::OutOfScope => Kind::NotFound,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::SignedOut => "access.signed_out",
            Self::Missing(_) => "access.forbidden",
            Self::TooNarrow(_) => "access.too_narrow",
            Self::OutOfScope => "access.not_found",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::SignedOut => ("请先登录。", "Please sign in first."),
            Self::Missing(_) => ("您没有办理这项操作的权限。", "You are not permitted to do this."),
            Self::TooNarrow(_) => (
                "这项操作涉及全行，您的权限只在部分网点有效。",
                "This concerns the whole bank, and your permission reaches only some branches.",
            ),
            Self::OutOfScope => (
                "没有找到，或不在您的网点范围内。",
                "Not found, or outside the branches you work for.",
            ),
        };
        locale.pick(zh, en).to_owned()
    }

    fn permission(&self) -> Option<&'static str> {
        match self {
            Self::Missing(permission) | Self::TooNarrow(permission) => Some(permission.code()),
            Self::SignedOut | Self::OutOfScope => None,
        }
    }
}
