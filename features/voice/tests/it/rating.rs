//! A customer rates a visit.

use std::time::Duration;

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::{Bank, COMMENT};

#[tokio::test]
async fn a_good_rating_is_received_once_and_needs_no_follow_up() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let finished = bank.serve(&teller).await;
    let rating = json!({ "satisfaction": 5, "effort": 4, "recommend": 9, "comment": " " });
    assert_json_snapshot!("received", bank.rate(&finished, rating.clone()).await.redacted());
    assert_json_snapshot!("again_zh", bank.rate(&finished, rating.clone()).await.redacted());
    let path = format!("/public/tickets/{}", finished.token);
    let english = bank.house.nobody().in_english();
    assert_json_snapshot!(
        "again_en",
        english.post(&format!("{path}/rating"), &rating).await.redacted()
    );
    let ticket = bank.house.nobody().get(&path).await.expect(200);
    assert_eq!(ticket.at("/rating"), json!({ "due": false, "given": true }));
    let manager = bank.sign_in("branch_manager").await;
    assert_eq!(manager.get("/follow-ups").await.at("/items"), json!([]));
    assert_json_snapshot!("list", manager.get("/ratings").await.redacted());
}

#[tokio::test]
async fn a_repeated_key_is_answered_from_the_record() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let finished = bank.serve(&teller).await;
    let path = format!("/public/tickets/{}/rating", finished.token);
    let phone = bank.house.nobody().with_key("0190163d-8694-739b-aea5-966c26f8ad91");
    let rating = json!({ "satisfaction": 4, "comment": COMMENT });
    let first = phone.post(&path, &rating).await.expect(200);
    let second = phone.post(&path, &rating).await.expect(200);
    assert_eq!(
        (first.json(), second.header("idempotency-replayed")),
        (second.json(), Some("true"))
    );
}

#[tokio::test]
async fn only_a_finished_visit_can_be_rated_and_only_for_a_week() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let finished = bank.serve(&teller).await;
    let waiting = bank.take().await;
    let rating = json!({ "satisfaction": 5 });
    assert_json_snapshot!("not_finished_zh", bank.rate(&waiting, rating.clone()).await.redacted());
    let english = bank.house.nobody().in_english();
    let path = |token: &str| format!("/public/tickets/{token}/rating");
    assert_json_snapshot!(
        "not_finished_en",
        english.post(&path(&waiting.token), &rating).await.redacted()
    );
    assert_json_snapshot!(
        "no_ticket",
        english.post(&path(&"A".repeat(43)), &rating).await.redacted()
    );
    bank.house.clock.advance(Duration::from_hours(7 * 24 + 1));
    assert_json_snapshot!("too_late_zh", bank.rate(&finished, rating.clone()).await.redacted());
    assert_json_snapshot!(
        "too_late_en",
        english.post(&path(&finished.token), &rating).await.redacted()
    );
}

#[tokio::test]
async fn marks_out_of_range_are_told_field_by_field() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let finished = bank.serve(&teller).await;
    let wrong =
        json!({ "satisfaction": 0, "effort": 6, "recommend": 11, "comment": "好".repeat(501) });
    assert_json_snapshot!("wrong_zh", bank.rate(&finished, wrong.clone()).await.redacted());
    let path = format!("/public/tickets/{}/rating", finished.token);
    assert_json_snapshot!(
        "wrong_en",
        bank.house.nobody().in_english().post(&path, &wrong).await.redacted()
    );
}

#[tokio::test]
async fn two_phones_rating_at_once_leave_one_rating() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let finished = bank.serve(&teller).await;
    let rate = || bank.rate(&finished, json!({ "satisfaction": 2 }));
    let (first, second, third) = tokio::join!(rate(), rate(), rate());
    let mut statuses = [first.status(), second.status(), third.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409]);
    let manager = bank.sign_in("branch_manager").await;
    assert_eq!(manager.get("/follow-ups").await.at("/items").as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn the_words_of_a_customer_stand_nowhere_in_clear() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let follow_up = bank.low(&teller).await;
    let manager =
        bank.sign_in("lobby_manager").await.with_key("0190163d-8694-739b-aea5-966c26f8ad92");
    let close = json!({ "outcome": "compensated", "note": "已致歉并送伞，回访号码 13812345678" });
    assert_eq!(manager.post(&format!("/follow-ups/{follow_up}/close"), &close).await.status(), 200);
    bank.house.settled().await;
    let secrets = ["没人管", "送伞", "1234-5678", "13812345678", "欧阳建国", "11010519491231002X"];
    for table in [
        "voice_ratings",
        "voice_follow_ups",
        "events_outbox",
        "audit_rows",
        "web_answers",
        "customers_timeline",
    ] {
        let text = bank.house.table_as_text(table).await;
        for secret in secrets {
            assert!(!text.contains(secret), "`{secret}` stands in {table}: {text}");
        }
    }
}
