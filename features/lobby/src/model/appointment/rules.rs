//! The rule pack `appointments/…`: slots, capacity, limits, checking in, reminders.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use data::{PackKind, Report};
use jiff::civil::Date;
use kernel::Timestamp;
use serde::Deserialize;

use crate::model::rules::Named;

/// The rules of appointments, as read from the pack in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppointmentRules {
    /// The length of a slot, in minutes.
    pub(crate) slot_min: u32,
    /// How many appointments begin in a slot.
    pub(crate) capacity: Capacity,
    /// The last day that can be booked, counted from today.
    pub(crate) days_ahead: u32,
    /// How long before its beginning a slot closes, in minutes.
    pub(crate) lead_min: u32,
    /// Open appointments of one mobile number.
    pub(crate) per_person: u32,
    /// Days without appointments.
    #[serde(default)]
    pub(crate) blackouts: Vec<Blackout>,
    /// Checking in.
    pub(crate) check_in: CheckInRules,
    /// Until how long before the appointed time customers may move or cancel by themselves, in minutes.
    pub(crate) cancel_until_min: u32,
    /// How long before the appointed time reminders are due, in minutes.
    pub(crate) reminders_min: Vec<u32>,
    /// Why staff move or cancel.
    pub(crate) reasons: Vec<Named>,
}

/// How many appointments for one service begin in one slot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Capacity {
    /// For services that are not named.
    pub(crate) default: u32,
    /// For services by code; 0 means not booked beforehand.
    #[serde(default)]
    pub(crate) by_service: BTreeMap<String, u32>,
}

/// Days without appointments.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Blackout {
    /// The first day.
    pub(crate) from: Date,
    /// The last day.
    pub(crate) to: Date,
    /// Codes of branches; all when absent.
    #[serde(default)]
    pub(crate) branches: Option<Vec<String>>,
    /// Why, in Chinese.
    pub(crate) reason: String,
    /// Why, in English.
    pub(crate) reason_en: String,
}

/// Checking in, in minutes around the appointed time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "in packs every time ends in its unit")]
pub(crate) struct CheckInRules {
    /// From how long before one may check in.
    pub(crate) opens_min: u32,
    /// From how long before the class `appointment` counts.
    pub(crate) on_time_from_min: u32,
    /// How long after the appointment is kept.
    pub(crate) hold_min: u32,
}

impl AppointmentRules {
    /// Returns how many appointments for a service begin in one slot.
    pub(crate) fn capacity_of(&self, service: &str) -> u32 {
        self.capacity.by_service.get(service).copied().unwrap_or(self.capacity.default)
    }

    /// Finds why a day at a branch is without appointments.
    pub(crate) fn find_blackout(&self, branch: &str, date: Date) -> Option<&Blackout> {
        self.blackouts.iter().find(|blackout| {
            let codes = blackout.branches.as_deref();
            (blackout.from..=blackout.to).contains(&date)
                && codes.is_none_or(|codes| codes.iter().any(|code| code == branch))
        })
    }

    /// Returns from when the class `appointment` counts.
    pub(crate) fn counts_from(&self, appointed: Timestamp) -> Timestamp {
        appointed - minutes(self.check_in.on_time_from_min)
    }

    /// Returns until when an appointment is kept.
    pub(crate) fn held_until(&self, appointed: Timestamp) -> Timestamp {
        appointed + minutes(self.check_in.hold_min)
    }

    /// Returns when the next reminder is due, strictly after an instant; what would have been due before is left out.
    pub(crate) fn next_reminder(
        &self,
        appointed: Timestamp,
        after: Timestamp,
    ) -> Option<Timestamp> {
        let instants = self.reminders_min.iter().map(|before| appointed - minutes(*before));
        instants.filter(|due| *due > after).min()
    }
}

/// Returns minutes as a duration.
pub(crate) fn minutes(minutes: u32) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}

/// Returns what checks a pack before it goes into force.
pub(crate) fn pack_kind() -> PackKind {
    PackKind::of::<AppointmentRules>("appointments", check)
}

