//! Signing in and out.

use std::time::Duration;

use access::account::{NewAccount, Username};
use access::role;
use axum::body::Body;
use axum::http::{Method, Request};
use insta::assert_json_snapshot;
use serde_json::{Value, json};
use testing::Answer;
use uuid::Uuid;
use vault::Secret;

use crate::bank::Bank;

pub(crate) const PASSWORD: &str = "床前明月光疑是地上霜";

/// Founds the bank and gives its eastern teller a password.
pub(crate) async fn bank_with_password() -> Bank {
    let bank = Bank::found().await;
    let (app, ctx) = (&bank.house.app, bank.house.ctx());
    let password = Secret::new(PASSWORD.to_owned());
    let hash = app.access.passwords.hash(&ctx.ids, &password).await.expect("a hash");
    let account = NewAccount {
        staff: bank.teller,
        username: Username::parse("Wang.Fang").expect("a user name"),
        password_hash: Some(hash),
        must_change: false,
    };
    let tx = app.db.begin_write().await.expect("a write");
    access::account::create(&tx, &ctx, &account).await.expect("an account");
    let sessions = &app.access.sessions;
    role::give(&tx, &ctx, sessions, bank.teller, "teller", Some(bank.east)).await.expect("a role");
    tx.commit().await.expect("a commit");
    bank
}

pub(crate) async fn sign_in(bank: &Bank, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    bank.house.nobody().post("/session", &body).await
}

/// A browser in which the teller has signed in.
pub(crate) struct Browser<'a> {
    bank: &'a Bank,
    cookie: String,
    site: &'static str,
}

impl<'a> Browser<'a> {
    async fn open(bank: &'a Bank) -> Self {
        Self::open_as(bank, "wang.fang", PASSWORD).await
    }

    pub(crate) async fn open_as(bank: &'a Bank, username: &str, password: &str) -> Self {
        let answer = sign_in(bank, username, password).await.expect(200);
        let set = answer.header("set-cookie").expect("a cookie");
        let cookie = set.split(';').next().expect("a value").to_owned();
        Self { bank, cookie, site: "same-origin" }
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("cookie", &self.cookie)
            .header("sec-fetch-site", self.site)
            .body(Body::from(body.to_string()))
            .expect("a request");
        self.bank.house.nobody().send(request).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, json!({})).await
    }
}

/// Returns the reasons in the record for one kind of act, oldest first.
async fn reasons(bank: &Bank, action: &str) -> Vec<Value> {
    let auditor = bank.house.sign_in("compliance", None).await;
    let found = auditor.get(&format!("/audit?action={action}")).await.expect(200).at("/items");
    let items = found.as_array().expect("a list").iter().rev();
    items.map(|row| row["reason"].clone()).collect()
}

