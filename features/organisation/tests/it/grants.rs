//! Roles: who may give which to whom.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn an_administrator_gives_a_role_and_takes_it_back() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let path = format!("/staff/{}/grants", bank.teller);
    let given = administrator
        .post(&path, &json!({ "role": "teller", "branch_id": bank.east }))
        .await
        .expect(201);
    assert_json_snapshot!(given.redacted(), @r#"
    {
      "body": {
        "branch_id": "[id]",
        "granted_at": "[time]",
        "granted_by": "[id]",
        "id": "[id]",
        "role": "teller"
      },
      "status": 201
    }
    "#);
    let listed = administrator.get(&path).await.expect(200);
    assert_eq!(listed.at("/items/0/id"), given.at("/id"));
    let twice =
        administrator.post(&path, &json!({ "role": "teller", "branch_id": bank.east })).await;
    assert_eq!(twice.status(), 409);
    let grant = format!("{path}/{}", given.text_at("/id"));
    let _ = administrator.delete(&grant).await.expect(200);
    let _ = administrator.delete(&grant).await.expect(404);
    let unknown = administrator.post(&path, &json!({ "role": "king" })).await;
    assert_eq!(
        (unknown.status(), unknown.text_at("/code")),
        (422, "grant.unknown_role".to_owned())
    );
}

#[tokio::test]
async fn a_manager_gives_only_what_they_may_do_and_only_at_home() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let path = format!("/staff/{}/grants", bank.teller);
    let _ = manager
        .post(&path, &json!({ "role": "lobby_manager", "branch_id": bank.east }))
        .await
        .expect(201);
    for wide in [
        json!({ "role": "administrator" }),
        json!({ "role": "head_office", "branch_id": bank.east }),
        json!({ "role": "teller", "branch_id": bank.west }),
        json!({ "role": "teller" }),
    ] {
        let refused = manager.post(&path, &wide).await;
        assert_eq!(
            (refused.status(), refused.text_at("/code")),
            (403, "grant.too_wide".to_owned()),
            "{wide}"
        );
    }
    let elsewhere = format!("/staff/{}/grants", bank.west_teller);
    let _ = manager
        .post(&elsewhere, &json!({ "role": "teller", "branch_id": bank.east }))
        .await
        .expect(404);
}

#[tokio::test]
async fn nobody_gives_a_role_to_themselves() {
    let bank = Bank::found().await;
    let manager = bank.house.sign_in_as(bank.teller, "branch_manager", Some(bank.east)).await;
    let path = format!("/staff/{}/grants", bank.teller);
    let own =
        manager.post(&path, &json!({ "role": "lobby_manager", "branch_id": bank.east })).await;
    assert_eq!((own.status(), own.text_at("/code")), (403, "grant.own_roles".to_owned()));
}

#[tokio::test]
async fn a_new_role_counts_at_once_because_sessions_end() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let teller = bank.house.sign_in_as(bank.teller, "teller", Some(bank.east)).await;
    let _ = teller.get("/branches").await.expect(200);
    let path = format!("/staff/{}/grants", bank.teller);
    let _ = administrator
        .post(&path, &json!({ "role": "lobby_manager", "branch_id": bank.east }))
        .await
        .expect(201);
    let _ = teller.get("/branches").await.expect(401);
}

#[tokio::test]
async fn roles_are_listed_with_what_they_allow() {
    let bank = Bank::found().await;
    let roles = bank.administrator().await.get("/roles").await.expect(200);
    let codes: Vec<_> =
        roles.json()["items"].as_array().unwrap().iter().map(|role| role["code"].clone()).collect();
    assert_eq!(codes[0], json!("teller"));
    assert_eq!(roles.at("/items/0/permissions/0/reach"), json!("branch"));
}
