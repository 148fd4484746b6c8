//! What is refused, and how it is told.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::{Bank, act, call_next};

#[tokio::test]
async fn refusals_read_well_in_both_languages() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let visit = bank.visit("cash").await;
    for (name, told) in [("zh", teller.clone()), ("en", teller.in_english())] {
        let early = act(&told, &visit, "serve", json!({})).await;
        assert_json_snapshot!(format!("serve_before_call_{name}"), early.redacted());
    }
    let _ = call_next(&teller, &bank.counter(0)).await;
    for (name, told) in [("zh", teller.clone()), ("en", teller.in_english())] {
        let tried = json!({ "kind": "atm", "outcome": "accepted" });
        let late = act(&told, &visit, "guidance", tried).await;
        assert_json_snapshot!(format!("guidance_after_call_{name}"), late.redacted());
        let busy = told.post(&format!("{}/call-next", bank.counter(0)), &json!({})).await;
        assert_json_snapshot!(format!("counter_busy_{name}"), busy.redacted());
        let soon = act(&told, &visit, "recall", json!({})).await;
        assert!(soon.header("retry-after").is_some(), "a recall too soon says when to try again");
        assert_json_snapshot!(format!("recall_too_soon_{name}"), soon.redacted());
        let few = act(&told, &visit, "no-show", json!({})).await;
        assert_json_snapshot!(format!("recalls_needed_{name}"), few.redacted());
    }
}

#[tokio::test]
async fn no_show_comes_after_the_recalls_and_ends_the_visit() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let visit = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    for _ in 0..3 {
        bank.pass(15);
        let _ = act(&teller, &visit, "recall", json!({})).await.expect(200);
    }
    let missed = act(&teller, &visit, "no-show", json!({})).await.expect(200);
    assert_eq!(missed.text_at("/state"), "no_show");
    assert_eq!(missed.at("/actions"), json!([]));
    for act_name in ["recall", "serve", "park", "unpark", "leave", "call"] {
        let over = act(&teller, &visit, act_name, json!({})).await.expect(409);
        assert_eq!(over.text_at("/code"), "lobby.wrong_state", "{act_name}");
    }
    assert_eq!(
        bank.visit("cash").await,
        call_next(&teller, &bank.counter(0)).await.text_at("/visit/id")
    );
}

#[tokio::test]
async fn a_wrong_field_is_told_at_the_field() {
    let bank = Bank::found().await;
    let wrong = [
        ("resident_id", "110105194912310021"),
        ("resident_id", "1101051949123100"),
        ("bank_card", "4111111111111112"),
        ("phone", "12345"),
    ];
    for (kind, value) in wrong {
        let body = json!({ "identity": { "kind": kind, "value": value } });
        let refused = bank.take("cash", body).await.expect(422);
        assert_eq!(refused.text_at("/errors/0/pointer"), "/identity/value", "{kind}");
        assert!(!refused.text().contains(value), "a refusal does not repeat the number");
    }
    let unknown = bank.take("cash", json!({ "care_group": "vip", "need": "长".repeat(501) })).await;
    assert_json_snapshot!("wrong_fields", unknown.redacted());
    let claimed = bank.take("cash", json!({ "care_group": "unwell" })).await.expect(422);
    assert_eq!(claimed.text_at("/errors/0/code"), "lobby.care_group_by_staff");
    let stranger = bank.house.sign_in("teller", Some(bank.west)).await;
    let body = json!({ "service_id": bank.service("cash"), "care_group": "unwell" });
    let path = format!("/public/branches/{}/tickets", bank.east);
    let elsewhere = stranger.post(&path, &body).await.expect(422);
    assert_eq!(elsewhere.text_at("/errors/0/code"), "lobby.care_group_by_staff");
    let nowhere = json!({ "service_id": bank.east });
    let refused = bank.house.nobody().post(&path, &nowhere).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/service_id");
}

#[tokio::test]
async fn codes_of_the_rules_are_checked() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let visit = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    let long = "长".repeat(501);
    let wrong = [
        ("park", json!({ "reason": "bored" }), "/reason"),
        ("finish", json!({ "outcome": "fine" }), "/outcome"),
        ("finish", json!({ "next_steps": ["nothing", "sing"] }), "/next_steps/1"),
        ("guidance", json!({ "kind": "robot", "outcome": "accepted" }), "/kind"),
        ("triage", json!({ "class": "king" }), "/class"),
        ("triage", json!({ "care_group": "king" }), "/care_group"),
        ("transfer", json!({ "service_id": bank.east }), "/service_id"),
        ("park", json!({ "note": long }), "/note"),
        ("transfer", json!({ "counter_id": bank.counters[1], "note": long }), "/note"),
        ("finish", json!({ "note": long }), "/note"),
    ];
    for (name, body, pointer) in wrong {
        let refused = act(&teller, &visit, name, body).await.expect(422);
        assert_eq!(refused.text_at("/errors/0/pointer"), pointer, "{name}");
    }
    let both = json!({ "service_id": bank.service("loan"), "staff_id": bank.tellers[1] });
    assert_eq!(
        act(&teller, &visit, "transfer", both).await.expect(422).text_at("/code"),
        "lobby.transfer_nowhere"
    );
    let absent = json!({ "staff_id": bank.tellers[1] });
    assert_eq!(
        act(&teller, &visit, "transfer", absent).await.expect(409).text_at("/code"),
        "lobby.transfer_off_duty"
    );
}

#[tokio::test]
async fn a_counter_has_one_person_and_a_person_one_counter() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let elsewhere = first.post(&format!("{}/open", bank.counter(2)), &json!({})).await.expect(409);
    assert_json_snapshot!("elsewhere_open", elsewhere.redacted());
    let taken = first
        .post(&format!("{}/pause", bank.counter(1)), &json!({ "reason": "meal" }))
        .await
        .expect(409);
    assert_eq!(taken.text_at("/code"), "lobby.counter_taken");
    let paused = second
        .post(&format!("{}/pause", bank.counter(1)), &json!({ "reason": "meal" }))
        .await
        .expect(200);
    assert_eq!(paused.text_at("/state"), "paused");
    let _ = first.post(&format!("{}/close", bank.counter(0)), &json!({})).await.expect(200);
    let relieved = first.post(&format!("{}/open", bank.counter(1)), &json!({})).await.expect(200);
    assert_eq!(relieved.text_at("/staff/id"), bank.tellers[0].to_string());
    let idle = second.post(&format!("{}/call-next", bank.counter(1)), &json!({})).await.expect(409);
    assert_eq!(idle.text_at("/code"), "lobby.counter_taken");
}