#[tokio::test]
async fn a_teller_signs_in_and_out() {
    let bank = bank_with_password().await;
    let browser = Browser::open(&bank).await;
    let shown = browser.get("/session").await;
    assert_json_snapshot!(shown.redacted(), @r#"
    {
      "body": {
        "bank": {
          "name": "总行",
          "name_en": "Branch HQ"
        },
        "branch": {
          "id": "[id]",
          "name": "城东支行",
          "name_en": "Branch E01"
        },
        "branches": [
          {
            "id": "[id]",
            "name": "城东支行",
            "name_en": "Branch E01"
          }
        ],
        "counter_id": null,
        "demo": false,
        "expires_at": "[time]",
        "locale": null,
        "password_change_due": false,
        "permissions": [
          {
            "branch_ids": [],
            "codes": [
              "rule:read"
            ],
            "reach": "all"
          },
          {
            "branch_ids": [
              "[id]"
            ],
            "codes": [
              "appointment:manage",
              "appointment:read",
              "board:read",
              "branch:read",
              "checklist:read",
              "checklist:tick",
              "customer:manage",
              "customer:read",
              "customer:unmask",
              "handover:read",
              "handover:write",
              "staff:read",
              "visit:call",
              "visit:issue",
              "visit:read",
              "visit:triage"
            ],
            "reach": "branches"
          },
          {
            "branch_ids": [],
            "codes": [
              "rating:read"
            ],
            "reach": "own"
          }
        ],
        "roles": [
          "teller"
        ],
        "staff": {
          "id": "[id]",
          "job_title": "柜员",
          "job_title_en": "Teller",
          "name": "王芳",
          "name_en": "Staff 1001"
        },
        "totp_enabled": false,
        "username": "Wang.Fang"
      },
      "status": 200
    }
    "#);
    let out = browser.call(Method::DELETE, "/session", json!({})).await.expect(204);
    let cleared = "shouwen=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
    assert_eq!(out.header("set-cookie"), Some(cleared));
    let gone = browser.get("/session").await.expect(401);
    assert_eq!(gone.text_at("/code"), "access.signed_out");
    assert_eq!(reasons(&bank, "session.created").await.len(), 1);
    assert_eq!(reasons(&bank, "session.ended").await.len(), 1);
}

#[tokio::test]
async fn a_refusal_is_recorded_and_says_little() {
    let bank = bank_with_password().await;
    for _ in 0..5 {
        let refused = sign_in(&bank, "wang.fang", "x").await.expect(401);
        assert_eq!(refused.text_at("/code"), "session.refused");
    }
    let locked = sign_in(&bank, "wang.fang", PASSWORD).await.expect(401);
    let unknown = sign_in(&bank, "nobody", PASSWORD).await.expect(401);
    assert_eq!(locked.text_at("/detail"), unknown.text_at("/detail"));
    assert_eq!(
        reasons(&bank, "session.refused").await,
        ["password", "password", "password", "password", "password", "locked", "unknown"]
    );
    bank.house.clock.advance(Duration::from_mins(15));
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn another_site_cannot_use_the_cookie() {
    let bank = bank_with_password().await;
    let browser = Browser::open(&bank).await;
    let elsewhere = Browser { site: "cross-site", cookie: browser.cookie.clone(), ..browser };
    let change = json!({ "locale": "en" });
    let refused = elsewhere.call(Method::PATCH, "/session", change.clone()).await.expect(403);
    assert_eq!(refused.text_at("/code"), "session.cross_site");
    let changed = browser.call(Method::PATCH, "/session", change).await.expect(200);
    assert_eq!(changed.text_at("/locale"), "en");
    let body = json!({ "username": "wang.fang", "password": PASSWORD });
    assert_eq!(elsewhere.call(Method::POST, "/session", body).await.status(), 403);
}

#[tokio::test]
async fn a_person_works_only_at_their_branches() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    for elsewhere in [json!({ "branch_id": bank.west }), json!({ "branch_id": null })] {
        assert_eq!(manager.patch("/session", &elsewhere).await.status(), 404);
    }
    let office = bank.house.sign_in("head_office", None).await;
    let moved = office.patch("/session", &json!({ "branch_id": bank.west })).await.expect(200);
    assert_eq!(moved.text_at("/branch/name"), "城西支行");
    assert_eq!(office.get("/session").await.text_at("/branch/name"), "城西支行");
    let unknown = json!({ "branch_id": Uuid::from_u128(77) });
    assert_eq!(office.patch("/session", &unknown).await.status(), 404);
    let returned = office.patch("/session", &json!({ "branch_id": null })).await.expect(200);
    assert_eq!(returned.at("/branch"), Value::Null);
}

#[tokio::test]
async fn a_manager_ends_sessions_of_the_own_branch_only() {
    let bank = bank_with_password().await;
    let browser = Browser::open(&bank).await;
    let listed = browser.get("/sessions").await.expect(200);
    assert_eq!(listed.at("/items/0/current"), json!(true));
    let session = format!("/sessions/{}", listed.text_at("/items/0/id"));
    let of_teller = format!("/sessions?staff_id={}", bank.teller);
    let west = bank.west_manager().await;
    assert_eq!(west.delete(&session).await.status(), 404);
    assert_eq!(west.get(&of_teller).await.status(), 404);
    let east = bank.east_manager().await;
    let seen = east.get(&of_teller).await.expect(200);
    assert_eq!(seen.at("/items/0/id"), listed.at("/items/0/id"));
    assert_eq!(east.delete(&session).await.status(), 204);
    assert_eq!(east.delete(&session).await.status(), 404);
    assert_eq!(browser.get("/session").await.status(), 401);
    assert_eq!(reasons(&bank, "session.revoked").await.len(), 1);
}

#[tokio::test]
async fn another_password_is_checked_and_taken() {
    let bank = bank_with_password().await;
    let browser = Browser::open(&bank).await;
    let change = async |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        browser.call(Method::POST, "/session/password", body).await
    };
    let common = change(PASSWORD, "password123").await.expect(422);
    assert_eq!(common.text_at("/errors/0/pointer"), "/new");
    let wrong = change("x", "举头望明月低头思故乡").await.expect(422);
    assert_eq!(wrong.text_at("/code"), "session.password_wrong");
    assert_eq!(change(PASSWORD, "举头望明月低头思故乡").await.status(), 200);
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 401);
    assert_eq!(sign_in(&bank, "wang.fang", "举头望明月低头思故乡").await.status(), 200);
    assert_eq!(browser.get("/session").await.status(), 200);
}

