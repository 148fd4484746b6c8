//! What a teller sees.

use serde_json::json;

use crate::bank::{Bank, act, call_next};

#[tokio::test]
async fn the_desk_lists_whom_this_counter_could_call_in_order() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let ordinary = bank.visit("cash").await;
    let care = bank
        .take("cash", json!({ "care_group": "disabled" }))
        .await
        .expect(201)
        .text_at("/visit_id");
    let loan = bank.visit("loan").await;
    bank.pass(30);
    let desk = teller.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    let waiting: Vec<_> = desk
        .at("/waiting")
        .as_array()
        .expect("the test bank works")
        .iter()
        .map(|entry| entry["visit_id"].clone())
        .collect();
    assert_eq!(waiting, [json!(care), json!(ordinary)], "nobody here may lend");
    assert!(!waiting.contains(&json!(loan)));
    assert_eq!(desk.at("/waiting/1/waited_s"), 30);
    assert_eq!(call_next(&teller, &bank.counter(0)).await.text_at("/visit/id"), care);
    let _ = act(&teller, &care, "serve", json!({})).await.expect(200);
    bank.pass(90);
    let _ = act(&teller, &care, "finish", json!({})).await.expect(200);
    let desk = teller.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!((desk.at("/served_today"), desk.at("/mean_service_s")), (json!(1), json!(90)));
    assert_eq!(desk.at("/recalls_before_no_show"), 3);
}

#[tokio::test]
async fn a_teller_finds_the_counter_where_they_sit() {
    let bank = Bank::found().await;
    let teller = bank.seated(1).await;
    let sits = teller.get("/desk").await.expect(200);
    assert_eq!(format!("/counters/{}", sits.text_at("/counter_id")), bank.counter(1));
    let _ = teller.post(&format!("{}/close", bank.counter(1)), &json!({})).await.expect(200);
    assert_eq!(teller.get("/desk").await.expect(200).at("/counter_id"), json!(null));
    let _ = bank.house.nobody().get("/desk").await.expect(401);
}

#[tokio::test]
async fn a_counter_that_may_do_nothing_calls_nobody() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    bank.visit("loan").await;
    let change = json!({ "version": 1, "service_ids": [bank.service("loan")] });
    let _ = bank.administrator().await.patch(&bank.counter(0), &change).await.expect(200);
    let idle = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(idle.text_at("/idle"), "no_skill", "the counter only lends, and the teller may not");
}

#[tokio::test]
async fn a_class_that_the_rules_no_longer_know_waits_as_an_ordinary_one() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let forgotten = bank.visit("cash").await;
    bank.execute("UPDATE lobby_visits SET class = 'forgotten'").await;
    bank.pass(60);
    bank.visit("cash").await;
    assert_eq!(call_next(&teller, &bank.counter(0)).await.text_at("/visit/id"), forgotten);
}

#[tokio::test]
async fn triage_changes_service_and_class_and_takes_care_away_again() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let visit = bank.visit("cash").await;
    let care =
        act(&manager, &visit, "triage", json!({ "care_group": "pregnant" })).await.expect(200);
    assert_eq!(
        (care.text_at("/class"), care.text_at("/care_group")),
        ("care".to_owned(), "pregnant".to_owned())
    );
    let urgent = json!({ "service_id": bank.service("fraud_stop"), "care_group": null });
    let moved = act(&manager, &visit, "triage", urgent).await.expect(200);
    assert_eq!(
        (moved.text_at("/class"), moved.at("/care_group")),
        ("emergency".to_owned(), json!(null))
    );
    let named = act(&manager, &visit, "triage", json!({ "class": "priority" })).await.expect(200);
    assert_eq!(named.text_at("/class"), "priority");
    let nothing = act(&manager, &visit, "triage", json!({})).await.expect(422);
    assert_eq!(nothing.text_at("/code"), "lobby.triage_nothing");
    let record = manager.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(record.at("/steps/2/detail/to_class"), "emergency");
}

#[tokio::test]
async fn guidance_is_counted_only_where_it_may_be() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let young = bank.visit("cash").await;
    let old = bank
        .take("cash", json!({ "care_group": "elderly" }))
        .await
        .expect(201)
        .text_at("/visit_id");
    let accepted = json!({ "kind": "atm", "outcome": "accepted" });
    let _ = act(&manager, &young, "guidance", accepted.clone()).await.expect(200);
    let _ = act(&manager, &old, "guidance", accepted).await.expect(200);
    let done = json!({ "kind": "atm", "outcome": "done" });
    assert_eq!(
        act(&manager, &young, "guidance", done.clone()).await.expect(200).text_at("/state"),
        "diverted"
    );
    let refused = act(&manager, &old, "guidance", done).await.expect(409);
    assert_eq!(refused.text_at("/code"), "lobby.machine_only");
    let asked = json!({ "kind": "atm", "outcome": "done", "customer_asked": true });
    assert_eq!(
        act(&manager, &old, "guidance", asked).await.expect(200).text_at("/state"),
        "diverted"
    );
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!(
        board.at("/guidance"),
        json!({ "offered": 1, "accepted": 1, "declined": 0, "done": 1 })
    );
}
