//! Somebody asks the customer what went wrong.

use std::time::Duration;

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use testing::Answer;

use crate::bank::Bank;

#[tokio::test]
async fn a_low_rating_opens_a_follow_up_alarms_the_board_and_stands_on_the_timeline() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    bank.low(&teller).await;
    let manager = bank.sign_in("branch_manager").await;
    assert_json_snapshot!("opened", manager.get("/follow-ups").await.redacted());
    let board = manager.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!(board.text_at("/alerts/0/kind"), "low_rating");
    bank.house.settled().await;
    let found =
        manager.post("/customers/search", &json!({ "phone": "13812345678" })).await.expect(200);
    let path = format!("/customers/{}/timeline", found.text_at("/items/0/id"));
    let timeline = manager.get(&path).await.expect(200);
    assert_eq!(timeline.at("/items/0/visit/rated"), json!(true));
    assert_eq!(kinds(&timeline)[4..], ["visit.rated", "follow_up.opened"]);
    let seen_by_teller = teller.get(&path).await.expect(200);
    assert_eq!(kinds(&seen_by_teller)[4..], ["visit.rated"], "a follow-up tells that it was low");
    let words = ["没人管", "1234", "satisfaction", "recommend", "effort"];
    let text = timeline.text() + &bank.house.events_as_text().await;
    assert!(words.iter().all(|word| !text.contains(word)), "{text}");
}

/// Returns the kinds of the steps of the newest entry of a timeline.
fn kinds(timeline: &Answer) -> Vec<String> {
    let steps = timeline.at("/items/0/steps");
    let kind = |step: &Value| step["kind"].as_str().unwrap().to_owned();
    steps.as_array().unwrap().iter().map(kind).collect()
}

#[tokio::test]
async fn marks_are_told_to_nobody_who_may_not_see_ratings() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    bank.low(&teller).await;
    bank.house.settled().await;
    let (manager, colleague) = (bank.sign_in("branch_manager").await, bank.sign_in("teller").await);
    let ratings = manager.get("/ratings").await.expect(200);
    let visit = ratings.text_at("/items/0/visit_id");
    let customer = ratings.text_at("/items/0/customer_id");
    let administrator = bank.house.sign_in("administrator", None).await;
    let (board, alerts) =
        (format!("/branches/{}/board", bank.east), format!("/branches/{}/alerts", bank.east));
    let record = format!("/visits/{visit}");
    for (who, path) in [
        (&colleague, board.as_str()),
        (&colleague, alerts.as_str()),
        (&colleague, record.as_str()),
        (&administrator, "/audit?action=visit.rated"),
        (&administrator, "/audit?action=rating.received"),
    ] {
        let answer = who.get(path).await.expect(200).text();
        assert!(!answer.contains("satisfaction") && !answer.contains("low_rating"), "{answer}");
    }
    for query in [format!("visit_id={visit}"), format!("customer_id={customer}")] {
        for who in [&teller, &manager] {
            let found = who.get(&format!("/ratings?{query}")).await.expect(200);
            assert_eq!(found.at("/items/0/satisfaction"), json!(1));
        }
        let found = colleague.get(&format!("/ratings?{query}")).await.expect(200);
        assert_eq!(found.at("/items"), json!([]), "tellers see ratings of their own visits");
    }
    let other = manager.get(&format!("/ratings?visit_id={customer}")).await.expect(200);
    assert_eq!(other.at("/items"), json!([]));
    let alerted = manager.get(&alerts).await.expect(200);
    assert_eq!(alerted.text_at("/items/0/sentence"), "A001 的评价偏低，请跟进回访。");
}

#[tokio::test]
async fn the_alert_leaves_the_board_when_somebody_sees_to_it() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let manager = bank.sign_in("lobby_manager").await;
    let board = format!("/branches/{}/board", bank.east);
    let alerts = async || {
        let alerts = manager.get(&board).await.expect(200).at("/alerts");
        alerts.as_array().expect("the test bank works").len()
    };
    let acts = [("take", json!({})), ("close", json!({ "outcome": "explained" }))];
    for (act, body) in acts {
        let path = format!("/follow-ups/{}", bank.low(&teller).await);
        assert_eq!(alerts().await, 1, "before {act}");
        let _ = manager.post(&format!("{path}/{act}"), &body).await.expect(200);
        assert_eq!(alerts().await, 0, "after {act}");
    }
}