#[tokio::test]
async fn a_second_factor_needs_its_first_code() {
    let bank = bank_with_password().await;
    let browser = Browser::open(&bank).await;
    let begun = browser.call(Method::POST, "/session/totp", json!({})).await.expect(200);
    assert!(begun.text_at("/otpauth_url").contains(&begun.text_at("/secret")));
    let wrong = json!({ "code": "none" });
    let refused = browser.call(Method::POST, "/session/totp/confirm", wrong).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/code");
    assert_eq!(browser.get("/session").await.at("/totp_enabled"), json!(false));
}

#[tokio::test]
async fn a_second_factor_is_turned_off_for_a_code_only() {
    let bank = bank_with_password().await;
    let browser = Browser::open(&bank).await;
    let off = async |code: &str| {
        browser.call(Method::POST, "/session/totp/turn-off", json!({ "code": code })).await
    };
    let _ = browser.call(Method::POST, "/session/totp", json!({})).await.expect(200);
    // One that was begun and never confirmed protects nothing yet.
    assert_eq!(off("").await.status(), 204);
    let _ = browser.call(Method::POST, "/session/totp", json!({})).await.expect(200);
    bank.execute("UPDATE access_accounts SET totp_confirmed = TRUE WHERE totp_secret IS NOT NULL")
        .await;
    let refused = off("000000").await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/code");
    assert_eq!(off("").await.status(), 422);
    assert_eq!(browser.get("/session").await.at("/totp_enabled"), json!(true));
    let record = bank.administrator().await.get("/audit?action=account.totp_refused").await;
    assert_eq!(record.at("/items/0/outcome"), json!("refused"));
}

#[tokio::test]
async fn who_has_left_does_not_get_in_and_the_attempt_is_on_record() {
    let bank = bank_with_password().await;
    let administrator = bank.administrator().await;
    let path = format!("/staff/{}", bank.teller);
    let version = administrator.get(&path).await.expect(200).at("/version");
    let left = json!({ "version": version, "active": false });
    let _ = administrator.patch(&path, &left).await.expect(200);
    // The account follows the person; one that was opened by hand alone must not help.
    bank.execute("UPDATE access_accounts SET disabled = FALSE").await;
    assert_eq!(sign_in(&bank, "wang.fang", PASSWORD).await.status(), 401);
    let record = administrator.get("/audit?action=session.refused").await.expect(200);
    assert_eq!(record.at("/items/0/reason"), json!("left"));
}

#[tokio::test]
async fn nobody_has_no_session() {
    let bank = Bank::found().await;
    let nobody = bank.house.nobody();
    for (method, path) in [
        (Method::GET, "/session"),
        (Method::DELETE, "/session"),
        (Method::PATCH, "/session"),
        (Method::GET, "/sessions"),
        (Method::DELETE, "/sessions/00000000-0000-0000-0000-000000000001"),
        (Method::POST, "/session/totp"),
        (Method::POST, "/session/totp/turn-off"),
    ] {
        let answer =
            nobody.call(method, path, Some(&json!({ "code": "000000" }))).await.expect(401);
        assert_eq!(answer.text_at("/code"), "access.signed_out");
    }
}
