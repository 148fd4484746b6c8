//! What may be allowed in this room.

use access::{Permission, PermissionDoc};

/// Finding customers and seeing them masked.
pub const CUSTOMER_READ: Permission = Permission::new("customer:read");
/// Opening and changing files.
pub const CUSTOMER_MANAGE: Permission = Permission::new("customer:manage");
/// Seeing a field unmasked, for a reason that stays on the record.
pub const CUSTOMER_UNMASK: Permission = Permission::new("customer:unmask");

/// All permissions of this room, for roles and for the access matrix.
pub(crate) const ALL: &[PermissionDoc] = &[
    PermissionDoc {
        permission: CUSTOMER_READ,
        name: "查找客户、查看隐去的资料",
        name_en: "Find customers and see them masked",
    },
    PermissionDoc {
        permission: CUSTOMER_MANAGE,
        name: "建立和修改客户档案",
        name_en: "Open and change files of customers",
    },
    PermissionDoc {
        permission: CUSTOMER_UNMASK,
        name: "凭理由查看完整资料",
        name_en: "See personal data unmasked, for a reason",
    },
];
