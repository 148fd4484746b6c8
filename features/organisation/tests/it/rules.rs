//! Rule packs through the administrators' pages.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::Bank;

const PACK: &str = "/rules/services%2Fcn";

#[tokio::test]
async fn a_rule_is_changed_checked_saved_and_restored() {
    let bank = Bank::found().await;
    let office = bank.house.sign_in("head_office", None).await;
    let list = office.get("/rules").await.expect(200);
    assert!(list.text().contains(r#""pack":"services/cn""#));
    let shown = office.get(PACK).await.expect(200);
    assert_eq!((shown.at("/version"), shown.at("/origin")), (json!(1), json!("built_in")));
    assert!(shown.at("/schema/properties").is_object());

    let content = shown.text_at("/content").replacen("typical_s: 240", "typical_s: 300", 1);
    let check =
        office.post(&format!("{PACK}/check"), &json!({ "content": content })).await.expect(200);
    assert_json_snapshot!(check.redacted(), @r#"
    {
      "body": {
        "changes": [
          {
            "after": 300,
            "before": 240,
            "path": "/services/cash/typical_s"
          }
        ],
        "problems": []
      },
      "status": 200
    }
    "#);

    let save = json!({ "content": content, "note": "按近三月实测调整", "version": 1 });
    let saved = office.put(PACK, &save).await.expect(200);
    assert_json_snapshot!(saved.redacted(), @r#"
    {
      "body": {
        "author": null,
        "author_id": "[id]",
        "created_at": "[time]",
        "note": "按近三月实测调整",
        "origin": "override",
        "valid_from": "2026-01-01",
        "version": 2
      },
      "status": 200
    }
    "#);
    let late = office.put(PACK, &json!({ "content": content, "version": 1 })).await.expect(409);
    assert_eq!(late.text_at("/code"), "rule.changed_meanwhile");
    let now = office.get(PACK).await;
    assert_eq!((now.at("/version"), now.at("/origin")), (json!(2), json!("override")));

    let old = json!({ "version": 1, "note": "退回" });
    let restored = office.post(&format!("{PACK}/restore"), &old).await.expect(200);
    assert_eq!(restored.at("/version"), json!(3));
    assert!(office.get(PACK).await.text_at("/content").contains("typical_s: 240"));
}

#[tokio::test]
async fn a_mistake_is_told_with_its_line_and_never_saved() {
    let bank = Bank::found().await;
    let office = bank.house.sign_in("head_office", None).await;
    let content =
        office.get(PACK).await.text_at("/content").replacen("typical_s: 240", "typical: 240", 1);
    let check =
        office.post(&format!("{PACK}/check"), &json!({ "content": content })).await.expect(200);
    assert!(check.at("/problems/0/line").is_u64(), "{}", check.text());
    let refused = office.put(PACK, &json!({ "content": content })).await.expect(422);
    assert_eq!(
        (refused.text_at("/code"), refused.text_at("/errors/0/pointer")),
        ("rule.invalid".to_owned(), "/content".to_owned())
    );
    let _ = office.get("/rules/nothing").await.expect(404);
    let _ = office.post(&format!("{PACK}/restore"), &json!({ "version": 9 })).await.expect(404);
}

#[tokio::test]
async fn a_branch_reads_rules_and_changes_none() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let shown = manager.get(PACK).await.expect(200);
    let save = json!({ "content": shown.text_at("/content") });
    let _ = manager.put(PACK, &save).await.expect(403);
}

const ROLES: &str = "/rules/access";

#[tokio::test]
async fn roles_allow_only_what_there_is_and_reach_only_as_far_as_there_is() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await.in_english();
    let content = administrator.get(ROLES).await.expect(200).text_at("/content");
    let call = "      visit:call: branch\n";
    for (right, wrong, path, message) in [
        (
            call,
            "      visit:cal: branch\n",
            "/roles/teller/permissions/visit:cal",
            "There is no permission `visit:cal`.",
        ),
        (
            call,
            "      visit:call: bank\n",
            "/roles/teller/permissions/visit:call",
            "`bank` is not possible here; choose one of own, branch, region, all.",
        ),
        (
            "    name_en: Teller\n",
            "    landing: desk\n",
            "/roles/teller/landing",
            "There is no field `landing` here; there are",
        ),
    ] {
        let text = content.replacen(right, wrong, 1);
        let check = json!({ "content": text });
        let found = administrator.post(&format!("{ROLES}/check"), &check).await.expect(200);
        assert_eq!(found.text_at("/problems/0/path"), path, "{}", found.text());
        assert!(found.text_at("/problems/0/message").contains(message), "{}", found.text());
        assert_eq!(found.at("/problems/0/line"), json!(line_of(&text, wrong)));
        let refused = administrator.put(ROLES, &json!({ "content": text })).await.expect(422);
        assert_eq!(refused.text_at("/code"), "rule.invalid");
    }
}

#[tokio::test]
async fn other_roles_count_at_once() {
    let bank = Bank::found().await;
    let teller = bank.house.sign_in_as(bank.teller, "teller", Some(bank.east)).await;
    let _ = teller.get("/staff").await.expect(200);
    let administrator = bank.administrator().await;
    let content = administrator.get(ROLES).await.expect(200).text_at("/content");
    let less = content.replacen("      staff:read: branch\n", "", 1);
    let _ = administrator.put(ROLES, &json!({ "content": less })).await.expect(200);
    let _ = teller.get("/staff").await.expect(403);
    let old = json!({ "version": 1 });
    let _ = administrator.post(&format!("{ROLES}/restore"), &old).await.expect(200);
    let _ = teller.get("/staff").await.expect(200);
}

#[tokio::test]
async fn who_does_not_manage_staff_does_not_say_what_roles_may_do() {
    let bank = Bank::found().await;
    let office = bank.house.sign_in("head_office", None).await;
    let content = office.get(ROLES).await.expect(200).text_at("/content");
    let more = content.replacen("      visit:call: branch\n", "      visit:call: all\n", 1);
    let _ = office.put(ROLES, &json!({ "content": more })).await.expect(403);
    let _ = office.post(&format!("{ROLES}/restore"), &json!({ "version": 1 })).await.expect(403);
}

/// Returns the number of the line that holds a text.
fn line_of(content: &str, text: &str) -> usize {
    1 + content.lines().position(|line| line == text.trim_end()).unwrap()
}
