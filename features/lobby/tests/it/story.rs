//! One visit from the kiosk to the record.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::{Bank, OLD_CUSTOMER, act, call_next};

#[tokio::test]
async fn a_customer_walks_in_is_called_served_and_stands_in_the_record() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let early = bank.take("cash", json!({})).await.expect(201);
    bank.pass(120);
    let identity = json!({ "kind": "resident_id", "value": OLD_CUSTOMER });
    let ticket = bank
        .take("cash", json!({ "identity": identity, "need": "取点钱给孙子", "accessible": true }))
        .await;
    assert_json_snapshot!("ticket", ticket.redacted(), { ".body.topic" => "[topic]" });
    let address = format!("{}{}", bank.house.app.config.public_url, ticket.text_at("/phone_path"));
    assert_eq!(ticket.text_at("/phone_url"), address);
    let visit = ticket.text_at("/visit_id");

    bank.pass(300);
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.text_at("/visit/id"), visit, "the care customer goes first");
    assert_json_snapshot!("called", called.redacted());
    let shown = bank
        .house
        .nobody()
        .get(&format!("/public/tickets/{}", ticket.text_at("/token")))
        .await
        .expect(200);
    assert_eq!(
        (shown.text_at("/state"), shown.text_at("/counter/number")),
        ("called".to_owned(), "1".to_owned())
    );

    bank.pass(20);
    let _ = act(&teller, &visit, "recall", json!({})).await.expect(200);
    bank.pass(10);
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    bank.pass(240);
    let note = json!({ "outcome": "done", "next_steps": ["activate_app"], "note": "已提醒防诈骗" });
    let _ = act(&teller, &visit, "finish", note).await.expect(200);
    assert_json_snapshot!("record", teller.get(&format!("/visits/{visit}")).await.redacted());
    assert_json_snapshot!(
        "record_en",
        teller.in_english().get(&format!("/visits/{visit}")).await.redacted()
    );

    the_phone_page_asks_for_a_rating(&bank, &ticket.text_at("/token")).await;
    assert_eq!(call_next(&teller, &bank.counter(0)).await.at("/visit/id"), early.at("/visit_id"));
}

async fn the_phone_page_asks_for_a_rating(bank: &Bank, token: &str) {
    let page = bank.house.nobody().get(&format!("/public/tickets/{token}")).await.expect(200);
    assert_eq!(page.at("/rating"), json!({ "due": true, "given": false }));
    assert_eq!(page.text_at("/next_steps/0/name"), "请在手机银行完成激活");
}

#[tokio::test]
async fn the_customer_s_timeline_tells_every_step() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let identity = json!({ "kind": "phone", "value": "13812345678" });
    let ticket = bank.take("cash", json!({ "identity": identity })).await.expect(201);
    let visit = ticket.text_at("/visit_id");
    bank.pass(300);
    let _ = call_next(&teller, &bank.counter(0)).await;
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    bank.pass(240);
    let _ = act(&teller, &visit, "finish", json!({})).await.expect(200);
    bank.house.settled().await;
    let customer = teller.get(&format!("/visits/{visit}")).await.text_at("/customer/id");
    let timeline = teller.get(&format!("/customers/{customer}/timeline")).await.expect(200);
    assert_eq!(timeline.at("/items/1"), json!(null), "a visit is one entry");
    assert_eq!(timeline.text_at("/items/0/id"), visit);
    let told = timeline.at("/items/0/visit");
    assert_eq!(
        [&told["number"], &told["state"], &told["counter_number"], &told["staff"]["name"]],
        ["A001", "finished", "1", "柜员1"]
    );
    assert_eq!([&told["wait_s"], &told["service_s"]], [300, 240]);
    assert_eq!(told["service"]["id"], bank.service("cash"));
    let steps = timeline.at("/items/0/steps");
    let kinds: Vec<_> = steps
        .as_array()
        .expect("the test bank works")
        .iter()
        .map(|step| step["kind"].clone())
        .collect();
    assert_eq!(kinds, ["visit.taken", "visit.called", "visit.served", "visit.finished"]);
}

