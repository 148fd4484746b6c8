//! Counters and branches that an administrator takes out of use while people are still there.

use serde_json::json;

use crate::bank::{Bank, act, call_next};

/// Serves the first in line at the first counter, and takes the counter out of use meanwhile.
async fn serving_at_a_retired_counter(bank: &Bank) -> (testing::Client, String) {
    let teller = bank.seated(0).await;
    bank.visit("cash").await;
    let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    bank.retire(&bank.counter(0)).await;
    (teller, visit)
}

#[tokio::test]
async fn who_sits_at_a_counter_out_of_use_finishes_and_leaves_it() {
    let bank = Bank::found().await;
    let (teller, visit) = serving_at_a_retired_counter(&bank).await;
    let counter = bank.counter(0);
    let desk = teller.get(&format!("{counter}/desk")).await.expect(200);
    assert_eq!(desk.text_at("/current/id"), visit);
    let finished = act(&teller, &visit, "finish", json!({})).await.expect(200);
    assert_eq!(finished.text_at("/counter/number"), "1", "the record knows where it was");
    let record = teller.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(record.text_at("/steps/3/counter_number"), "1");
    bank.visit("cash").await;
    let _ = teller.post(&format!("{counter}/call-next"), &json!({})).await.expect(404);
    let elsewhere = teller.post(&format!("{}/open", bank.counter(1)), &json!({})).await.expect(409);
    assert_eq!(elsewhere.text_at("/detail"), "您已在 1 号柜台，请先关闭该柜台。");
    let meal = json!({ "reason": "meal" });
    let _ = teller.post(&format!("{counter}/pause"), &meal).await.expect(200);
    let closed = teller.post(&format!("{counter}/close"), &json!({})).await.expect(200);
    assert_eq!(closed.text_at("/state"), "closed");
    let _ = teller.post(&format!("{counter}/open"), &json!({})).await.expect(404);
    let _ = teller.post(&format!("{}/open", bank.counter(1)), &json!({})).await.expect(200);
}

#[tokio::test]
async fn nobody_is_kept_for_a_counter_out_of_use() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let kept = [("counter_id", json!(bank.counters[1])), ("staff_id", json!(bank.tellers[1]))];
    let mut visits = Vec::new();
    for (field, whom) in &kept {
        bank.visit("cash").await;
        let visit = call_next(&first, &bank.counter(0)).await.text_at("/visit/id");
        let _ = act(&first, &visit, "transfer", json!({ *field: whom })).await.expect(200);
        visits.push(visit);
        bank.pass(1);
    }
    bank.retire(&bank.counter(1)).await;
    for visit in visits {
        assert_eq!(call_next(&first, &bank.counter(0)).await.text_at("/visit/id"), visit);
        let _ = act(&first, &visit, "serve", json!({})).await.expect(200);
        let gone = json!({ "counter_id": bank.counters[1] });
        let refused = act(&first, &visit, "transfer", gone).await.expect(409);
        assert_eq!(refused.text_at("/code"), "lobby.transfer_off_duty");
        let _ = act(&first, &visit, "finish", json!({})).await.expect(200);
    }
    let waiting = bank.visit("cash").await;
    let by_hand = act(&second, &waiting, "call", json!({})).await.expect(409);
    assert_eq!(by_hand.text_at("/code"), "lobby.no_counter");
}

#[tokio::test]
async fn a_branch_that_is_closed_for_good_is_still_left_and_read() {
    let bank = Bank::found().await;
    let (teller, manager) = (bank.seated(0).await, bank.manager().await);
    let ticket = bank.take("cash", json!({})).await.expect(201);
    bank.pass(1);
    let waiting = bank.visit("cash").await;
    let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    bank.retire(&format!("/branches/{}", bank.east)).await;
    let path = format!("/public/tickets/{}", ticket.text_at("/token"));
    let shown = bank.house.nobody().get(&path).await.expect(200);
    assert_eq!(shown.text_at("/counter/number"), "1");
    let _ = act(&teller, &visit, "finish", json!({})).await.expect(200);
    let _ = teller.post(&format!("{}/call-next", bank.counter(0)), &json!({})).await.expect(404);
    let _ = act(&teller, &waiting, "call", json!({})).await.expect(404);
    let _ = act(&manager, &waiting, "leave", json!({})).await.expect(200);
    let _ = teller.post(&format!("{}/close", bank.counter(0)), &json!({})).await.expect(200);
    let _ = teller.post(&format!("{}/open", bank.counter(0)), &json!({})).await.expect(404);
    let listed = manager.get(&format!("/visits?branch_id={}", bank.east)).await.expect(200);
    assert_eq!(listed.at("/items").as_array().map(Vec::len), Some(2));
    let _ = manager.get(&format!("/visits/{visit}")).await.expect(200);
    let _ = bank.take("cash", json!({})).await.expect(404);
}

#[tokio::test]
async fn the_day_ends_at_counters_and_branches_out_of_use_too() {
    let bank = Bank::found().await;
    let (_, visit) = serving_at_a_retired_counter(&bank).await;
    let waiting = bank.visit("cash").await;
    bank.retire(&format!("/branches/{}", bank.east)).await;
    bank.pass(24 * 3600);
    bank.reconcile().await;
    let manager = bank.manager().await;
    let desk = manager.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!(desk.text_at("/counter/state"), "closed");
    for left in [visit, waiting] {
        let record = manager.get(&format!("/visits/{left}")).await.expect(200);
        assert_eq!(record.text_at("/state"), "left");
    }
}
