//! How many come first, counted without reading the line.
//!
//! Within a class whoever has waited longer comes first, so for every class there is one arrival before which all are
//! ahead of a given visit.
//! The database counts rows before these arrivals; the arrivals themselves are found by asking the dispatch, so that
//! it alone knows the order.

use kernel::Timestamp;
use queueing::{Candidate, Key, Policy, Server, Within, people_ahead};

/// Everybody of a class whose wait began before this instant is called first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The code of the class; `None` stands for all codes that the rules no longer know.
    pub(crate) class: Option<String>,
    /// The instant.
    pub(crate) before: Timestamp,
}

/// Returns for every class the arrival before which its members come first; who is of a class that the rules no longer
/// know is called as one of the default class.
///
/// Somebody who began to wait in the same microsecond does not count as ahead; nor does the visit itself.
pub(crate) fn lines(
    policy: &Policy,
    class: &str,
    queued_at: Timestamp,
    now: Timestamp,
) -> Vec<Line> {
    let own = Candidate::new(OWN, policy.class_or_default(class), queued_at.micros(), 0);
    let line = |code: Option<&str>| {
        let other = policy.class_or_default(code.unwrap_or_default());
        let ahead = |since: i64| {
            let other = Candidate::new(OTHER, other, since, 0);
            people_ahead(policy, &anybody(), now.micros(), &[own, other], OWN) == Some(1)
        };
        let before = Timestamp::from_micros(first_behind(ahead, now));
        Line { class: code.map(str::to_owned), before }
    };
    let known = policy.rules().classes.iter().map(|rule| Some(rule.code.as_str()));
    known.chain([None]).map(line).collect()
}

/// Returns from when on somebody stands ahead who comes later: on coming, or when enough priority has been gained; `None` when
/// that is never, or not within two hours.
///
/// `own` and `other` are class and beginning of the wait; the dispatch alone is asked, by halving.
pub(crate) fn stands_ahead_from(
    policy: &Policy,
    own: (&str, Timestamp),
    other: (&str, Timestamp),
) -> Option<Timestamp> {
    let candidate = |key: Key, (class, since): (&str, Timestamp)| {
        Candidate::new(key, policy.class_or_default(class), since.micros(), 0)
    };
    let both = [candidate(OWN, own), candidate(OTHER, other)];
    let ahead = |at: i64| people_ahead(policy, &anybody(), at, &both, OWN) == Some(1);
    // Beyond the hard maximum of whoever was there first nobody passes any more.
    let rule = policy.rule(both[0].class);
    let last_us = own.1.micros() + i64::from(rule.hard_max_s) * 1_000_000 - 1;
    let (mut low, mut high) = (other.1.micros(), last_us.min(other.1.micros() + GAINING_US));
    if high < low || !ahead(high) {
        return None;
    }
    if ahead(low) {
        return Some(other.1);
    }
    // To the second: nobody is told more precisely when somebody else will come.
    while high - low > SECOND_US {
        let middle = low + (high - low) / 2;
        if ahead(middle) { high = middle } else { low = middle }
    }
    Some(Timestamp::from_micros(high))
}

const SECOND_US: i64 = 1_000_000;

/// Who has not passed within two hours of coming, does not.
const GAINING_US: i64 = 2 * 3600 * 1_000_000;

/// The smaller key comes first among equal arrivals, so that a visit is never counted as ahead of itself.
const OWN: Key = 1;
const OTHER: Key = 2;

/// Nobody waits longer than this: 90 days, as in the dispatch.
const LONGEST_US: i64 = 90 * 24 * 3600 * 1_000_000;

fn anybody() -> Server<'static> {
    Server { keys: &[], services: Within::All, skills: Within::All, preferred: &[] }
}

/// Finds the first instant at which an arrival is no longer ahead, by halving.
fn first_behind(ahead: impl Fn(i64) -> bool, now: Timestamp) -> i64 {
    let (mut low, mut high) = (now.micros() - LONGEST_US, now.micros() + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if ahead(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::rules::built_in;

    /// The last is one that the rules no longer know.
    const CLASSES: [&str; 6] =
        ["emergency", "care", "appointment", "priority", "ordinary", "forgotten"];

    /// Finds the line of a class.
    fn of<'a>(lines: &'a [Line], class: &str) -> &'a Line {
        let named = lines.iter().find(|line| line.class.as_deref() == Some(class));
        named.or_else(|| lines.iter().find(|line| line.class.is_none())).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn counting_by_lines_agrees_with_the_dispatch(
            waiting in prop::collection::vec((0_usize..6, 0_i64..4_000_000_000), 1..40),
            own in 0_usize..40,
        ) {
            let policy = built_in().dispatch.policy;
            let now = Timestamp::from_micros(10_000_000_000);
            let candidates: Vec<Candidate<'_>> = waiting
                .iter()
                .enumerate()
                .map(|(id, (class, waited))| {
                    Candidate::new(id as Key, policy.class_or_default(CLASSES[*class]), now.micros() - waited, 0)
                })
                .collect();
            let own = own % waiting.len();
            let expected = people_ahead(&policy, &anybody(), now.micros(), &candidates, own as Key).unwrap();
            let (class, waited) = waiting[own];
            let lines = lines(&policy, CLASSES[class], Timestamp::from_micros(now.micros() - waited), now);
            // The visit itself is among them, as it is in the table.
            let counted = waiting
                .iter()
                .filter(|(class, waited)| now.micros() - waited < of(&lines, CLASSES[*class]).before.micros())
                .count();
            // Equal arrivals of the same class are decided by id in the dispatch; lines count them as behind.
            let ties = waiting.iter().enumerate().filter(|(id, other)| *id != own && **other == waiting[own]).count();
            prop_assert!(counted <= expected && counted + ties >= expected, "{counted} against {expected}");
        }
    }

    #[test]
    fn an_appointment_passes_at_once_who_came_just_now_and_later_who_has_waited() {
        let rules = built_in();
        let policy = &rules.dispatch.policy;
        let at = |minute: i64| Timestamp::from_micros(minute * 60_000_000);
        // Three points on coming and three a minute, against one a minute.
        let from = |own: (&str, i64), comes: i64| {
            stands_ahead_from(policy, (own.0, at(own.1)), ("appointment", at(comes)))
        };
        assert_eq!(from(("ordinary", 0), 1), Some(at(1)));
        // After eleven minutes: 11 against 3; they meet four minutes later, at 15 points.
        let passed = from(("ordinary", 0), 11).unwrap();
        assert!(passed > at(15) && passed.since(at(15)).as_secs() <= 1, "{passed:?}");
        assert_eq!(from(("emergency", 0), 1), None);
        // Care gains four a minute: whoever comes later and gains less stays behind, until both are beyond their maximum.
        assert_eq!(from(("care", 0), 10), None);
    }
}
