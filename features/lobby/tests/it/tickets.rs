//! What the holder of a ticket sees and does.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::{Bank, OLD_CUSTOMER, STRANGER, act, call_next};

#[tokio::test]
async fn those_ahead_are_counted_in_the_order_of_calling() {
    let bank = Bank::found().await;
    let mut ahead = Vec::new();
    for _ in 0..3 {
        ahead.push(bank.take("cash", json!({})).await.expect(201).at("/ahead"));
        bank.pass(1);
    }
    assert_eq!(ahead, [json!(0), json!(1), json!(2)]);
    let care = bank.take("cash", json!({ "care_group": "pregnant" })).await.expect(201);
    assert_eq!(care.at("/ahead"), 0, "a care customer passes those who have just come");
    assert_eq!(care.at("/self_service"), json!(null), "and is not sent to a machine");
    bank.pass(3600);
    let late = bank.take("cash", json!({ "care_group": "pregnant" })).await.expect(201);
    assert_eq!(late.at("/ahead"), 4, "but nobody who has waited too long is passed");
}

#[tokio::test]
async fn the_range_is_honest_about_what_it_rests_on() {
    let bank = Bank::found().await;
    let closed = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(closed.at("/wait"), json!(null), "nobody is on duty");
    let teller = bank.seated(0).await;
    let typical = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(typical.text_at("/wait/basis"), "typical");
    for _ in 0..8 {
        bank.visit("cash").await;
        let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
        let _ = teller.post(&format!("/visits/{visit}/serve"), &json!({})).await.expect(200);
        bank.pass(90);
        let seen = json!({ "accessible": true });
        let _ = teller.post(&format!("/visits/{visit}/triage"), &seen).await.expect(200);
        bank.pass(30);
        let _ = teller.post(&format!("/visits/{visit}/finish"), &json!({})).await.expect(200);
    }
    let recent = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(recent.text_at("/wait/basis"), "recent");
    assert_eq!(recent.at("/ahead"), 2);
    let low = recent.at("/wait/low_s").as_i64().expect("the test bank works");
    assert!(
        (150..=260).contains(&low),
        "about two ends of 120 s lie ahead of a free counter: {low}"
    );
}

#[tokio::test]
async fn whoever_wants_something_long_waits_only_for_what_those_ahead_want() {
    let bank = Bank::found().await;
    let _teller = bank.seated(0).await;
    for _ in 0..3 {
        bank.visit("cash").await;
        bank.pass(1);
    }
    let long = bank.take("card_replacement", json!({})).await.expect(201);
    let path = format!("/public/tickets/{}/leave", long.text_at("/token"));
    let _ = bank.house.nobody().post(&path, &json!({})).await.expect(200);
    let short = bank.take("cash", json!({})).await.expect(201);
    assert_eq!((long.at("/ahead"), short.at("/ahead")), (json!(3), json!(3)));
    assert_eq!(long.at("/wait"), short.at("/wait"));
}

#[tokio::test]
async fn a_specialist_is_not_waited_for_behind_those_whom_others_take() {
    let bank = Bank::found().await;
    let skilled = json!({ "version": 1, "skills": ["personal", "wealth"] });
    let path = format!("/staff/{}", bank.tellers[2]);
    let _ = bank.administrator().await.patch(&path, &skilled).await.expect(200);
    let others = [bank.seated(0).await, bank.seated(1).await];
    let _adviser = bank.seated(2).await;
    for _ in 0..6 {
        bank.visit("cash").await;
        bank.pass(1);
    }
    let none = bank.take("wealth", json!({})).await.expect(201);
    assert_eq!(none.at("/ahead"), 0, "the specialist takes no cash");
    for _ in 0..6 {
        bank.visit("personal_details").await;
        bank.pass(1);
    }
    let some = bank.take("wealth", json!({})).await.expect(201);
    assert_eq!(some.at("/ahead"), 7, "whoever the specialist could call first");
    for (index, other) in others.iter().enumerate() {
        let _ = other.post(&format!("{}/close", bank.counter(index)), &json!({})).await.expect(200);
    }
    let alone = bank.take("wealth", json!({})).await.expect(201);
    let high = |ticket: &testing::Answer| ticket.at("/wait/high_s").as_i64().unwrap_or(0);
    assert!(3 * high(&some) < 2 * high(&alone), "most were to be called elsewhere");
}

