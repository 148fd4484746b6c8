//! Shifts: who works where and when.

use insta::assert_json_snapshot;
use organisation::api;
use serde_json::{Value, json};

use crate::bank::Bank;

fn night(bank: &Bank) -> Value {
    json!({ "branch_id": bank.east, "staff_id": bank.teller, "counter_id": bank.counter,
        "starts_at": "2026-11-24T14:00:00Z", "ends_at": "2026-11-24T22:00:00Z" })
}

#[tokio::test]
async fn a_shift_may_run_over_midnight() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let created = manager.post("/shifts", &night(&bank)).await.expect(201);
    assert_json_snapshot!(created.redacted(), @r#"
    {
      "body": {
        "branch_id": "[id]",
        "counter_id": "[id]",
        "ends_at": "[time]",
        "id": "[id]",
        "staff_id": "[id]",
        "staff_name": "王芳",
        "staff_name_en": "Staff 1001",
        "starts_at": "[time]",
        "version": 1
      },
      "status": 201
    }
    "#);
    // 16:30 in UTC is half past midnight in Shanghai.
    let at = "2026-11-24T16:30:00Z".parse().unwrap();
    let found = api::find_shift(&bank.house.app, bank.teller, at).await.unwrap().unwrap();
    assert_eq!(found.counter, Some(bank.counter));
    let end = "2026-11-24T22:00:00Z".parse().unwrap();
    assert!(api::find_shift(&bank.house.app, bank.teller, end).await.unwrap().is_none());
}

#[tokio::test]
async fn one_person_works_at_one_place_at_a_time() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let created = manager.post("/shifts", &night(&bank)).await.expect(201);
    let twice = manager.post("/shifts", &night(&bank)).await.expect(409);
    assert_eq!(twice.text_at("/code"), "shift.overlaps");

    let path = format!("/shifts/{}", created.text_at("/id"));
    let open = manager.patch(&path, &json!({ "version": 1, "counter_id": null })).await.expect(200);
    assert_eq!((open.at("/counter_id"), open.at("/version")), (json!(null), json!(2)));
    let backwards =
        manager.patch(&path, &json!({ "version": 2, "ends_at": "2026-11-24T13:00:00Z" })).await;
    assert_eq!(backwards.text_at("/errors/0/code"), "shift.bad_end");
    let _ = manager.delete(&path).await.expect(200);
    let _ = manager.delete(&path).await.expect(404);
    let _ = manager.post("/shifts", &night(&bank)).await.expect(201);
}

#[tokio::test]
async fn shifts_are_listed_by_time_and_scope() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    for day in 24..28 {
        let shift = json!({ "branch_id": bank.east, "staff_id": bank.teller,
            "starts_at": format!("2026-11-{day}T01:00:00Z"), "ends_at": format!("2026-11-{day}T09:00:00Z") });
        let _ = manager.post("/shifts", &shift).await.expect(201);
    }
    let path = format!(
        "/shifts?branch_id={}&from=2026-11-25T00:00:00Z&to=2026-11-27T00:00:00Z&limit=1",
        bank.east
    );
    let first = manager.get(&path).await.expect(200);
    assert_eq!(first.at("/items/0/starts_at"), json!("2026-11-25T01:00:00Z"));
    let second =
        manager.get(&format!("{path}&cursor={}", first.text_at("/next"))).await.expect(200);
    assert_eq!(second.at("/items/0/starts_at"), json!("2026-11-26T01:00:00Z"));
    assert_eq!(second.at("/next"), json!(null));

    let other = bank.west_manager().await;
    assert_eq!(other.get("/shifts").await.at("/items/0"), json!(null));
    let _ = other.post("/shifts", &night(&bank)).await.expect(404);
}

#[tokio::test]
async fn a_counter_of_another_branch_is_refused() {
    let bank = Bank::found().await;
    let manager = bank.west_manager().await;
    let mut shift = night(&bank);
    shift["branch_id"] = json!(bank.west);
    let refused = manager.post("/shifts", &shift).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/counter_id");
}
