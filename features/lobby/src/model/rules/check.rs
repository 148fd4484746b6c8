//! What is checked of a rule pack before it goes into force.

use data::{PackKind, Report};

use super::{LobbyRules, Named};

/// Returns what checks a pack before it goes into force.
pub(crate) fn pack_kind() -> PackKind {
    PackKind::of::<LobbyRules>("lobby", check)
}

fn check(rules: &LobbyRules, report: &mut Report) {
    unique_codes(rules, report);
    for (index, group) in rules.care_groups.iter().enumerate() {
        known_class(rules, report, &format!("/care_groups/{index}/class"), &group.class);
    }
    for (index, tier) in rules.tiers.iter().enumerate() {
        known_class(rules, report, &format!("/tiers/{index}/class"), &tier.class);
    }
    for (index, class) in rules.alerts.wait_breach.classes.iter().enumerate() {
        known_class(rules, report, &format!("/alerts/wait_breach/classes/{index}"), class);
    }
    if rules.alerts.care_waiting.warn_s > rules.alerts.care_waiting.breach_s {
        report.add(
            "/alerts/care_waiting/warn_s",
            "提醒时限应不晚于超时时限",
            "the warning must not come after the breach",
        );
    }
    if !(0.0..=1.0).contains(&rules.triage.ask_person_below) {
        report.add("/triage/ask_person_below", "应在 0 到 1 之间", "must lie between 0 and 1");
    }
    if !(0.0..=1.0).contains(&rules.hall.voice.volume) {
        report.add("/hall/voice/volume", "应在 0 到 1 之间", "must lie between 0 and 1");
    }
    if !(1..=20).contains(&rules.hall.kept_calls) {
        report.add("/hall/kept_calls", "应在 1 到 20 之间", "must lie between 1 and 20");
    }
    if rules.postpone.minutes.iter().any(|minutes| !(1..=120).contains(minutes)) {
        report.add(
            "/postpone/minutes",
            "每项应在 1 到 120 分钟之间",
            "each must lie between 1 and 120 minutes",
        );
    }
}

fn unique_codes(rules: &LobbyRules, report: &mut Report) {
    report.unique("/care_groups", rules.care_groups.iter().map(|group| group.code.as_str()));
    report.unique("/tiers", rules.tiers.iter().map(|tier| tier.code.as_str()));
    let lists: [(&str, &[Named]); 5] = [
        ("/pause_reasons", &rules.pause_reasons),
        ("/park/reasons", &rules.park.reasons),
        ("/outcomes", &rules.outcomes),
        ("/next_steps", &rules.next_steps),
        ("/guidance/kinds", &rules.guidance.kinds),
    ];
    for (path, list) in lists {
        report.unique(path, list.iter().map(|named| named.code.as_str()));
    }
}

fn known_class(rules: &LobbyRules, report: &mut Report, path: &str, class: &str) {
    if rules.dispatch.policy.find_class(class).is_none() {
        report.add(path, format!("没有“{class}”这个类别"), format!("there is no class `{class}`"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::built_in;

    const TEXT: &str = include_str!("../../../../../data/lobby/cn/dispatch.yaml");

    #[test]
    fn the_built_in_pack_is_in_order() {
        assert_eq!(pack_kind().check(TEXT), []);
        assert_eq!(built_in().class_names("care"), ("关爱客户".to_owned(), "Care".to_owned()));
    }

    #[test]
    fn a_care_group_of_an_unknown_class_is_found_with_its_line() {
        let broken = TEXT.replacen("class: care\n", "class: carre\n", 1);
        let problems = pack_kind().check(&broken);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].en, "there is no class `carre`");
        assert!(problems[0].line.is_some());
    }
}
