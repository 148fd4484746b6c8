//! What those who run the hall see.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::{Bank, act, call_next};

#[tokio::test]
async fn the_board_follows_the_hall() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    let teller = bank.seated(0).await;
    for _ in 0..3 {
        bank.visit("cash").await;
        bank.pass(100);
    }
    let first = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    let _ = act(&teller, &first, "serve", json!({})).await.expect(200);
    bank.pass(60);
    let _ = act(&teller, &first, "finish", json!({})).await.expect(200);
    let _ = call_next(&teller, &bank.counter(0)).await;
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_json_snapshot!("totals", board.at("/totals"));
    assert_json_snapshot!("counters", testing::redact::value(board.at("/counters")));
    assert_json_snapshot!("waiting", testing::redact::value(board.at("/waiting")));
}

#[tokio::test]
async fn visits_are_listed_page_by_page() {
    let bank = Bank::found().await;
    let manager = bank.manager().await;
    for _ in 0..5 {
        bank.visit("cash").await;
        bank.pass(1);
    }
    let path = format!("/visits?branch_id={}&day=2026-11-24&state=waiting&limit=2", bank.east);
    let (mut numbers, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = manager.get(&format!("{path}{cursor}")).await.expect(200);
        numbers.extend(
            page.at("/items")
                .as_array()
                .expect("the test bank works")
                .iter()
                .map(|visit| visit["number"].clone()),
        );
        match page.at("/next").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(numbers, ["A005", "A004", "A003", "A002", "A001"]);
    let office = bank.house.sign_in("head_office", None).await;
    for path in [&format!("/visits?branch_id={}&number=a003", bank.east), "/visits?number=a003"] {
        let found = office.get(path).await.expect(200);
        assert_eq!(found.at("/items/0/number"), "A003");
    }
    let wrong = manager.get("/visits?day=yesterday&state=asleep").await;
    assert_json_snapshot!("wrong_query", wrong.redacted());
}

#[tokio::test]
async fn a_number_or_state_without_a_day_is_of_today() {
    let bank = Bank::found().await;
    bank.visit("cash").await;
    bank.pass(24 * 3600);
    bank.open_day().await;
    let today = bank.visit("cash").await;
    let manager = bank.manager().await;
    for query in ["number=A001", "state=waiting"] {
        let found = manager.get(&format!("/visits?{query}")).await.expect(200);
        assert_eq!(
            (found.text_at("/items/0/id"), found.at("/items/1")),
            (today.clone(), json!(null))
        );
    }
    let all = manager.get("/visits").await.expect(200);
    assert_eq!(all.at("/items").as_array().map(Vec::len), Some(2));
    let before = manager.get("/visits?number=A001&day=2026-11-24").await.expect(200);
    assert_eq!(before.text_at("/items/0/business_day"), "2026-11-24");
}

/// Returns the numbers on the board, in its order.
async fn numbers(bank: &Bank) -> Vec<serde_json::Value> {
    let board = bank.manager().await.get(&format!("/branches/{}/board", bank.east)).await;
    let waiting = board.at("/waiting");
    waiting
        .as_array()
        .expect("the test bank works")
        .iter()
        .map(|one| one["number"].clone())
        .collect()
}

#[tokio::test]
async fn whoever_is_called_first_stands_first_and_an_emergency_is_marked() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let parked = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    let reason = json!({ "reason": "filling_form" });
    let _ = act(&teller, &parked, "park", reason).await.expect(200);
    let later = bank.take("cash", json!({})).await.expect(201).text_at("/token");
    let postpone = format!("/public/tickets/{later}/postpone");
    let _ = bank.house.nobody().post(&postpone, &json!({ "minutes": 10 })).await.expect(200);
    bank.visit("cash").await;
    bank.pass(240);
    let _ = bank.take("cash", json!({ "care_group": "pregnant" })).await.expect(201);
    bank.visit("fraud_stop").await;
    let order = ["S001", "A004", "A003", "A002", "A001"];
    assert_eq!(numbers(&bank).await, order, "emergency, care, ordinary, postponed, parked");
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!(
        board.at("/waiting/0/standing/class"),
        json!({ "code": "emergency", "name": "紧急", "name_en": "Emergency" })
    );
    let urgent = |index| board.at(&format!("/waiting/{index}/standing/urgent"));
    assert_eq!((urgent(0), urgent(1)), (json!(true), json!(false)));
    assert_eq!(board.text_at("/waiting/1/standing/care_group/name_en"), "Pregnant");
    assert_eq!(board.text_at("/waiting/4/park_reason/name_en"), "Filling in a form");
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.at("/visit/number"), "S001");
    assert_eq!(called.at("/visit/standing/urgent"), true);
    assert_eq!(numbers(&bank).await, &order[1..]);
}

