//! Rules are read once and checked.

use queueing::{Class, ClassRule, Level, Points, Policy, PolicyError, PolicyRules};

#[test]
fn reads_rules_from_a_file_and_ignores_names() {
    let text = r#"{
        "default_class": "plain", "reserved_bonus": 200,
        "classes": [
            {"code": "fast", "name": "Fast", "base": 60, "rate_per_min": 1.5, "hard_max_s": 1800, "target_s": 300, "warn_s": 480, "breach_s": 900},
            {"code": "plain", "rate_per_min": 1, "hard_max_s": 2700, "target_s": 900, "warn_s": 1200, "breach_s": 1800}
        ]
    }"#;
    let policy: Policy = serde_json::from_str(text).unwrap();
    let fast = policy.rule(policy.find_class("fast").unwrap());
    assert_eq!((fast.base, fast.rate_per_min), (Points::whole(60), Points::from_milli(1500)));
    assert_eq!(policy.rules().reserved_bonus, Points::whole(200));
    let written = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&written).unwrap(), policy);
}

#[test]
fn unknown_codes_fall_back_to_the_default_class() {
    let policy = policy_of(vec![ClassRule::plain("fast"), ClassRule::plain("plain")]);
    let plain = policy.find_class("plain").unwrap();
    assert_eq!(policy.class_or_default("gone"), plain);
    assert_eq!(policy.find_class("gone"), None::<Class>);
}

#[test]
fn refuses_rules_that_cannot_work() {
    let refuse = |rules: PolicyRules| Policy::new(rules).unwrap_err();
    assert_eq!(refuse(PolicyRules::of(vec![])), PolicyError::NoClass);
    assert_eq!(refuse(PolicyRules::of(vec![ClassRule::plain("")])), PolicyError::NoCode);
    let twice = vec![ClassRule::plain("a"), ClassRule::plain("a")];
    assert_eq!(refuse(PolicyRules::of(twice)), PolicyError::CodeTwice { code: "a".to_owned() });
    let mut rules = PolicyRules::of(vec![ClassRule::plain("a")]);
    rules.default_class = "b".to_owned();
    assert_eq!(refuse(rules), PolicyError::UnknownDefault { code: "b".to_owned() });
    let falling = ClassRule { warn_s: 60, ..ClassRule::plain("a") };
    let error = refuse(PolicyRules::of(vec![falling]));
    assert_eq!(error, PolicyError::TimesOutOfOrder { code: "a".to_owned() });
    let negative = ClassRule { rate_per_min: Points::whole(-1), ..ClassRule::plain("a") };
    let error = refuse(PolicyRules::of(vec![negative]));
    assert_eq!(error, PolicyError::PointsOutOfRange { field: "a.rate_per_min".to_owned() });
    let mut rules = PolicyRules::of(vec![ClassRule::plain("a")]);
    rules.reserved_bonus = Points::whole(-5);
    let error = refuse(rules);
    assert_eq!(error, PolicyError::PointsOutOfRange { field: "reserved_bonus".to_owned() });
}

#[test]
fn judges_waits_by_the_thresholds() {
    let rule = ClassRule::plain("a");
    let levels = [0, 1199, 1200, 1799, 1800].map(|waited_s| rule.level(waited_s));
    assert_eq!(levels, [Level::Ok, Level::Ok, Level::Warn, Level::Warn, Level::Breach]);
}

fn policy_of(classes: Vec<ClassRule>) -> Policy {
    Policy::new(PolicyRules::of(classes)).unwrap()
}
