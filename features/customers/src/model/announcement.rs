//! The words for what stands on a timeline, and who may read it.
//!
//! Events come from all rooms and name themselves; a kind that has no words here is told by its name alone.

use access::Permission;
use kernel::Locale;

/// Declared by the room of ratings: a follow-up tells that a rating was low.
const FOLLOW_UP_READ: Permission = Permission::new("follow_up:read");

const WORDS: [(&str, &str, &str); 27] = [
    ("customer.created", "建立客户档案", "The file was opened"),
    ("customer.updated", "客户资料变更", "The file was changed"),
    ("appointment.booked", "预约到店", "Booked an appointment"),
    ("appointment.moved", "预约改期", "The appointment was moved"),
    ("appointment.cancelled", "取消预约", "The appointment was cancelled"),
    ("appointment.checked_in", "预约签到", "Checked in for the appointment"),
    ("appointment.no_show", "预约未到店", "Did not come to the appointment"),
    ("appointment.not_kept", "网点未能按约接待", "The branch could not keep the appointment"),
    ("appointment.reminder_due", "预约提醒", "A reminder was due"),
    ("visit.taken", "到店取号", "Took a number"),
    ("visit.called", "呼叫至柜台", "Was called to a counter"),
    ("visit.recalled", "重呼", "Was called again"),
    ("visit.served", "开始办理", "Service began"),
    ("visit.finished", "业务办结", "Service ended"),
    ("visit.left", "未办理离开", "Left before being served"),
    ("visit.no_show", "过号未到", "Did not come when called"),
    ("visit.parked", "暂挂", "Was set aside"),
    ("visit.unparked", "恢复排队", "Went back into the line"),
    ("visit.postponed", "客户延后叫号", "Asked to be called later"),
    ("visit.transferred", "转其他业务或柜台", "Was handed on"),
    ("visit.triaged", "重新分类", "Was classed anew"),
    ("visit.guided", "引导自助", "Was shown a machine"),
    ("visit.rated", "客户评价", "The customer rated the visit"),
    ("rating.received", "收到评价", "A rating came in"),
    ("follow_up.opened", "发起回访", "A follow-up was opened"),
    ("follow_up.taken", "回访已有人跟进", "A follow-up was taken on"),
    ("follow_up.closed", "回访完成", "A follow-up was closed"),
];

/// Returns the words for a kind of event; the kind itself when it has none.
pub(crate) fn words(kind: &str, locale: Locale) -> &str {
    WORDS.iter().find(|(code, ..)| *code == kind).map_or(kind, |(_, zh, en)| locale.pick(zh, en))
}

/// Returns what one must be allowed at a branch to read this kind there, besides seeing the customer.
pub(crate) fn needs(kind: &str) -> Option<Permission> {
    kind.starts_with("follow_up.").then_some(FOLLOW_UP_READ)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_words_tells_its_own_name() {
        assert_eq!(words("visit.called", Locale::ZhCn), "呼叫至柜台");
        assert_eq!(words("visit.called", Locale::En), "Was called to a counter");
        assert_eq!(words("card.swallowed", Locale::En), "card.swallowed");
    }

    #[test]
    fn follow_ups_are_for_those_who_may_read_them() {
        assert_eq!(needs("follow_up.opened"), Some(FOLLOW_UP_READ));
        assert_eq!(needs("visit.rated"), None);
    }
}
