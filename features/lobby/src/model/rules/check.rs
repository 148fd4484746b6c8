//! What is checked of a rule pack before it goes into force.

use data::{PackKind, Report};
use queueing::PolicyError;

use super::{Dispatch, DispatchText, LobbyRules, Named, OfflineRules};

/// Returns what checks a pack before it goes into force.
///
/// It reads the classes unchecked, so that what is wrong with them is told like everything else.
pub(crate) fn pack_kind() -> PackKind {
    PackKind::of::<LobbyRules<DispatchText>>("lobby", check)
}

fn check(rules: &LobbyRules<DispatchText>, report: &mut Report) {
    unique_codes(rules, report);
    match Dispatch::try_from(rules.dispatch.clone()) {
        Ok(dispatch) => known_classes(rules, &dispatch, report),
        Err(error) => add_policy_error(&error, report),
    }
    if rules.alerts.care_waiting.warn_s > rules.alerts.care_waiting.breach_s {
        report.add(
            "/alerts/care_waiting/warn_s",
            "提醒时限应不晚于超时时限。",
            "The warning must not come after the breach.",
        );
    }
    let share = ("应在 0 到 1 之间。", "This must lie between 0 and 1.");
    if !(0.0..=1.0).contains(&rules.triage.ask_person_below) {
        report.add("/triage/ask_person_below", share.0, share.1);
    }
    if !(0.0..=1.0).contains(&rules.hall.voice.volume) {
        report.add("/hall/voice/volume", share.0, share.1);
    }
    if !(1..=20).contains(&rules.hall.kept_calls) {
        report.add("/hall/kept_calls", "应在 1 到 20 之间。", "This must lie between 1 and 20.");
    }
    offline_series(&rules.kiosk.offline, report);
    if rules.postpone.minutes.iter().any(|minutes| !(1..=120).contains(minutes)) {
        report.add(
            "/postpone/minutes",
            "每项应在 1 到 120 分钟之间。",
            "Each must lie between 1 and 120 minutes.",
        );
    }
}

fn offline_series(offline: &OfflineRules, report: &mut Report) {
    let letters = offline.prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    if !letters || !(1..=2).contains(&offline.prefix.len()) {
        report.add(
            "/kiosk/offline/prefix",
            "应为一到两个大写字母。",
            "This must be one or two capital letters.",
        );
    }
    if !(10..=100).contains(&offline.numbers) {
        report.add(
            "/kiosk/offline/numbers",
            "应在 10 到 100 之间。",
            "This must lie between 10 and 100.",
        );
    }
}

/// Notes classes that groups, tiers and alerts name and that do not exist.
fn known_classes(rules: &LobbyRules<DispatchText>, dispatch: &Dispatch, report: &mut Report) {
    for (index, group) in rules.care_groups.iter().enumerate() {
        known_class(dispatch, report, &format!("/care_groups/{index}/class"), &group.class);
    }
    for (index, tier) in rules.tiers.iter().enumerate() {
        known_class(dispatch, report, &format!("/tiers/{index}/class"), &tier.class);
    }
    for (index, class) in rules.alerts.wait_breach.classes.iter().enumerate() {
        known_class(dispatch, report, &format!("/alerts/wait_breach/classes/{index}"), class);
    }
}

/// Says what is wrong with the classes, where it stands.
fn add_policy_error(error: &PolicyError, report: &mut Report) {
    match error {
        PolicyError::NoClass => {
            report.add("/dispatch/classes", "至少要有一个类别。", "There must be at least one class.");
        }
        PolicyError::NoCode => {
            report.add("/dispatch/classes", "每个类别都要有代码。", "Every class needs a code.");
        }
        PolicyError::CodeTwice { code } => report.add(
            format!("/dispatch/classes/{code}"),
            format!("类别“{code}”重复，请保留一处。"),
            format!("The class `{code}` is defined twice; please keep one."),
        ),
        PolicyError::UnknownDefault { code } => report.add(
            "/dispatch/default_class",
            format!("没有“{code}”这个类别。"),
            format!("There is no class `{code}`."),
        ),
        PolicyError::PointsOutOfRange { field } => report.add(
            points_path(field),
            "分值应在 0 到 1000000 之间。",
            "Points must lie between 0 and 1000000.",
        ),
        PolicyError::TimesOutOfOrder { code } => report.add(
            format!("/dispatch/classes/{code}/target_s"),
            format!("类别“{code}”的目标、提醒、超时时限应依次不减，且都不超过一周。"),
            format!(
                "The times of the class `{code}` must rise from target to warn to breach, and none may exceed a week."
            ),
        ),
    }
}

/// Returns the path of an amount that the policy names `care.base`, or `reserved_bonus` where it belongs to no class.
fn points_path(field: &str) -> String {
    match field.split_once('.') {
        Some((class, field)) => format!("/dispatch/classes/{class}/{field}"),
        None => format!("/dispatch/{field}"),
    }
}

fn unique_codes(rules: &LobbyRules<DispatchText>, report: &mut Report) {
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

fn known_class(dispatch: &Dispatch, report: &mut Report, path: &str, class: &str) {
    if dispatch.policy.find_class(class).is_none() {
        report.add(
            path,
            format!("没有“{class}”这个类别。"),
            format!("There is no class `{class}`."),
        );
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
        assert_eq!(problems[0].en, "There is no class `carre`.");
        assert!(problems[0].line.is_some());
    }

    #[test]
    fn what_is_wrong_with_classes_is_told_where_it_stands() {
        let told = |right: &str, wrong: &str| {
            let problem = pack_kind().check(&TEXT.replacen(right, wrong, 1)).remove(0);
            (problem.path, problem.line.is_some(), problem.zh)
        };
        let told = [
            told("base: 5\n", "base: -1\n"),
            told("reserved_bonus: 200", "reserved_bonus: -1"),
            told("target_s: 300\n      warn_s: 480", "target_s: 500\n      warn_s: 480"),
            told("default_class: ordinary", "default_class: usual"),
            told("- code: priority", "- code: care"),
        ];
        let expected = [
            ("/dispatch/classes/care/base", true, "分值应在 0 到 1000000 之间。"),
            ("/dispatch/reserved_bonus", true, "分值应在 0 到 1000000 之间。"),
            (
                "/dispatch/classes/care/target_s",
                true,
                "类别“care”的目标、提醒、超时时限应依次不减，且都不超过一周。",
            ),
            ("/dispatch/default_class", true, "没有“usual”这个类别。"),
            ("/dispatch/classes/care", true, "类别“care”重复，请保留一处。"),
        ];
        let told: Vec<_> =
            told.iter().map(|(path, line, zh)| (path.as_str(), *line, zh.as_str())).collect();
        assert_eq!(told, expected);
    }
}
