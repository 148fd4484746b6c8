//! What happens by itself.

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use testing::Client;

use crate::bank::{Bank, act, call_next};

async fn alerts(manager: &Client, bank: &Bank) -> Vec<Value> {
    let open = manager.get(&format!("/branches/{}/alerts?open=true", bank.east)).await.expect(200);
    open.at("/items").as_array().expect("the test bank works").clone()
}

/// Lists those who ask for a person.
async fn assistance(manager: &Client, bank: &Bank) -> Vec<Value> {
    let mut open = alerts(manager, bank).await;
    open.retain(|alert| alert["kind"] == "assistance");
    open
}

#[tokio::test]
async fn a_care_customer_who_waits_too_long_raises_an_alert_until_called() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let _ = bank.take("cash", json!({ "care_group": "elderly" })).await.expect(201);
    bank.pass(479);
    bank.reconcile().await;
    assert!(alerts(&manager, &bank).await.is_empty());
    bank.pass(1);
    bank.reconcile().await;
    bank.reconcile().await;
    let warned = alerts(&manager, &bank).await;
    assert_eq!(warned.len(), 1, "an alarm is raised once");
    assert_json_snapshot!("care_waiting", testing::redact::value(warned[0].clone()));
    bank.pass(420);
    bank.reconcile().await;
    let open = alerts(&manager, &bank).await;
    let about_care: Vec<_> = open.iter().filter(|alert| alert["kind"] == "care_waiting").collect();
    assert_eq!(about_care.len(), 1, "the graver alert replaces the warning");
    assert_eq!(about_care[0]["number"], "A001");
    let _ = call_next(&teller, &bank.counter(0)).await;
    assert!(alerts(&manager, &bank).await.iter().all(|alert| alert["kind"] != "care_waiting"));
}

#[tokio::test]
async fn triage_rings_again_when_it_changes_the_class_and_only_then() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let elderly = json!({ "care_group": "elderly" });
    let visit = bank.take("cash", elderly).await.expect(201).text_at("/visit_id");
    let open = async || {
        bank.reconcile().await;
        let all = alerts(&manager, &bank).await;
        all.into_iter().filter(|alert| alert["kind"] == "care_waiting").collect::<Vec<_>>()
    };
    bank.pass(480);
    let first = open().await;
    let _ = act(&manager, &visit, "triage", json!({ "accessible": true })).await.expect(200);
    assert_eq!(open().await, first, "the thresholds are the same");
    let _ = act(&manager, &visit, "triage", json!({ "class": "ordinary" })).await.expect(200);
    assert!(open().await.is_empty(), "an ordinary customer may wait longer");
    let _ = act(&manager, &visit, "triage", json!({ "class": "care" })).await.expect(200);
    let second = open().await;
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first[0]["id"], second[0]["id"]);
}

#[tokio::test]
async fn a_branch_without_rules_keeps_no_other_branch_waiting() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let east = format!("/branches/{}", bank.east);
    let nowhere = json!({ "version": 1, "jurisdiction": "mars" });
    let refused = administrator.patch(&east, &nowhere).await.expect(422);
    assert_json_snapshot!("unknown_jurisdiction", refused.redacted());
    bank.execute("UPDATE organisation_branches SET jurisdiction = 'mars' WHERE code = 'E01'").await;
    let west = format!("/branches/{}", bank.west);
    let change = json!({ "version": 1, "phone": "010-5550 1111" });
    let _ = administrator.patch(&west, &change).await.expect(200);
    let order = json!({ "service_id": bank.service("cash"), "care_group": "elderly" });
    let _ = bank.house.nobody().post(&format!("/public{west}/tickets"), &order).await.expect(201);
    bank.pass(480);
    bank.reconcile().await;
    let manager = bank.house.sign_in("lobby_manager", Some(bank.west)).await;
    let open = manager.get(&format!("{west}/alerts?open=true")).await.expect(200);
    let open = open.at("/items");
    let mut kinds = open.as_array().expect("the test bank works").iter().map(|one| &one["kind"]);
    assert!(kinds.any(|kind| kind == "care_waiting"));
}

#[tokio::test]
async fn somebody_who_asks_for_a_person_is_heard_once() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let ticket = bank.take("cash", json!({})).await.expect(201);
    let path = format!("/public/branches/{}/assistance", bank.east);
    let asked =
        json!({ "place": "phone", "token": ticket.text_at("/token"), "words": "我看不清屏幕" });
    let _ = bank.house.nobody().post(&path, &asked).await.expect(202);
    let open = assistance(&manager, &bank).await;
    assert_json_snapshot!("assistance", testing::redact::value(open[0].clone()));
    let acknowledge =
        format!("/alerts/{}/acknowledge", open[0]["id"].as_str().expect("the test bank works"));
    let taken = manager.post(&acknowledge, &json!({})).await.expect(200);
    assert!(taken.at("/acknowledged_at").is_string());
    assert_eq!(
        manager.post(&acknowledge, &json!({})).await.expect(409).text_at("/code"),
        "lobby.already_acknowledged"
    );
    assert!(assistance(&manager, &bank).await.is_empty());
    let teller = bank.seated(0).await;
    assert_eq!(teller.post(&acknowledge, &json!({})).await.status(), 403);
}

#[tokio::test]
async fn the_day_ends_for_those_who_are_left_over_and_numbers_begin_again() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let visit = bank.visit("cash").await;
    let serving = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    bank.pass(24 * 3600);
    bank.open_day().await;
    bank.reconcile().await;
    drop(manager);
    let manager_again = bank.manager().await;
    let shown = manager_again.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(shown.text_at("/state"), "left");
    let record = manager_again.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(
        record
            .at("/steps")
            .as_array()
            .expect("the test bank works")
            .last()
            .expect("the test bank works")["detail"]["reason"],
        "day_ended"
    );
    let other = manager_again.get(&format!("/visits/{serving}")).await.expect(200);
    assert_eq!(other.text_at("/state"), "left");
    let desk = manager_again.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!(desk.text_at("/counter/state"), "closed", "although it was busy at midnight");
    assert_eq!(bank.take("cash", json!({})).await.expect(201).text_at("/number"), "A001");
}

#[tokio::test]
async fn a_forgotten_parked_visit_comes_back_by_itself() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let visit = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    let _ = act(&teller, &visit, "park", json!({})).await.expect(200);
    bank.pass(900);
    let offered = json!({ "kind": "atm", "outcome": "declined" });
    let _ = act(&teller, &visit, "guidance", offered).await.expect(200);
    let _ = act(&teller, &visit, "triage", json!({ "accessible": true })).await.expect(200);
    bank.pass(901);
    bank.reconcile().await;
    // The teller's session has ended by now for want of use.
    let again = bank.manager().await.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(
        (again.text_at("/state"), again.text_at("/steps/5/actor/kind")),
        ("waiting".to_owned(), "system".to_owned())
    );
    assert_eq!(again.at("/wait_s"), 0, "time set aside is no time in the line");
}

#[tokio::test]
async fn a_long_line_asks_for_another_counter_once_an_hour() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    for _ in 0..11 {
        bank.visit("cash").await;
    }
    bank.reconcile().await;
    bank.reconcile().await;
    let mut open = alerts(&manager, &bank).await;
    open.retain(|alert| alert["kind"] == "extra_counter");
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["sentence"], "现有 11 位客户等候，请考虑增开柜台。");
}
