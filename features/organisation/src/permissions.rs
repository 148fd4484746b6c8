//! What may be allowed in this room.

use access::{Permission, PermissionDoc};

/// Seeing branches, counters, services and hours.
pub const BRANCH_READ: Permission = Permission::new("branch:read");
/// Changing branches, counters and hours.
pub const BRANCH_MANAGE: Permission = Permission::new("branch:manage");
/// Changing the catalogue of services and the skills.
pub const SERVICE_MANAGE: Permission = Permission::new("service:manage");
/// Seeing staff and shifts.
pub const STAFF_READ: Permission = Permission::new("staff:read");
/// Changing staff, shifts and roles.
pub const STAFF_MANAGE: Permission = Permission::new("staff:manage");
/// Changing calendars.
pub const CALENDAR_MANAGE: Permission = Permission::new("calendar:manage");
/// Seeing rule packs.
pub const RULE_READ: Permission = Permission::new("rule:read");
/// Putting rule packs in force.
pub const RULE_MANAGE: Permission = Permission::new("rule:manage");
/// Reading the record of acts.
pub const AUDIT_READ: Permission = Permission::new("audit:read");
/// Seeing the work of the system in the background.
pub const JOB_READ: Permission = Permission::new("job:read");
/// Ending other people's sessions.
pub const SESSION_REVOKE: Permission = Permission::new("session:revoke");

/// All permissions of this room, for roles and for the access matrix.
pub(crate) const ALL: &[PermissionDoc] = &[
    PermissionDoc {
        permission: BRANCH_READ,
        name: "查看机构、柜台与业务",
        name_en: "See branches, counters and services",
    },
    PermissionDoc {
        permission: BRANCH_MANAGE,
        name: "管理机构、柜台与营业时间",
        name_en: "Manage branches, counters and hours",
    },
    PermissionDoc {
        permission: SERVICE_MANAGE,
        name: "管理业务目录与技能",
        name_en: "Manage services and skills",
    },
    PermissionDoc {
        permission: STAFF_READ,
        name: "查看员工与排班",
        name_en: "See staff and shifts",
    },
    PermissionDoc {
        permission: STAFF_MANAGE,
        name: "管理员工、排班与授权",
        name_en: "Manage staff, shifts and roles",
    },
    PermissionDoc {
        permission: CALENDAR_MANAGE,
        name: "管理工作日历",
        name_en: "Manage calendars",
    },
    PermissionDoc { permission: RULE_READ, name: "查看规则", name_en: "See rules" },
    PermissionDoc { permission: RULE_MANAGE, name: "管理规则", name_en: "Manage rules" },
    PermissionDoc {
        permission: AUDIT_READ,
        name: "查看审计记录",
        name_en: "Read the audit record",
    },
    PermissionDoc {
        permission: JOB_READ, name: "查看后台任务", name_en: "See background work"
    },
    PermissionDoc {
        permission: SESSION_REVOKE,
        name: "强制下线",
        name_en: "End other people's sessions",
    },
];
