//! Alerts whose cause is over leave the board by themselves.

use serde_json::{Value, json};
use testing::Client;

use crate::bank::{Bank, act, call_next};

/// Returns the kinds of what stands on the board.
async fn standing(manager: &Client, bank: &Bank) -> Vec<Value> {
    bank.reconcile().await;
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    let alerts = board.at("/alerts");
    let kinds = alerts.as_array().expect("the test bank works").iter();
    kinds.map(|alert| alert["kind"].clone()).collect()
}

/// Asks for a person with a ticket in hand.
async fn ask(bank: &Bank, token: &str) {
    let path = format!("/public/branches/{}/assistance", bank.east);
    let asked = json!({ "place": "phone", "token": token });
    let _ = bank.house.nobody().post(&path, &asked).await.expect(202);
}

#[tokio::test]
async fn whoever_asked_for_a_person_has_one_when_served_and_needs_none_when_gone() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let first = bank.take("cash", json!({})).await.expect(201);
    bank.pass(1);
    let second = bank.take("cash", json!({})).await.expect(201);
    for ticket in [&first, &second] {
        ask(&bank, &ticket.text_at("/token")).await;
    }
    assert_eq!(standing(&manager, &bank).await, ["assistance", "assistance"]);
    let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    assert_eq!(
        standing(&manager, &bank).await.len(),
        2,
        "a call alone helps nobody to the counter"
    );
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    assert_eq!(standing(&manager, &bank).await, ["assistance"]);
    let leave = format!("/public/tickets/{}/leave", second.text_at("/token"));
    let _ = bank.house.nobody().post(&leave, &json!({})).await.expect(200);
    assert!(standing(&manager, &bank).await.is_empty());
    let events = bank.house.table_as_text("events_outbox").await;
    assert!(events.contains("alert.resolved"), "open boards hear of it");
}

#[tokio::test]
async fn a_wait_is_over_when_the_visitor_is_guided_leaves_or_asks_to_be_called_later() {
    let bank = Bank::found().await;
    let (manager, _teller) = (bank.manager().await, bank.seated(0).await);
    let mut tickets = Vec::new();
    for _ in 0..3 {
        tickets.push(bank.take("cash", json!({})).await.expect(201));
    }
    let waits = async || {
        let all = standing(&manager, &bank).await;
        all.into_iter().filter(|kind| kind == "wait_breach").count()
    };
    bank.pass(1_200);
    assert_eq!(waits().await, 3);
    let visit = |index: usize| tickets[index].text_at("/visit_id");
    let done = json!({ "kind": "atm", "outcome": "done" });
    let _ = act(&manager, &visit(0), "guidance", done).await.expect(200);
    assert_eq!(waits().await, 2);
    let _ = act(&manager, &visit(1), "leave", json!({})).await.expect(200);
    assert_eq!(waits().await, 1);
    let later = format!("/public/tickets/{}/postpone", tickets[2].text_at("/token"));
    let _ = bank.house.nobody().post(&later, &json!({ "minutes": 5 })).await.expect(200);
    assert_eq!(waits().await, 0, "the visitor wanted to wait");
    bank.pass(300);
    assert_eq!(waits().await, 1, "and waits again");
}

#[tokio::test]
async fn an_alert_that_was_left_behind_is_found() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    bank.visit("cash").await;
    bank.pass(1_200);
    assert_eq!(standing(&manager, &bank).await, ["wait_breach"]);
    bank.execute("UPDATE lobby_visits SET alerted = 0").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    assert!(standing(&manager, &bank).await.is_empty());
}

#[tokio::test]
async fn a_crowd_is_over_when_half_of_it_has_gone() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let mut visits = Vec::new();
    for _ in 0..11 {
        visits.push(bank.visit("cash").await);
    }
    assert_eq!(standing(&manager, &bank).await, ["extra_counter"]);
    for visit in visits.drain(..5) {
        let _ = act(&teller, &visit, "leave", json!({})).await.expect(200);
    }
    assert_eq!(standing(&manager, &bank).await, ["extra_counter"], "six still wait");
    for visit in visits.drain(..5) {
        let _ = act(&teller, &visit, "leave", json!({})).await.expect(200);
    }
    assert!(standing(&manager, &bank).await.is_empty());
}

#[tokio::test]
async fn nothing_of_yesterday_stands_on_the_board() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let path = format!("/public/branches/{}/assistance", bank.east);
    let _ = bank.house.nobody().post(&path, &json!({ "place": "kiosk" })).await.expect(202);
    for _ in 0..11 {
        bank.visit("cash").await;
    }
    let mut kinds = standing(&manager, &bank).await;
    kinds.sort_by_key(ToString::to_string);
    assert_eq!(kinds, ["assistance", "extra_counter", "unattended"]);
    bank.pass(24 * 3600);
    assert!(standing(&bank.manager().await, &bank).await.is_empty());
    let all = format!("/branches/{}/alerts", bank.east);
    let kept = bank.manager().await.get(&all).await.expect(200);
    assert!(kept.at("/items/0/resolved_at").is_string(), "they stay on the record");
}
