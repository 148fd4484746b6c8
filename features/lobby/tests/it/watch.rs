//! What happens by itself.

use std::time::Duration;

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use testing::Client;

use crate::bank::{Bank, call_next};

/// Waits until a condition holds; the periodic work runs by itself.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what} did not happen within ten seconds");
}

async fn alerts(manager: &Client, bank: &Bank) -> Vec<Value> {
    let open = manager.get(&format!("/branches/{}/alerts?open=true", bank.east)).await.expect(200);
    open.at("/items").as_array().unwrap().clone()
}

#[tokio::test]
async fn a_care_customer_who_waits_too_long_raises_an_alert_until_called() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let _ = bank.take("cash", json!({ "care_group": "elderly" })).await.expect(201);
    bank.pass(480);
    until("a warning", async || {
        alerts(&manager, &bank).await.iter().any(|alert| alert["level"] == "warn")
    })
    .await;
    bank.pass(420);
    until("a breach", async || {
        alerts(&manager, &bank).await.iter().any(|alert| alert["level"] == "breach")
    })
    .await;
    let open = alerts(&manager, &bank).await;
    let about_care: Vec<_> = open.iter().filter(|alert| alert["kind"] == "care_waiting").collect();
    assert_eq!(about_care.len(), 1, "the graver alert replaces the warning");
    assert_eq!(about_care[0]["number"], "A001");
    let _ = call_next(&teller, &bank.counter(0)).await;
    assert!(alerts(&manager, &bank).await.iter().all(|alert| alert["kind"] != "care_waiting"));
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
    let open = alerts(&manager, &bank).await;
    assert_json_snapshot!("assistance", testing::redact::value(open[0].clone()));
    let acknowledge = format!("/alerts/{}/acknowledge", open[0]["id"].as_str().unwrap());
    let taken = manager.post(&acknowledge, &json!({})).await.expect(200);
    assert!(taken.at("/acknowledged_at").is_string());
    assert_eq!(
        manager.post(&acknowledge, &json!({})).await.expect(409).text_at("/code"),
        "lobby.already_acknowledged"
    );
    assert!(alerts(&manager, &bank).await.is_empty());
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
    let manager_again = bank.manager().await;
    drop(manager);
    until("the end of the day", async || {
        lobby_end(&bank).await;
        let shown = manager_again.get(&format!("/visits/{visit}")).await;
        shown.text_at("/state") == "left"
    })
    .await;
    let record = manager_again.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(
        record.at("/steps").as_array().unwrap().last().unwrap()["detail"]["reason"],
        "day_ended"
    );
    let other = manager_again.get(&format!("/visits/{serving}")).await.expect(200);
    assert_eq!(other.text_at("/state"), "left");
    assert_eq!(bank.take("cash", json!({})).await.expect(201).text_at("/number"), "A001");
}

async fn lobby_end(bank: &Bank) {
    lobby::api::end_days(&bank.house.app, &bank.house.ctx()).await.unwrap();
}
