//! What may be allowed in this room.

use access::{Permission, PermissionDoc};

/// Seeing visits and their records.
pub const VISIT_READ: Permission = Permission::new("visit:read");
/// Sitting at a counter: calling, serving, parking, handing on.
pub const VISIT_CALL: Permission = Permission::new("visit:call");
/// Correcting need and class, guiding to machines, noting that somebody left.
pub const VISIT_TRIAGE: Permission = Permission::new("visit:triage");
/// Taking a number for a customer.
pub const VISIT_ISSUE: Permission = Permission::new("visit:issue");
/// Seeing the board of a branch.
pub const BOARD_READ: Permission = Permission::new("board:read");
/// Taking up alerts; whoever may do this and call runs the hall and may act for an absent teller.
pub const ALERT_ACKNOWLEDGE: Permission = Permission::new("alert:acknowledge");

/// Seeing the appointments of a branch.
pub const APPOINTMENT_READ: Permission = Permission::new("appointment:read");
/// Booking, moving, cancelling and checking in for customers.
pub const APPOINTMENT_MANAGE: Permission = Permission::new("appointment:manage");

/// Seeing ratings; declared by the room of ratings, whose low ones alarm the hall.
pub(crate) const RATING_READ: Permission = Permission::new("rating:read");

/// All permissions of this room, for roles and for the access matrix.
pub(crate) const ALL: &[PermissionDoc] = &[
    PermissionDoc {
        permission: VISIT_READ,
        name: "查看到店记录",
        name_en: "See visits and their records",
    },
    PermissionDoc {
        permission: VISIT_CALL,
        name: "叫号与办理",
        name_en: "Call and serve at a counter",
    },
    PermissionDoc {
        permission: VISIT_TRIAGE,
        name: "分流与引导",
        name_en: "Triage and guide visitors",
    },
    PermissionDoc {
        permission: VISIT_ISSUE,
        name: "代客取号",
        name_en: "Take numbers for visitors",
    },
    PermissionDoc {
        permission: BOARD_READ,
        name: "查看大厅看板",
        name_en: "See the board of the hall",
    },
    PermissionDoc {
        permission: ALERT_ACKNOWLEDGE,
        name: "处理大堂提醒",
        name_en: "Take up alerts of the hall",
    },
    PermissionDoc {
        permission: APPOINTMENT_READ, name: "查看预约", name_en: "See appointments"
    },
    PermissionDoc {
        permission: APPOINTMENT_MANAGE,
        name: "代客预约、改期、取消与签到",
        name_en: "Book, move, cancel and check in for customers",
    },
];