fn check(rules: &AppointmentRules, report: &mut Report) {
    let within = |value: u32, most: u32| value <= most;
    if !(5..=240).contains(&rules.slot_min) {
        report.add(
            "/slot_min",
            "应在 5 到 240 分钟之间。",
            "This must lie between 5 and 240 minutes.",
        );
    }
    let capacities = rules.capacity.by_service.iter();
    let named = capacities.map(|(code, count)| (format!("/capacity/by_service/{code}"), *count));
    for (path, count) in named.chain([("/capacity/default".to_owned(), rules.capacity.default)]) {
        if !within(count, 100) {
            report.add(path, "应在 0 到 100 之间。", "This must lie between 0 and 100.");
        }
    }
    if !within(rules.days_ahead, 60) {
        report.add("/days_ahead", "应在 0 到 60 天之间。", "This must lie between 0 and 60 days.");
    }
    if rules.per_person == 0 {
        report.add("/per_person", "应至少为 1。", "This must be 1 at least.");
    }
    let week = ("应不超过一周（10080 分钟）。", "This must not exceed a week (10080 minutes).");
    for (path, minutes) in
        [("/lead_min", rules.lead_min), ("/cancel_until_min", rules.cancel_until_min)]
    {
        if !within(minutes, 10_080) {
            report.add(path, week.0, week.1);
        }
    }
    check_arrival(&rules.check_in, report);
    for (index, minutes) in rules.reminders_min.iter().enumerate() {
        if !(1..=20_160).contains(minutes) {
            report.add(
                format!("/reminders_min/{index}"),
                "应在 1 分钟到两周（20160 分钟）之间。",
                "This must lie between a minute and two weeks (20160 minutes).",
            );
        }
    }
    let distinct: HashSet<_> = rules.reminders_min.iter().collect();
    if distinct.len() != rules.reminders_min.len() {
        report.add("/reminders_min", "提醒时间不能重复。", "No reminder may stand here twice.");
    }
    for (index, blackout) in rules.blackouts.iter().enumerate() {
        if blackout.from > blackout.to {
            report.add(
                format!("/blackouts/{index}/to"),
                "结束日期应不早于开始日期。",
                "The last day must not come before the first.",
            );
        }
    }
    report.unique("/reasons", rules.reasons.iter().map(|reason| reason.code.as_str()));
}

fn check_arrival(rules: &CheckInRules, report: &mut Report) {
    if rules.opens_min > 1_440 {
        report.add(
            "/check_in/opens_min",
            "应不超过一天（1440 分钟）。",
            "This must not exceed a day (1440 minutes).",
        );
    }
    if rules.on_time_from_min > rules.opens_min {
        report.add(
            "/check_in/on_time_from_min",
            "应不早于签到开始时间。",
            "This must not begin before checking in does.",
        );
    }
    if rules.hold_min > 120 {
        report.add(
            "/check_in/hold_min",
            "应不超过 120 分钟。",
            "This must not exceed 120 minutes.",
        );
    }
}

/// Reads the built-in pack, for tests of everything that needs rules.
#[cfg(test)]
pub(crate) fn built_in() -> AppointmentRules {
    let text = include_str!("../../../../../data/lobby/cn/appointments.yaml");
    data::document::read(text).expect("the built-in pack fits").1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TEXT: &str = include_str!("../../../../../data/lobby/cn/appointments.yaml");

    #[test]
    fn the_built_in_pack_is_in_order() {
        assert_eq!(pack_kind().check(TEXT), []);
        let rules = built_in();
        assert_eq!((rules.capacity_of("cash"), rules.capacity_of("card_replacement")), (1, 2));
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        let told = |right: &str, wrong: &str| {
            let problem = pack_kind().check(&TEXT.replacen(right, wrong, 1)).remove(0);
            (problem.path, problem.line.is_some(), problem.en)
        };
        let wrong = |path: &str, en: &str| (path.to_owned(), true, en.to_owned());
        assert_eq!(
            told("slot_min: 30", "slot_min: 0"),
            wrong("/slot_min", "This must lie between 5 and 240 minutes.")
        );
        assert_eq!(
            told("on_time_from_min: 5\n", "on_time_from_min: 45\n"),
            wrong("/check_in/on_time_from_min", "This must not begin before checking in does.")
        );
        assert_eq!(
            told("reminders_min: [1440, 120]", "reminders_min: [120, 120]"),
            wrong("/reminders_min", "No reminder may stand here twice.")
        );
        let range = "blackouts:\n  - {from: 2026-02-02, to: 2026-02-01, reason: 甲, reason_en: A}";
        assert_eq!(
            told("blackouts: []", range),
            wrong("/blackouts/0/to", "The last day must not come before the first.")
        );
    }

    #[test]
    fn a_blackout_holds_for_the_branches_it_names() {
        let range = "blackouts:\n  - {from: 2026-12-01, to: 2026-12-02, reason: 甲, reason_en: A, branches: [E01]}";
        let text = TEXT.replacen("blackouts: []", range, 1);
        let rules: AppointmentRules = data::document::read(&text).unwrap().1;
        let found = |branch: &str, day| rules.find_blackout(branch, date(2026, 12, day)).is_some();
        assert!(found("E01", 1) && found("E01", 2));
        assert!(!found("E01", 3) && !found("W01", 1));
    }
}
