//! Branches: reading within one's scope, creating, changing, and what is refused.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn an_administrator_creates_and_changes_a_branch() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let body = json!({ "parent_id": bank.east, "kind": "sub_branch", "code": "E0101", "name": "东门网点", "name_en": "East Gate" });
    let created = administrator.post("/branches", &body).await.expect(201);
    assert_json_snapshot!(created.redacted(), @r#"
    {
      "body": {
        "active": true,
        "address": "",
        "address_en": "",
        "code": "E0101",
        "facilities": [],
        "id": "[id]",
        "jurisdiction": "cn",
        "kind": "sub_branch",
        "name": "东门网点",
        "name_en": "East Gate",
        "parent_id": "[id]",
        "phone": "",
        "version": 1,
        "zone": "Asia/Shanghai"
      },
      "status": 201
    }
    "#);

    let path = format!("/branches/{}", created.text_at("/id"));
    let change = json!({ "version": 1, "phone": "010-5550 1111", "active": false });
    let changed = administrator.patch(&path, &change).await.expect(200);
    assert_eq!((changed.at("/phone"), changed.at("/version")), (json!("010-5550 1111"), json!(2)));
    assert_eq!(administrator.get(&path).await.json(), changed.json());

    let late = administrator.patch(&path, &change).await.expect(409);
    assert_json_snapshot!(late.redacted(), @r#"
    {
      "body": {
        "code": "branch.changed_meanwhile",
        "detail": "其他人刚刚修改了这个机构，请刷新后核对再保存。",
        "status": 409,
        "title": "当前状态不能这样操作",
        "trace_id": "[trace_id]",
        "type": "/docs/problems#branch.changed_meanwhile"
      },
      "status": 409
    }
    "#);
}

#[tokio::test]
async fn a_code_belongs_to_one_branch() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let body = json!({ "parent_id": bank.head, "kind": "branch", "code": "E01", "name": "重名支行", "name_en": "Twin" });
    let taken = administrator.post("/branches", &body).await.expect(409);
    assert_json_snapshot!(taken.redacted(), @r#"
    {
      "body": {
        "code": "branch.code_taken",
        "detail": "这个编号已被另一个机构使用，请换一个。",
        "errors": [
          {
            "code": "branch.code_taken",
            "detail": "这个编号已被另一个机构使用，请换一个。",
            "pointer": "/code"
          }
        ],
        "status": 409,
        "title": "当前状态不能这样操作",
        "trace_id": "[trace_id]",
        "type": "/docs/problems#branch.code_taken"
      },
      "status": 409
    }
    "#);
}

#[tokio::test]
async fn every_wrong_field_is_named_in_the_callers_language() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await.in_english();
    let body = json!({ "kind": "branch", "code": "东 1", "name": " ", "name_en": "X", "phone": "call me", "zone": "Mars/Base" });
    let wrong = administrator.post("/branches", &body).await.expect(422);
    assert_json_snapshot!(wrong.redacted(), @r#"
    {
      "body": {
        "code": "web.invalid_fields",
        "detail": "Some fields need correcting; please see the marked ones.",
        "errors": [
          {
            "code": "organisation.bad_code",
            "detail": "A code has letters, digits, underscores and hyphens only, at most 40.",
            "pointer": "/code"
          },
          {
            "code": "organisation.bad_name",
            "detail": "Please give a name of at most 60 characters.",
            "pointer": "/name"
          },
          {
            "code": "organisation.bad_phone",
            "detail": "A phone number has digits, spaces and +-() only.",
            "pointer": "/phone"
          },
          {
            "code": "branch.unknown_zone",
            "detail": "There is no such time zone; an example is Asia/Shanghai.",
            "pointer": "/zone"
          },
          {
            "code": "branch.wrong_parent",
            "detail": "The head office has no branch above it; every other branch has one.",
            "pointer": "/parent_id"
          }
        ],
        "status": 422,
        "title": "Something in the request needs correcting",
        "trace_id": "[trace_id]",
        "type": "/docs/problems#web.invalid_fields"
      },
      "status": 422
    }
    "#);
}

#[tokio::test]
async fn a_branch_never_lies_below_itself() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let body = json!({ "parent_id": bank.east, "kind": "sub_branch", "code": "E0101", "name": "东门网点", "name_en": "East Gate" });
    let below = administrator.post("/branches", &body).await.expect(201).text_at("/id");
    for parent in [bank.east.to_string(), below] {
        let change = json!({ "version": 1, "parent_id": parent });
        let refused = administrator.patch(&format!("/branches/{}", bank.east), &change).await;
        assert_eq!(
            (refused.status(), refused.text_at("/code")),
            (422, "branch.below_itself".to_owned())
        );
    }
}

#[tokio::test]
async fn a_manager_sees_and_changes_the_own_branch_only() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let seen = manager.get("/branches").await.expect(200);
    assert_eq!(seen.at("/items/0/code"), json!("E01"));
    assert_eq!(seen.at("/items/1"), json!(null));

    let change = json!({ "version": 1, "phone": "010-5550 2222" });
    let _ = manager.patch(&format!("/branches/{}", bank.east), &change).await.expect(200);
    let _ = manager.get(&format!("/branches/{}", bank.west)).await.expect(404);
    let _ = manager.patch(&format!("/branches/{}", bank.west), &change).await.expect(404);
    let moved = json!({ "version": 2, "parent_id": bank.west });
    let _ = manager.patch(&format!("/branches/{}", bank.east), &moved).await.expect(403);
    let body = json!({ "parent_id": bank.east, "kind": "sub_branch", "code": "E0101", "name": "东门网点", "name_en": "East Gate" });
    let _ = manager.post("/branches", &body).await.expect(403);
    let _ = bank.house.nobody().get("/branches").await.expect(401);
}

#[tokio::test]
async fn pages_follow_each_other_and_words_are_found() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let first = administrator.get("/branches?limit=2").await.expect(200);
    assert_eq!((first.at("/items/0/code"), first.at("/items/1/code")), (json!("E01"), json!("HQ")));
    let second =
        administrator.get(&format!("/branches?limit=2&cursor={}", first.text_at("/next"))).await;
    assert_eq!((second.at("/items/0/code"), second.at("/next")), (json!("W01"), json!(null)));

    let found = administrator.get("/branches?q=%E5%9F%8E%E8%A5%BF").await;
    assert_eq!((found.at("/items/0/code"), found.at("/items/1")), (json!("W01"), json!(null)));
    let folded = administrator.get("/branches?q=branch%20w").await;
    assert_eq!(folded.at("/items/0/code"), json!("W01"));
    let none = administrator.get("/branches?q=%25").await;
    assert_eq!(none.at("/items/0"), json!(null), "a percent sign means itself");
}

#[tokio::test]
async fn a_branch_offers_services_of_the_catalogue() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let path = format!("/branches/{}/services", bank.east);
    assert_eq!(manager.get(&path).await.at("/service_ids").as_array().map(Vec::len), Some(3));
    let one = json!({ "service_ids": [bank.services[4].id, bank.services[4].id] });
    let set = manager.put(&path, &one).await.expect(200);
    assert_eq!(set.at("/service_ids"), json!([bank.services[4].id]));
    let unknown = json!({ "service_ids": [bank.east] });
    let refused = manager.put(&path, &unknown).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/service_ids");
}
