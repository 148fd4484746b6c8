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
/// Seeing opening and closing checklists with what they left open.
pub const CHECKLIST_READ: Permission = Permission::new("checklist:read");
/// Ticking items of checklists, adding photos, resolving what is open.
pub const CHECKLIST_TICK: Permission = Permission::new("checklist:tick");
/// Opening a branch although its opening checklist is not finished.
pub const OPENING_OVERRIDE: Permission = Permission::new("opening:override");
/// Reading the handover notes of a branch and acknowledging them.
pub const HANDOVER_READ: Permission = Permission::new("handover:read");
/// Writing handover notes.
pub const HANDOVER_WRITE: Permission = Permission::new("handover:write");

/// Asking what other counters, skills or weights would have meant, and how many counters a day needs.
pub const STAFFING_PLAN: Permission = Permission::new("staffing:plan");

/// Saying that something cannot be done for a while, and that it can be done again.
pub const INCIDENT_MANAGE: Permission = Permission::new("incident:manage");

/// Registering kiosks, and shutting them out.
pub const KIOSK_MANAGE: Permission = Permission::new("kiosk:manage");

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
        permission: INCIDENT_MANAGE,
        name: "发布与结束突发情况",
        name_en: "Announce and end incidents",
    },
    PermissionDoc {
        permission: STAFFING_PLAN,
        name: "排队推演与排班测算",
        name_en: "Simulate the line and plan staffing",
    },
    PermissionDoc {
        permission: KIOSK_MANAGE,
        name: "登记与停用取号机",
        name_en: "Register kiosks and shut them out",
    },
    PermissionDoc {
        permission: CHECKLIST_READ,
        name: "查看开门与关门检查",
        name_en: "See opening and closing checklists",
    },
    PermissionDoc {
        permission: CHECKLIST_TICK,
        name: "办理开门与关门检查",
        name_en: "Tick opening and closing checklists",
    },
    PermissionDoc {
        permission: OPENING_OVERRIDE,
        name: "特批开门",
        name_en: "Open a branch before its checklist is finished",
    },
    PermissionDoc {
        permission: HANDOVER_READ,
        name: "查看与确认交接记录",
        name_en: "Read and acknowledge handover notes",
    },
    PermissionDoc {
        permission: HANDOVER_WRITE,
        name: "填写交接记录",
        name_en: "Write handover notes",
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
