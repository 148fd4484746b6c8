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
