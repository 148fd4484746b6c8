//! What may be allowed in this room.

use access::{Permission, PermissionDoc};

/// Seeing follow-ups.
pub const FOLLOW_UP_READ: Permission = Permission::new("follow_up:read");
/// Taking follow-ups on and closing them.
pub const FOLLOW_UP_HANDLE: Permission = Permission::new("follow_up:handle");
/// Seeing ratings and figures on them.
pub const RATING_READ: Permission = Permission::new("rating:read");

/// All permissions of this room, for roles and for the access matrix.
pub(crate) const ALL: &[PermissionDoc] = &[
    PermissionDoc {
        permission: FOLLOW_UP_READ,
        name: "查看低分回访",
        name_en: "See follow-ups of low ratings",
    },
    PermissionDoc {
        permission: FOLLOW_UP_HANDLE,
        name: "处理低分回访",
        name_en: "Handle follow-ups of low ratings",
    },
    PermissionDoc {
        permission: RATING_READ,
        name: "查看评价与统计",
        name_en: "See ratings and their figures",
    },
];
