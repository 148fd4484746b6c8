//! Counters of a branch.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn a_manager_sets_a_counter_up() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let (first, second) = (bank.services[0].id, bank.services[1].id);
    let path = format!("/branches/{}/counters", bank.east);
    let body = json!({ "number": "2", "name": "二号柜台", "name_en": "Counter 2", "kind": "open",
        "service_ids": [first, second], "specialised_service_ids": [second] });
    let created = manager.post(&path, &body).await.expect(201);
    assert_json_snapshot!(created.redacted(), @r#"
    {
      "body": {
        "active": true,
        "branch_id": "[id]",
        "id": "[id]",
        "kind": "open",
        "name": "二号柜台",
        "name_en": "Counter 2",
        "number": "2",
        "service_ids": [
          "[id]",
          "[id]"
        ],
        "specialised_service_ids": [
          "[id]"
        ],
        "version": 1
      },
      "status": 201
    }
    "#);

    let counter = format!("/counters/{}", created.text_at("/id"));
    let narrower = json!({ "version": 1, "service_ids": [first] });
    let refused = manager.patch(&counter, &narrower).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/code"), "counter.not_served");
    let both = json!({ "version": 1, "service_ids": [first], "specialised_service_ids": [] });
    let changed = manager.patch(&counter, &both).await.expect(200);
    assert_eq!((changed.at("/service_ids"), changed.at("/version")), (json!([first]), json!(2)));
    assert_eq!(manager.get(&counter).await.json(), changed.json());

    let list = manager.get(&path).await;
    assert_eq!((list.at("/items/0/number"), list.at("/items/1/number")), (json!("1"), json!("2")));
}

#[tokio::test]
async fn a_number_belongs_to_one_counter_of_a_branch() {
    let bank = Bank::found().await;
    let body = json!({ "number": "1", "name": "一号柜台", "name_en": "Counter 1", "kind": "cash" });
    let manager = bank.east_manager().await;
    let taken = manager.post(&format!("/branches/{}/counters", bank.east), &body).await.expect(409);
    assert_eq!(taken.text_at("/code"), "counter.number_taken");
    assert_eq!(taken.text_at("/errors/0/pointer"), "/number");
    let elsewhere = bank.west_manager().await;
    let _ = elsewhere.post(&format!("/branches/{}/counters", bank.west), &body).await.expect(201);
}

#[tokio::test]
async fn counters_of_other_branches_stay_unknown() {
    let bank = Bank::found().await;
    let manager = bank.west_manager().await;
    let counter = format!("/counters/{}", bank.counter);
    let _ = manager.get(&counter).await.expect(404);
    let _ = manager.patch(&counter, &json!({ "version": 1, "active": false })).await.expect(404);
    let _ = manager.get(&format!("/branches/{}/counters", bank.east)).await.expect(404);
    let body = json!({ "number": "9", "name": "九号柜台", "name_en": "Counter 9", "kind": "cash" });
    let _ = manager.post(&format!("/branches/{}/counters", bank.east), &body).await.expect(404);
}

#[tokio::test]
async fn a_repeated_post_makes_one_counter() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await.with_key("0190163d-8694-739b-aea5-966c26f8ad91");
    let path = format!("/branches/{}/counters", bank.east);
    let body = json!({ "number": "3", "name": "三号柜台", "name_en": "Counter 3", "kind": "cash" });
    let first = manager.post(&path, &body).await.expect(201);
    let again = manager.post(&path, &body).await.expect(201);
    assert_eq!(first.json(), again.json());
}