#[tokio::test]
async fn park_transfer_and_call_by_hand_keep_the_time_waited() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let visit = bank.visit("cash").await;
    bank.pass(600);
    let _ = call_next(&first, &bank.counter(0)).await;
    let _ = act(&first, &visit, "serve", json!({})).await.expect(200);
    bank.pass(60);
    let parked = act(&first, &visit, "park", json!({ "reason": "filling_form" })).await.expect(200);
    assert_eq!(parked.text_at("/state"), "parked");
    bank.pass(120);
    let again = act(&first, &visit, "call", json!({})).await.expect(200);
    assert_eq!(again.text_at("/why/rule"), "chosen_by_hand");
    assert_eq!(again.text_at("/why/sentence"), "A001（普通）已等候 10 分钟，由柜员选定呼叫。");
    let _ = act(&first, &visit, "serve", json!({})).await.expect(200);
    let to = json!({ "counter_id": bank.counters[1], "note": "需要主管核对" });
    let handed = act(&first, &visit, "transfer", to).await.expect(200);
    assert_eq!(
        (handed.text_at("/state"), handed.at("/wait_s")),
        ("waiting".to_owned(), json!(600))
    );

    let other = bank.visit("cash").await;
    let mine = call_next(&second, &bank.counter(1)).await;
    assert_eq!(mine.text_at("/visit/id"), visit);
    assert_eq!(mine.text_at("/visit/why/rule"), "reserved");
    assert_eq!(call_next(&first, &bank.counter(0)).await.text_at("/visit/id"), other);
}

#[tokio::test]
async fn a_call_out_of_order_names_whom_it_passed() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let first = bank.visit("cash").await;
    bank.pass(60);
    let second = bank.visit("cash").await;
    bank.pass(60);
    let called = act(&teller, &second, "call", json!({})).await.expect(200);
    assert_eq!(
        called.text_at("/why/sentence"),
        "A002（普通）已等候 1 分钟，由柜员选定呼叫，未按排队次序；按规则应先呼叫 A001。"
    );
    let _ = act(&teller, &second, "leave", json!({})).await.expect(200);
    let next = act(&teller, &first, "call", json!({})).await.expect(200);
    assert_eq!(next.at("/why/runner_up"), json!(null), "the rules would have called the same");
}

#[tokio::test]
async fn a_transfer_begins_the_calls_anew_and_loses_no_time_of_being_called() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let visit = bank.visit("cash").await;
    bank.pass(60);
    let _ = call_next(&first, &bank.counter(0)).await;
    for _ in 0..3 {
        bank.pass(60);
        let _ = act(&first, &visit, "recall", json!({})).await.expect(200);
    }
    let later = bank.visit("cash").await;
    bank.pass(60);
    let to = json!({ "counter_id": bank.counters[1], "note": "需要主管核对" });
    let _ = act(&first, &visit, "transfer", to).await.expect(200);
    let path = format!("/branches/{}/board", bank.east);
    let board = bank.manager().await.get(&path).await.expect(200);
    assert_eq!(board.text_at("/waiting/0/visit_id"), visit, "{later} came later");
    assert_eq!(board.at("/waiting/0/waited_s"), 300);
    let again = call_next(&second, &bank.counter(1)).await;
    assert_eq!((again.at("/visit/calls"), again.at("/visit/recalls")), (json!(5), json!(0)));
    let missed = act(&second, &visit, "no-show", json!({})).await.expect(409);
    assert_eq!(missed.text_at("/code"), "lobby.recalls_needed");
}

#[tokio::test]
async fn the_hall_shows_a_number_as_called_only_until_the_visitor_has_come() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let visit = bank.visit("cash").await;
    let path = format!("/public/branches/{}/hall", bank.east);
    let shown = async || bank.house.nobody().get(&path).await.expect(200);
    let _ = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(shown().await.at("/calls/0/round"), 1);
    bank.pass(60);
    let _ = act(&teller, &visit, "recall", json!({})).await.expect(200);
    assert_eq!(shown().await.at("/calls/0/round"), 2);
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    let served = shown().await;
    assert_eq!(
        (served.text_at("/calls/0/number"), served.at("/calls/0/round")),
        ("A001".to_owned(), json!(0))
    );
}

#[tokio::test]
async fn what_is_kept_for_somebody_who_has_gone_is_free_for_all() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let visit = bank.visit("cash").await;
    let _ = call_next(&first, &bank.counter(0)).await;
    let _ =
        act(&first, &visit, "transfer", json!({ "staff_id": bank.tellers[1] })).await.expect(200);
    let nobody = call_next(&first, &bank.counter(0)).await;
    assert_eq!(nobody.text_at("/idle"), "no_skill", "kept for the second teller");
    let _ = second.post(&format!("{}/close", bank.counter(1)), &json!({})).await.expect(200);
    assert_eq!(call_next(&first, &bank.counter(0)).await.text_at("/visit/id"), visit);
}
