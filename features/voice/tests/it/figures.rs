//! Figures over ratings.

use std::time::Duration;

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn a_summary_counts_what_the_list_shows() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    for (satisfaction, recommend) in [(5, Some(10)), (4, Some(8)), (2, Some(3)), (5, None)] {
        let finished = bank.serve(&teller).await;
        let rating = json!({ "satisfaction": satisfaction, "recommend": recommend });
        assert_eq!(bank.rate(&finished, rating).await.status(), 200);
    }
    bank.serve(&teller).await;
    bank.house.settled().await;
    let manager = bank.sign_in("branch_manager").await;
    assert_json_snapshot!("branch", manager.get("/ratings/summary").await.redacted());
    assert_eq!(manager.get("/ratings").await.at("/items").as_array().map(Vec::len), Some(4));
    let head_office = bank.house.sign_in("head_office", None).await;
    let path = format!("/ratings/summary?branch_id={}", bank.east);
    assert_eq!(head_office.get(&path).await.at("/response_rate"), json!(0.8));
    let own = teller.get("/ratings/summary").await.expect(200);
    assert_eq!((own.at("/count"), own.at("/finished")), (json!(4), json!(null)));
    let other = bank.sign_in("teller").await;
    assert_eq!(other.get("/ratings").await.at("/items"), json!([]));
    let stranger = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    assert_eq!(stranger.get(&path).await.status(), 404);
    assert_json_snapshot!("nothing", stranger.get("/ratings/summary").await.redacted());
    assert_eq!(bank.house.sign_in("administrator", None).await.get("/ratings").await.status(), 403);
}

#[tokio::test]
async fn low_is_what_the_rules_of_its_time_called_low() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    for satisfaction in [2, 3] {
        let finished = bank.serve(&teller).await;
        let rating = json!({ "satisfaction": satisfaction });
        assert_eq!(bank.rate(&finished, rating).await.status(), 200);
    }
    let administrator = bank.house.sign_in("administrator", None).await;
    let rules = "/rules/lobby%2Fcn";
    let content = administrator.get(rules).await.expect(200).text_at("/content");
    let stricter = content.replacen("follow_up_at_or_below: 2", "follow_up_at_or_below: 4", 1);
    let _ = administrator.put(rules, &json!({ "content": stricter })).await.expect(200);
    let manager = bank.sign_in("branch_manager").await;
    let summary = manager.get("/ratings/summary").await.expect(200);
    assert_eq!((summary.at("/count"), summary.at("/low")), (json!(2), json!(1)));
    let follow_ups = manager.get("/follow-ups").await.expect(200);
    assert_eq!(follow_ups.at("/items").as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn the_share_of_rated_visits_is_counted_over_whole_days() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    let finished = bank.serve(&teller).await;
    assert_eq!(bank.rate(&finished, json!({ "satisfaction": 5 })).await.status(), 200);
    bank.house.settled().await;
    bank.house.clock.advance(Duration::from_mins(5));
    let manager = bank.sign_in("branch_manager").await;
    let path = format!("/ratings/summary?from={}", bank.house.now());
    let summary = manager.get(&path).await.expect(200);
    assert_eq!((summary.at("/count"), summary.at("/finished")), (json!(0), json!(1)));
    assert_eq!(
        summary.at("/response_rate"),
        json!(1.0),
        "the visit and its rating are of this day"
    );
}

#[tokio::test]
async fn ratings_are_listed_page_by_page_within_a_time() {
    let bank = Bank::found().await;
    let teller = bank.teller().await;
    for satisfaction in [3, 4, 5] {
        let finished = bank.serve(&teller).await;
        assert_eq!(
            bank.rate(&finished, json!({ "satisfaction": satisfaction })).await.status(),
            200
        );
    }
    let manager = bank.sign_in("branch_manager").await;
    let first = manager.get("/ratings?limit=2").await.expect(200);
    let next = first.text_at("/next");
    let second = manager.get(&format!("/ratings?limit=2&cursor={next}")).await.expect(200);
    let marks = [&first.at("/items/0"), &first.at("/items/1"), &second.at("/items/0")]
        .map(|item| item["satisfaction"].clone());
    assert_eq!(marks, [json!(5), json!(4), json!(3)]);
    let before = first.text_at("/items/1/at");
    let earlier = manager.get(&format!("/ratings?to={before}")).await.expect(200);
    assert_eq!(earlier.at("/items").as_array().map(Vec::len), Some(1));
    assert_eq!(manager.get("/ratings?from=yesterday").await.status(), 422);
}