#[tokio::test]
async fn it_is_taken_on_taken_over_and_closed() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let path = format!("/follow-ups/{}", bank.low(&teller).await);
    let (first, second) =
        (bank.sign_in("lobby_manager").await, bank.sign_in("branch_manager").await);
    let taken = first.post(&format!("{path}/take"), &json!({})).await.expect(200);
    assert_eq!(taken.text_at("/assignee/id"), first.staff().to_string());
    let close = json!({ "outcome": "apologised", "note": "当面致歉" });
    assert_json_snapshot!(
        "not_yours_zh",
        second.post(&format!("{path}/close"), &close).await.redacted()
    );
    assert_json_snapshot!(
        "not_yours_en",
        second.in_english().post(&format!("{path}/close"), &close).await.redacted()
    );
    assert_eq!(second.post(&format!("{path}/take"), &json!({})).await.status(), 200);
    let closed = second.post(&format!("{path}/close"), &close).await.expect(200);
    assert_eq!(closed.text_at("/state"), "closed");
    assert_json_snapshot!("closed", second.get("/follow-ups?state=closed").await.redacted());
    assert_json_snapshot!(
        "over_zh",
        first.post(&format!("{path}/take"), &json!({})).await.redacted()
    );
    assert_json_snapshot!(
        "over_en",
        first.in_english().post(&format!("{path}/close"), &close).await.redacted()
    );
    assert_eq!(first.get("/follow-ups").await.at("/items"), json!([]));
    bank.house.app.audit.anchor(&bank.house.app.db, bank.house.now()).await.unwrap();
    let verification = bank.house.app.audit.verify(&bank.house.app.db).await.unwrap();
    assert_eq!(verification.problems, []);
}

#[tokio::test]
async fn a_close_that_says_too_little_is_refused() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let path = format!("/follow-ups/{}/close", bank.low(&teller).await);
    let manager = bank.sign_in("lobby_manager").await;
    let refused = [
        ("outcome", json!({ "outcome": "forgotten" })),
        ("note_missing", json!({ "outcome": "unfounded", "note": " " })),
        ("note_long", json!({ "outcome": "explained", "note": "长".repeat(1_001) })),
    ];
    for (name, close) in refused {
        assert_json_snapshot!(
            format!("refused_{name}_zh"),
            manager.post(&path, &close).await.redacted()
        );
        assert_json_snapshot!(
            format!("refused_{name}_en"),
            manager.in_english().post(&path, &close).await.redacted()
        );
    }
    assert_json_snapshot!("state_unknown", manager.get("/follow-ups?state=lost").await.redacted());
    assert_eq!(manager.get("/follow-ups?cursor=rubbish").await.status(), 422);
}

#[tokio::test]
async fn pending_ones_come_by_urgency_page_by_page() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let mut opened = Vec::new();
    for _ in 0..3 {
        opened.push(bank.low(&teller).await);
    }
    let manager = bank.sign_in("branch_manager").await;
    let first =
        manager.get(&format!("/follow-ups?limit=2&branch_id={}", bank.east)).await.expect(200);
    let next = first.text_at("/next");
    let second = manager.get(&format!("/follow-ups?limit=2&cursor={next}")).await.expect(200);
    let listed =
        [first.text_at("/items/0/id"), first.text_at("/items/1/id"), second.text_at("/items/0/id")];
    assert_eq!(listed.as_slice(), opened.as_slice());
    assert_eq!(first.at("/items/0/overdue"), json!(false));
    bank.house.clock.advance(Duration::from_hours(25));
    let manager = bank.sign_in("branch_manager").await;
    assert_eq!(manager.get("/follow-ups").await.at("/items/0/overdue"), json!(true));
}

#[tokio::test]
async fn other_branches_and_other_roles_are_turned_away() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let path = format!("/follow-ups/{}", bank.low(&teller).await);
    let stranger = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    assert_eq!(stranger.get("/follow-ups").await.at("/items"), json!([]));
    assert_eq!(stranger.get(&format!("/follow-ups?branch_id={}", bank.east)).await.status(), 404);
    assert_json_snapshot!(
        "other_branch_zh",
        stranger.post(&format!("{path}/take"), &json!({})).await.redacted()
    );
    assert_json_snapshot!(
        "other_branch_en",
        stranger.in_english().post(&format!("{path}/take"), &json!({})).await.redacted()
    );
    let close = json!({ "outcome": "explained" });
    assert_eq!(stranger.post(&format!("{path}/close"), &close).await.status(), 404);
    assert_eq!(teller.get("/follow-ups").await.status(), 403);
    let compliance = bank.house.sign_in("compliance", None).await;
    assert_eq!(compliance.get("/follow-ups").await.at("/items").as_array().map(Vec::len), Some(1));
    assert_eq!(compliance.post(&format!("{path}/take"), &json!({})).await.status(), 403);
    assert_eq!(bank.house.nobody().get("/follow-ups").await.status(), 401);
}

#[tokio::test]
async fn words_are_sealed_anew_after_a_change_of_keys() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let path = format!("/follow-ups/{}/close", bank.low(&teller).await);
    let manager = bank.sign_in("lobby_manager").await;
    let close = json!({ "outcome": "explained", "note": "已解释" });
    assert_eq!(manager.post(&path, &close).await.status(), 200);
    let app = bank.house.with_changed_keys();
    let changed = app::reseal(&app).await.unwrap();
    assert_eq!(changed, 6, "a comment, a note, and four values of one customer");
    assert_eq!(app::reseal(&app).await.unwrap(), 0, "everything is up to date");
}