#[tokio::test]
async fn age_and_record_bring_the_class() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let class = async |more: serde_json::Value| {
        let visit = bank.take("cash", more).await.expect(201).text_at("/visit_id");
        let record = teller.get(&format!("/visits/{visit}")).await.expect(200);
        (record.text_at("/class"), record.text_at("/care_group"), record.text_at("/customer/name"))
    };
    let shown = |value: &str| json!({ "identity": { "kind": "resident_id", "value": value } });
    let text =
        |parts: (&str, &str, &str)| (parts.0.to_owned(), parts.1.to_owned(), parts.2.to_owned());
    let known = class(shown(OLD_CUSTOMER)).await;
    assert_eq!((known.0.as_str(), known.1.as_str()), ("care", "elderly"));
    assert!(known.2.contains('*') && !known.2.contains("建国"), "{}", known.2);
    assert_eq!(class(shown(STRANGER)).await, text(("ordinary", "", "")));
    let lower = OLD_CUSTOMER.to_lowercase();
    assert_eq!(class(shown(&lower)).await.0, "care");
}

#[tokio::test]
async fn a_ticket_tells_of_care_only_what_its_holder_told() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let told = async |more: serde_json::Value| {
        let ticket = bank.take("cash", more).await.expect(201);
        let path = format!("/public/tickets/{}", ticket.text_at("/token"));
        let again = bank.house.nobody().get(&path).await.expect(200);
        assert_eq!(ticket.at("/care_group"), again.at("/care_group"));
        let record = teller.get(&format!("/visits/{}", ticket.text_at("/visit_id"))).await;
        (again.text_at("/care_group/code"), record.text_at("/care_group"), ticket)
    };
    let by = |kind: &str, value: &str| json!({ "identity": { "kind": kind, "value": value } });
    let (shown, known, ticket) = told(by("phone", "13812345678")).await;
    assert_eq!(
        (shown.as_str(), known.as_str()),
        ("", "elderly"),
        "anybody may know a phone number"
    );
    let (_, _, plain) = told(json!({})).await;
    assert_eq!(ticket.at("/self_service"), plain.at("/self_service"));
    let (shown, known, _) = told(by("resident_id", OLD_CUSTOMER)).await;
    assert_eq!((shown.as_str(), known.as_str()), ("elderly", "elderly"), "the document tells it");
    let chosen = json!({ "care_group": "pregnant", "identity": { "kind": "phone", "value": "13812345678" } });
    let (shown, known, _) = told(chosen).await;
    assert_eq!((shown.as_str(), known.as_str()), ("pregnant", "pregnant"));
}

#[tokio::test]
async fn a_holder_postpones_and_leaves() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let ticket = bank.take("cash", json!({})).await.expect(201);
    let path = format!("/public/tickets/{}", ticket.text_at("/token"));
    let nobody = bank.house.nobody();
    let odd = nobody.post(&format!("{path}/postpone"), &json!({ "minutes": 7 })).await;
    assert_json_snapshot!("postpone_odd", odd.redacted());
    let later =
        nobody.post(&format!("{path}/postpone"), &json!({ "minutes": 5 })).await.expect(200);
    assert!(later.at("/postponed_until").is_string());
    assert_eq!(call_next(&teller, &bank.counter(0)).await.text_at("/idle"), "nobody_waiting");
    bank.pass(300);
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.at("/visit/id"), ticket.at("/visit_id"));
    let left = nobody.post(&format!("{path}/leave"), &json!({})).await.expect(200);
    assert_eq!(left.text_at("/state"), "left");
    let desk = teller.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!(
        (desk.text_at("/counter/state"), desk.at("/current")),
        ("free".to_owned(), json!(null))
    );
    assert_eq!(nobody.post(&format!("{path}/leave"), &json!({})).await.status(), 409);
}

#[tokio::test]
async fn an_unknown_ticket_is_told_kindly() {
    let bank = Bank::found().await;
    for token in ["x", &"A".repeat(43), "%E4%BD%A0"] {
        let missing =
            bank.house.nobody().get(&format!("/public/tickets/{token}")).await.expect(404);
        assert_eq!(missing.text_at("/code"), "lobby.ticket_not_found", "{token}");
    }
    let nowhere =
        bank.house.nobody().get(&format!("/public/branches/{}/kiosk", bank.counters[0])).await;
    assert_json_snapshot!("unknown_branch", nowhere.redacted());
}

#[tokio::test]
async fn kiosk_and_hall_screen_show_what_everybody_may_see() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let nobody = bank.house.nobody();
    bank.visit("cash").await;
    bank.visit("loan").await;
    let kiosk = nobody.get(&format!("/public/branches/{}/kiosk", bank.east)).await.expect(200);
    assert_eq!((kiosk.at("/waiting"), kiosk.at("/idle_seconds")), (json!(2), json!(45)));
    assert_json_snapshot!("kiosk_service", kiosk.at("/services/1"), { ".id" => "[id]" });
    let groups = kiosk.at("/care_groups").as_array().expect("the test bank works").clone();
    assert!(
        groups.iter().all(|group| group["code"] != "unwell"),
        "an emergency is for staff to see"
    );
    bank.pass(60);
    let _ = call_next(&teller, &bank.counter(0)).await;
    let hall = nobody.get(&format!("/public/branches/{}/hall", bank.east)).await.expect(200);
    assert_json_snapshot!("hall_calls", hall.at("/calls"), { "[].call_id" => "[id]" });
    assert_eq!((hall.at("/waiting"), hall.at("/parked")), (json!(1), json!(0)));
    let branches = nobody.get("/public/branches").await.expect(200);
    assert_eq!(branches.at("/items").as_array().expect("the test bank works").len(), 2);
}

