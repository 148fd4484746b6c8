//! Views that several operations share.

use kernel::BranchId;
use organisation::api::Branch;
use serde::Serialize;
use utoipa::ToSchema;

/// A branch by name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NamedBranch {
    id: BranchId,
    /// In Chinese.
    name: String,
    /// In English.
    name_en: String,
}

impl From<&Branch> for NamedBranch {
    fn from(branch: &Branch) -> Self {
        Self { id: branch.id, name: branch.name.clone(), name_en: branch.name_en.clone() }
    }
}
