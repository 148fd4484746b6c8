//! People by name.

use kernel::StaffId;
use organisation::api::StaffName;
use serde::Serialize;
use utoipa::ToSchema;

/// A member of staff by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffNameView {
    /// Their id.
    pub(crate) id: StaffId,
    /// Their name, in Chinese.
    pub(crate) name: String,
    /// Their name, in English letters.
    pub(crate) name_en: String,
}

impl From<(StaffId, StaffName)> for StaffNameView {
    fn from((id, StaffName { name, name_en }): (StaffId, StaffName)) -> Self {
        Self { id, name, name_en }
    }
}
