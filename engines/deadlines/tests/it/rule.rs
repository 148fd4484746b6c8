//! Versions of a clock.

use deadlines::{ClockRule, ClockVersions, RuleError};
use serde_json::{Value, json};

/// Tells whether a refusal is the expected one.
type Refused = fn(&RuleError) -> bool;

fn rule(change: impl FnOnce(&mut Value)) -> ClockRule {
    let mut rule = json!({
        "id": "answer", "from": "2020-03-01", "limit": { "amount": 15, "unit": "calendar_days" },
    });
    change(&mut rule);
    serde_json::from_value(rule).unwrap()
}

fn version(from: &str, until: Option<&str>, amount: u32) -> ClockRule {
    rule(|rule| {
        rule["from"] = json!(from);
        rule["until"] = json!(until);
        rule["limit"]["amount"] = json!(amount);
    })
}

#[test]
fn the_version_of_a_date_is_found() {
    let versions = ClockVersions::new(vec![
        version("2026-07-01", None, 10),
        version("2020-03-01", Some("2026-03-31"), 15),
    ])
    .unwrap();
    let amount =
        |date: &str| versions.find_valid(date.parse().unwrap()).map(|rule| rule.limit.amount);
    assert_eq!(amount("2020-02-29"), None);
    assert_eq!(amount("2020-03-01"), Some(15));
    assert_eq!(amount("2026-03-31"), Some(15));
    assert_eq!(amount("2026-04-01"), None); // between the versions none is in force
    assert_eq!(amount("2026-07-01"), Some(10));
    assert_eq!(amount("2040-01-01"), Some(10));
    // The order is that of the dates, and the list reads back as it is written.
    let text = serde_json::to_string(&versions).unwrap();
    assert_eq!(serde_json::from_str::<ClockVersions>(&text).unwrap(), versions);
    assert_eq!(versions.versions()[0].limit.amount, 15);
}

#[test]
fn versions_that_do_not_follow_each_other_are_refused() {
    assert_eq!(ClockVersions::new(Vec::new()), Err(RuleError::NoVersion));
    let overlap =
        vec![version("2020-01-01", Some("2026-07-01"), 15), version("2026-07-01", None, 10)];
    assert!(matches!(ClockVersions::new(overlap), Err(RuleError::OutOfOrder { .. })));
    let endless = vec![version("2020-01-01", None, 15), version("2026-07-01", None, 10)];
    assert!(matches!(ClockVersions::new(endless), Err(RuleError::OutOfOrder { .. })));
    let backward = vec![version("2020-01-01", Some("2019-01-01"), 15)];
    assert!(matches!(ClockVersions::new(backward), Err(RuleError::OutOfOrder { .. })));
    let other = rule(|rule| {
        rule["id"] = json!("other");
        rule["from"] = json!("2026-07-01");
    });
    let mixed = vec![version("2020-01-01", Some("2020-12-31"), 15), other];
    assert!(matches!(ClockVersions::new(mixed), Err(RuleError::OtherClock { .. })));
}

#[test]
fn a_rule_without_sense_is_refused() {
    let wrong: [(&str, Value, Refused); 6] = [
        ("limit", json!({ "amount": 0, "unit": "hours" }), |e| {
            matches!(e, RuleError::NoTime { .. })
        }),
        ("extensions", json!([{ "up_to": 0 }]), |e| matches!(e, RuleError::NoTime { .. })),
        ("warnings", json!([80, 50]), |e| matches!(e, RuleError::WrongShare { .. })),
        ("warnings", json!([0, 50]), |e| matches!(e, RuleError::WrongShare { .. })),
        ("escalation", json!(101), |e| matches!(e, RuleError::WrongShare { .. })),
        ("pauses", json!(["customer", "customer"]), |e| matches!(e, RuleError::WrongReason { .. })),
    ];
    for (field, value, expected) in wrong {
        let refused = rule(|rule| rule[field] = value.clone()).check().unwrap_err();
        assert!(expected(&refused), "{field} {value}: {refused}");
    }
    assert_eq!(rule(|_| ()).check(), Ok(()));
}
