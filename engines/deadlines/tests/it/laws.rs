//! The clocks that laws and desks name, written as data.
//!
//! The limits: 银保监会令 2020 No. 3 (15, 30 and 60 days, and 30 + 30 for a review), 中国人民银行令〔2020〕No. 5 (15, at most 60),
//! 征信业管理条例 Art. 25 (20), FCA DISP 1.5 and 1.6 (3 business days, 8 weeks, 15 and 35 business days), CFPB (15 and 60), PSD2
//! Art. 101 (15 and 35 business days).

use deadlines::{Clock, ClockError, ClockRule, ClockVersions, Grant};
use serde_json::{Value, json};

use crate::place::Place;

/// Every clock with its extensions, the last day by its limit, and the last day with all extensions; all begin on 2026-03-02.
fn clocks() -> Vec<(Value, &'static str, &'static str)> {
    let clock = |id: &str, amount: u32, unit: &str, extensions: Value, more: Value| {
        let mut rule = json!({
            "id": id, "from": "2020-03-01", "limit": { "amount": amount, "unit": unit },
            "warnings": [50, 80, 100], "extensions": extensions,
        });
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        rule
    };
    let days = "calendar_days";
    let told = |up_to: u32| json!({ "up_to": up_to, "notice": true });
    let approved = |up_to: u32| json!({ "up_to": up_to, "notice": true, "approval": "superior" });
    let close = json!({ "counting": { "day_end": "close_of_business" } });
    vec![
        (
            clock("cn_nfra", 15, days, json!([told(15), approved(30)]), json!({})),
            "2026-03-17",
            "2026-05-01",
        ),
        (clock("cn_nfra_review_apply", 30, days, json!([]), json!({})), "2026-04-01", "2026-04-01"),
        (
            clock("cn_nfra_review_decide", 30, days, json!([]), json!({})),
            "2026-04-01",
            "2026-04-01",
        ),
        (clock("cn_pboc", 15, days, json!([told(45)]), json!({})), "2026-03-17", "2026-05-01"),
        (clock("cn_credit_objection", 20, days, json!([]), json!({})), "2026-03-22", "2026-03-22"),
        (clock("uk_src", 3, "working_days", json!([]), close), "2026-03-05", "2026-03-05"),
        (clock("uk_final", 56, days, json!([]), json!({})), "2026-04-27", "2026-04-27"),
        (
            clock("uk_psd", 15, "working_days", json!([told(20)]), json!({})),
            "2026-03-23",
            "2026-04-21",
        ),
        (clock("us_cfpb", 15, days, json!([told(45)]), json!({})), "2026-03-17", "2026-05-01"),
        (
            clock("eu_psd2", 15, "working_days", json!([told(20)]), json!({})),
            "2026-03-23",
            "2026-04-21",
        ),
        (clock("acknowledge", 1, "working_days", json!([]), json!({})), "2026-03-03", "2026-03-03"),
        (clock("urgent_funds", 1, "hours", json!([]), json!({})), "2026-03-02", "2026-03-02"),
    ]
}

#[test]
fn every_clock_of_the_laws_can_be_written_and_extended_to_its_end() {
    let place = Place::office("Asia/Shanghai");
    let opening = place.opening();
    let start = place.at("2026-03-02T10:00");
    for (rule, limit, end) in clocks() {
        let rule: ClockRule = serde_json::from_value(rule).unwrap();
        let id = rule.id.clone();
        let versions = ClockVersions::new(vec![rule]).unwrap();
        let valid = versions.find_valid(opening.local_date(start)).unwrap();
        let mut clock = Clock::start(valid.clone(), start, &opening).unwrap();
        let last_day = |clock: &Clock| {
            let inside = clock.due().at.checked_sub(std::time::Duration::from_secs(1)).unwrap();
            opening.local_date(inside).to_string()
        };
        assert_eq!(last_day(&clock), limit, "{id}");
        let grant = |by| Grant {
            by,
            reason: "complex".to_owned(),
            approved_by: Some("superior".to_owned()),
            told_at: Some(start),
        };
        for extension in &valid.extensions {
            clock.extend(grant(extension.up_to), start, &opening).unwrap();
        }
        assert_eq!(last_day(&clock), end, "{id}");
        let more = clock.extend(grant(1), start, &opening);
        assert_eq!(more, Err(ClockError::NoExtensionLeft), "{id}");
    }
}