#[tokio::test]
async fn nobody_counts_as_ahead_of_themselves() {
    let bank = Bank::found().await;
    for expected in 0..3 {
        let taken = bank.take("cash", json!({})).await.expect(201);
        let path = format!("/public/tickets/{}", taken.text_at("/token"));
        let shown = bank.house.nobody().get(&path).await.expect(200);
        assert_eq!((taken.at("/ahead"), shown.at("/ahead")), (json!(expected), json!(expected)));
        assert_eq!(taken.at("/wait"), shown.at("/wait"));
        bank.pass(1);
    }
}

#[tokio::test]
async fn a_class_that_the_rules_no_longer_know_is_ahead_like_an_ordinary_one() {
    let bank = Bank::found().await;
    bank.visit("cash").await;
    bank.execute("UPDATE lobby_visits SET class = 'forgotten'").await;
    bank.pass(60);
    let next = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(next.at("/ahead"), 1, "the desk calls the forgotten one first");
    let care = bank.take("cash", json!({ "care_group": "pregnant" })).await.expect(201);
    assert_eq!(care.at("/ahead"), 0);
}

/// Returns the calls that the hall screen shows.
async fn calls(bank: &Bank) -> Vec<String> {
    let path = format!("/public/branches/{}/hall", bank.east);
    let hall = bank.house.nobody().get(&path).await.expect(200);
    let text = |call: &serde_json::Value| {
        let of = |field: &str| call[field].as_str().expect("the test bank works").to_owned();
        format!("{} to {}", of("number"), of("counter_number"))
    };
    hall.at("/calls").as_array().expect("the test bank works").iter().map(text).collect()
}

#[tokio::test]
async fn the_hall_screen_sends_nobody_to_a_counter_that_does_not_expect_them() {
    let bank = Bank::found().await;
    let (first, second) = (bank.seated(0).await, bank.seated(1).await);
    let visit = bank.visit("cash").await;
    let _ = call_next(&first, &bank.counter(0)).await;
    assert_eq!(calls(&bank).await, ["A001 to 1"]);
    let _ = act(&first, &visit, "park", json!({})).await.expect(200);
    assert!(calls(&bank).await.is_empty());
    let _ = act(&first, &visit, "call", json!({})).await.expect(200);
    assert_eq!(calls(&bank).await, ["A001 to 1"]);
    let over = json!({ "counter_id": bank.counters[1] });
    let _ = act(&first, &visit, "transfer", over).await.expect(200);
    assert!(calls(&bank).await.is_empty());
    let _ = call_next(&second, &bank.counter(1)).await;
    assert_eq!(calls(&bank).await, ["A001 to 2"]);
    let _ = act(&second, &visit, "serve", json!({})).await.expect(200);
    let _ = act(&second, &visit, "finish", json!({})).await.expect(200);
    assert_eq!(calls(&bank).await, ["A001 to 2"]);
    let gone = bank.visit("cash").await;
    bank.pass(1);
    let _ = call_next(&first, &bank.counter(0)).await;
    assert_eq!(calls(&bank).await, ["A002 to 1", "A001 to 2"]);
    let _ = act(&first, &gone, "leave", json!({})).await.expect(200);
    assert_eq!(calls(&bank).await, ["A001 to 2"]);
}

#[tokio::test]
async fn the_hall_screen_names_no_wait_for_what_goes_before_everybody() {
    let bank = Bank::found().await;
    let _teller = bank.seated(0).await;
    let urgent = bank.service("fraud_stop");
    bank.visit("fraud_stop").await;
    let path = format!("/public/branches/{}/hall", bank.east);
    let hall = bank.house.nobody().get(&path).await.expect(200);
    let services = hall.at("/by_service").as_array().expect("the test bank works").clone();
    for service in &services {
        assert_eq!(service["urgent"], service["service_id"] == urgent, "{service}");
        assert_eq!(
            service["wait"].is_null(),
            service["urgent"] == true || service["staffed"] == false
        );
    }
    assert_eq!(hall.at("/wait"), json!(null), "only an emergency waits");
    bank.visit("cash").await;
    let hall = bank.house.nobody().get(&path).await.expect(200);
    assert!(hall.at("/wait/high_s").is_number());
}