#[tokio::test]
async fn one_rule_judges_a_wait_on_row_service_and_alert() {
    let bank = Bank::found().await;
    let (manager, _teller) = (bank.manager().await, bank.seated(0).await);
    bank.visit("cash").await;
    let judged = async || {
        bank.reconcile().await;
        let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
        let services = board.at("/services");
        let mut services = services.as_array().expect("the test bank works").iter();
        let cash = services.find(|one| one["code"] == "cash").expect("the test bank works");
        (board.text_at("/waiting/0/level"), cash["level"].clone(), board.text_at("/alerts/0/level"))
    };
    let all = |level: &str, alert: &str| (level.to_owned(), json!(level), alert.to_owned());
    bank.pass(1_199);
    assert_eq!(judged().await, all("ok", ""), "the target has passed, but nobody is alarmed yet");
    bank.pass(1);
    assert_eq!(judged().await, all("warn", "warn"));
    bank.pass(600);
    assert_eq!(judged().await, all("breach", "breach"));
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!(
        (board.at("/waiting/0/warn_s"), board.at("/waiting/0/breach_s")),
        (json!(1_200), json!(1_800)),
        "pages age rows by these between two answers"
    );
}

#[tokio::test]
async fn people_have_names_in_both_languages() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let visit = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    let alone = teller.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!(alone.at("/colleagues"), json!([]), "nobody else sits at a counter");
    let _second = bank.seated(1).await;
    let served = act(&teller, &visit, "serve", json!({})).await.expect(200);
    assert_eq!(served.text_at("/staff/name_en"), "Teller 1");
    assert_eq!(served.text_at("/steps/1/actor/name_en"), "Teller 1");
    assert_eq!(served.at("/steps/0/actor/name_en"), json!(null), "the customer took the number");
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!(board.text_at("/counters/0/staff_name_en"), "Teller 1");
    let desk = teller.get(&format!("{}/desk", bank.counter(0))).await.expect(200);
    assert_eq!(desk.text_at("/counter/staff/name_en"), "Teller 1");
    assert_eq!(desk.text_at("/colleagues/0/name_en"), "Teller 2");
}

#[tokio::test]
async fn who_will_probably_be_late_is_marked_before_it_is_too_late() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let mut visits = Vec::new();
    for _ in 0..6 {
        visits.push(bank.visit("open_account").await);
        bank.pass(1);
    }
    let path = format!("/branches/{}/board", bank.east);
    let board = manager.get(&path).await.expect(200);
    let late = board.at("/late").as_array().expect("a list").clone();
    assert!(!late.contains(&json!(visits[0])), "the first is called at once: {late:?}");
    assert!(
        late.contains(&json!(visits[5])),
        "five accounts take longer than half an hour: {late:?}"
    );
    // Three more counters: nobody is late any more.
    let _others = (bank.seated(1).await, bank.seated(2).await);
    drop(teller);
    let relieved = manager.get(&path).await.expect(200);
    let fewer = relieved.at("/late").as_array().expect("a list").len();
    assert!(fewer < late.len(), "{fewer} of {}", late.len());
}

#[tokio::test]
async fn a_counter_tells_from_when_on_its_state_lasts_too_long() {
    let bank = Bank::found().await;
    let (manager, teller) = (bank.manager().await, bank.seated(0).await);
    let path = format!("/branches/{}/board", bank.east);
    let too_long = async || {
        let board = manager.get(&path).await.expect(200);
        (board.at("/counters/0/since"), board.at("/counters/0/too_long_at"))
    };
    assert_eq!(too_long().await.1, json!(null), "a free counter may wait");
    let visit = bank.visit("cash").await;
    let _ = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(too_long().await.1, "2026-11-24T02:03:00Z");
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    let usual =
        bank.services.iter().find(|service| service.code == "cash").expect("cash").typical_s;
    let (since, at) = too_long().await;
    let read = |text: serde_json::Value| -> kernel::Timestamp {
        text.as_str().expect("an instant").parse().expect("an instant")
    };
    assert_eq!(
        i64::try_from(read(at).since(read(since)).as_secs()).ok(),
        Some(3 * i64::from(usual))
    );
}
