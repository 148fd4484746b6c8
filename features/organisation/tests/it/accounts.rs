//! Accounts, as those who manage staff see them.

use std::time::Duration;

use axum::http::Method;
use insta::assert_json_snapshot;
use kernel::StaffId;
use serde_json::{Value, json};

use crate::bank::Bank;
use crate::session::{Browser, PASSWORD, bank_with_password, sign_in};

/// What administrators give out in these tests.
const GIVEN: &str = "given by the office";

fn account_of(staff: StaffId) -> String {
    format!("/staff/{staff}/account")
}

fn new_account(username: &str) -> Value {
    json!({ "username": username, "password": GIVEN })
}

#[tokio::test]
async fn a_manager_creates_an_account_and_the_person_chooses_a_password() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let grant = json!({ "role": "teller", "branch_id": bank.east });
    let _ = manager.post(&format!("/staff/{}/grants", bank.teller), &grant).await.expect(201);
    let created = manager.post(&account_of(bank.teller), &new_account("Wang.Fang")).await;
    assert_json_snapshot!(created.redacted(), @r#"
    {
      "body": {
        "disabled": false,
        "locked_until": null,
        "must_change": true,
        "totp_enabled": false,
        "username": "Wang.Fang"
      },
      "status": 201
    }
    "#);
    let shown = manager.get(&format!("/staff/{}", bank.teller)).await.expect(200);
    assert_eq!(shown.at("/account"), created.json());

    let browser = Browser::open_as(&bank, "wang.fang", GIVEN).await;
    assert_eq!(browser.get("/session").await.at("/password_change_due"), json!(true));
    assert_eq!(browser.get("/branches").await.status(), 403);
    let change = json!({ "current": GIVEN, "new": PASSWORD });
    let _ = browser.call(Method::POST, "/session/password", change).await.expect(200);
    assert_eq!(browser.get("/branches").await.status(), 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_account_is_told_at_its_field() {
    let bank = bank_with_password().await;
    let administrator = bank.administrator().await;
    let path = account_of(bank.west_teller);
    let both = json!({ "username": "li qiang", "password": "123" });
    let refused = administrator.post(&path, &both).await.expect(422);
    let pointers = [refused.text_at("/errors/0/pointer"), refused.text_at("/errors/1/pointer")];
    assert_eq!(pointers, ["/password", "/username"]);
    let named = json!({ "username": "li.qiang", "password": "li.qiang li.qiang" });
    let refused = administrator.post(&path, &named).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/code"), "session.password_has_username");
    let taken = administrator.post(&path, &new_account("WANG.FANG")).await.expect(409);
    assert_eq!(taken.text_at("/code"), "account.username_taken");
    assert_eq!(taken.text_at("/errors/0/pointer"), "/username");
    let twice = administrator.post(&account_of(bank.teller), &new_account("other")).await;
    assert_eq!((twice.status(), twice.text_at("/code")), (409, "account.exists".to_owned()));

    let left = json!({ "version": 1, "active": false });
    let person = format!("/staff/{}", bank.west_teller);
    let _ = administrator.patch(&person, &left).await.expect(200);
    let refused = administrator.post(&path, &new_account("li.qiang")).await.expect(409);
    assert_eq!(refused.text_at("/code"), "account.staff_left");
}

#[tokio::test]
async fn only_who_manages_the_person_manages_the_account() {
    let bank = bank_with_password().await;
    let west = bank.west_manager().await;
    let teller = bank.house.sign_in("teller", Some(bank.east)).await;
    let compliance = bank.house.sign_in("compliance", None).await;
    let path = account_of(bank.teller);
    for (below, body) in [
        ("", new_account("somebody")),
        ("/password", json!({ "password": GIVEN })),
        ("/unlock", json!({})),
        ("/disable", json!({ "disabled": true })),
        ("/reset-totp", json!({})),
    ] {
        let path = format!("{path}{below}");
        for (caller, status) in [(&west, 404), (&teller, 403), (&compliance, 403)] {
            assert_eq!(caller.post(&path, &body).await.status(), status, "{below}");
        }
    }
    assert_eq!(teller.get(&format!("/staff/{}", bank.teller)).await.at("/account"), Value::Null);
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn nobody_takes_over_who_may_do_more() {
    let bank = bank_with_password().await;
    let administrator = bank.administrator().await;
    let wide = json!({ "role": "administrator" });
    let _ = administrator.post(&format!("/staff/{}/grants", bank.teller), &wide).await.expect(201);
    let manager = bank.east_manager().await;
    let password = json!({ "password": GIVEN });
    let path = account_of(bank.teller);
    for (below, body) in
        [("", new_account("x1")), ("/password", password), ("/reset-totp", json!({}))]
    {
        let path = format!("{path}{below}");
        let refused = manager.post(&path, &body).await.expect(403);
        assert_eq!(refused.text_at("/code"), "account.too_wide");
        assert_ne!(administrator.post(&path, &body).await.status(), 403);
    }
}

#[tokio::test]
async fn nobody_manages_their_own_account() {
    let bank = bank_with_password().await;
    let manager = bank.house.sign_in_as(bank.teller, "branch_manager", Some(bank.east)).await;
    let path = account_of(bank.teller);
    for (below, body) in [
        ("/password", json!({ "password": GIVEN })),
        ("/disable", json!({ "disabled": true })),
        ("/reset-totp", json!({})),
    ] {
        let refused = manager.post(&format!("{path}{below}"), &body).await.expect(403);
        assert_eq!(refused.text_at("/code"), "account.own");
    }
    let left = json!({ "version": 1, "active": false });
    let refused = manager.patch(&format!("/staff/{}", bank.teller), &left).await.expect(403);
    assert_eq!(refused.text_at("/code"), "account.own");
    assert_eq!(manager.get("/session").await.status(), 200);
}

#[tokio::test]
async fn another_password_ends_sessions_and_must_be_changed() {
    let bank = bank_with_password().await;
    let manager = bank.east_manager().await;
    let browser = Browser::open_as(&bank, "wang.fang", PASSWORD).await;
    let path = format!("{}/password", account_of(bank.teller));
    let weak = manager.post(&path, &json!({ "password": "password123" })).await.expect(422);
    assert_eq!(weak.text_at("/errors/0/pointer"), "/password");
    assert_eq!(browser.get("/session").await.status(), 200);
    let reset = manager.post(&path, &json!({ "password": GIVEN })).await.expect(200);
    assert_eq!(reset.at("/must_change"), json!(true));
    assert_eq!(browser.get("/session").await.status(), 401);
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 401);
    let due = sign_in(&bank, "wang.fang", GIVEN).await.expect(200);
    assert_eq!((due.at("/password_change_due"), due.at("/permissions")), (json!(true), json!([])));
    let none = format!("{}/password", account_of(bank.west_teller));
    let missing = bank.administrator().await.post(&none, &json!({ "password": GIVEN })).await;
    assert_eq!((missing.status(), missing.text_at("/code")), (404, "account.not_found".to_owned()));
}

#[tokio::test]
async fn a_lock_is_seen_and_lifted() {
    let bank = bank_with_password().await;
    let manager = bank.east_manager().await;
    for _ in 0..5 {
        let _ = sign_in(&bank, "wang.fang", "x").await.expect(401);
    }
    let person = format!("/staff/{}", bank.teller);
    let locked = manager.get(&person).await.expect(200);
    assert_eq!(
        locked.at("/account/locked_until"),
        json!(bank.house.now() + Duration::from_mins(15))
    );
    let unlock = format!("{}/unlock", account_of(bank.teller));
    let unlocked = manager.post(&unlock, &json!({})).await.expect(200);
    assert_eq!(unlocked.at("/locked_until"), Value::Null);
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 200);
    for _ in 0..5 {
        let _ = sign_in(&bank, "wang.fang", "x").await.expect(401);
    }
    bank.house.clock.advance(Duration::from_mins(15));
    assert_eq!(manager.get(&person).await.at("/account/locked_until"), Value::Null);
}

#[tokio::test]
async fn an_account_is_shut_and_opened() {
    let bank = bank_with_password().await;
    let manager = bank.east_manager().await;
    let browser = Browser::open_as(&bank, "wang.fang", PASSWORD).await;
    let path = format!("{}/disable", account_of(bank.teller));
    let shut = manager.post(&path, &json!({ "disabled": true })).await.expect(200);
    assert_eq!(shut.at("/disabled"), json!(true));
    assert_eq!(browser.get("/session").await.status(), 401);
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 401);
    let _ = manager.post(&path, &json!({ "disabled": false })).await.expect(200);
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn who_leaves_cannot_be_let_in_before_they_return() {
    let bank = bank_with_password().await;
    let manager = bank.east_manager().await;
    let browser = Browser::open_as(&bank, "wang.fang", PASSWORD).await;
    let person = format!("/staff/{}", bank.teller);
    let left = manager.patch(&person, &json!({ "version": 1, "active": false })).await.expect(200);
    assert_eq!(left.at("/account/disabled"), json!(true));
    assert_eq!(browser.get("/session").await.status(), 401);
    let path = format!("{}/disable", account_of(bank.teller));
    let refused = manager.post(&path, &json!({ "disabled": false })).await.expect(409);
    assert_eq!(refused.text_at("/code"), "account.staff_left");
    let returned =
        manager.patch(&person, &json!({ "version": 2, "active": true })).await.expect(200);
    assert_eq!(returned.at("/account/disabled"), json!(false));
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn a_lost_telephone_is_forgotten() {
    let bank = bank_with_password().await;
    let browser = Browser::open_as(&bank, "wang.fang", PASSWORD).await;
    let _ = browser.call(Method::POST, "/session/totp", json!({})).await.expect(200);
    bank.execute("UPDATE access_accounts SET totp_confirmed = TRUE WHERE totp_secret IS NOT NULL")
        .await;
    let needed = sign_in(&bank, "wang.fang", PASSWORD).await.expect(401);
    assert_eq!(needed.text_at("/code"), "session.totp_needed");
    let manager = bank.east_manager().await;
    let person = format!("/staff/{}", bank.teller);
    assert_eq!(manager.get(&person).await.at("/account/totp_enabled"), json!(true));
    let path = format!("{}/reset-totp", account_of(bank.teller));
    let reset = manager.post(&path, &json!({})).await.expect(200);
    assert_eq!(reset.at("/totp_enabled"), json!(false));
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn every_act_is_on_the_record_and_the_password_nowhere() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await.with_key("0123456789abcdef-accounts");
    let path = account_of(bank.teller);
    let created = manager.post(&path, &new_account("wang.fang")).await.expect(201);
    let again = manager.post(&path, &new_account("wang.fang")).await.expect(201);
    assert_eq!(again.json(), created.json());
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let other = json!({ "username": "wang.fang", "password": "another by the office" });
    assert_eq!(manager.post(&path, &other).await.text_at("/code"), "web.key_reused");
    let manager = bank.east_manager().await;
    for (below, body) in [
        ("password", json!({ "password": GIVEN })),
        ("unlock", json!({})),
        ("disable", json!({ "disabled": true })),
        ("disable", json!({ "disabled": false })),
        ("reset-totp", json!({})),
    ] {
        let _ = manager.post(&format!("{path}/{below}"), &body).await.expect(200);
    }
    let record = manager.get(&format!("/audit?resource_id={}", bank.teller)).await.expect(200);
    let rows = record.at("/items");
    let actions: Vec<_> = rows.as_array().unwrap().iter().rev().map(|row| &row["action"]).collect();
    assert_eq!(
        actions[actions.len() - 6..],
        [
            "account.created",
            "account.password_reset",
            "account.unlocked",
            "account.disabled",
            "account.enabled",
            "account.totp_reset"
        ]
    );
    for table in ["web_answers", "audit_rows"] {
        assert!(!bank.house.table_as_text(table).await.contains(GIVEN), "{table}");
    }
}
