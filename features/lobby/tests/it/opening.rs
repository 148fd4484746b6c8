//! The first number of a day waits for the opening checklist.

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use testing::{Answer, Client};

use crate::bank::Bank;

/// Returns the path of a list in the east.
pub(crate) fn list(bank: &Bank, kind: &str) -> String {
    format!("/branches/{}/checklists/{kind}", bank.east)
}

/// Does something with an item in the version that the list shows.
pub(crate) async fn act(who: &Client, list: &str, item: &str, act: &str, more: Value) -> Answer {
    let shown = who.get(list).await.expect(200);
    let mut body = json!({ "version": find(&shown, item)["version"] });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    who.post(&format!("{list}/items/{item}/{act}"), &body).await
}

/// Finds an item of a list.
pub(crate) fn find(list: &Answer, code: &str) -> Value {
    let items = list.at("/items");
    let found = items.as_array().unwrap().iter().find(|item| item["code"] == code);
    found.cloned().unwrap_or(Value::Null)
}

/// Ticks what is required, and has a second person confirm where two are needed.
async fn finish(bank: &Bank, but: &[&str]) {
    let (first, second) = (bank.manager().await, bank.manager().await);
    let path = list(bank, "opening");
    let shown = first.get(&path).await.expect(200);
    for item in shown.at("/items").as_array().unwrap() {
        let code = item["code"].as_str().unwrap();
        if item["required"] == false || but.contains(&code) {
            continue;
        }
        let done = json!({ "state": "done" });
        let said = act(&first, &path, code, "mark", done).await.expect(200);
        if item["two_person"] == true {
            let version = json!({ "version": said.at("/version") });
            let confirm = format!("{path}/items/{code}/confirm");
            let _ = second.post(&confirm, &version).await.expect(200);
        }
    }
}

#[tokio::test]
async fn no_number_is_given_out_before_the_list_is_finished() {
    let bank = Bank::found_shut(1).await;
    let refused = bank.take("cash", json!({})).await;
    assert_json_snapshot!("not_opened_yet", refused.redacted());
    let path = format!("/public/branches/{}/tickets", bank.east);
    let body = json!({ "service_id": bank.service("cash"), "channel": "phone" });
    let english = bank.house.nobody().in_english().post(&path, &body).await.expect(409);
    assert!(english.text_at("/detail").contains("getting ready to open"), "{}", english.text());
    let teller = bank.seated(0).await;
    let by_staff = json!({ "service_id": bank.service("cash"), "channel": "staff" });
    let refused = teller.post(&path, &by_staff).await.expect(409);
    assert_eq!(refused.text_at("/code"), "lobby.not_opened_yet", "staff get none either");
    let kiosk = format!("/public/branches/{}/kiosk", bank.east);
    let preparing = async || bank.house.nobody().get(&kiosk).await.expect(200).at("/preparing");
    assert_eq!(preparing().await, true);

    finish(&bank, &["cash_boxes"]).await;
    let shown = bank.manager().await.get(&list(&bank, "opening")).await.expect(200);
    assert_eq!(shown.text_at("/progress/status"), "in_progress");
    let _ = bank.take("cash", json!({})).await.expect(409);
    let (first, second) = (bank.manager().await, bank.manager().await);
    let path = list(&bank, "opening");
    let done = json!({ "state": "done" });
    let _ = act(&first, &path, "cash_boxes", "mark", done).await.expect(200);
    let _ = bank.take("cash", json!({})).await.expect(409);
    let last = act(&second, &path, "cash_boxes", "confirm", json!({})).await.expect(200);
    assert_eq!(last.text_at("/progress/status"), "ready");
    assert_eq!(preparing().await, false);
    assert_eq!(bank.take("cash", json!({})).await.expect(201).text_at("/number"), "A001");
}

#[tokio::test]
async fn once_a_number_was_given_out_nothing_keeps_others_waiting() {
    let bank = Bank::found().await;
    let (manager, path) = (bank.manager().await, list(&bank, "opening"));
    let _ = act(&manager, &path, "rates_shown", "undo", json!({})).await.expect(200);
    let _ = bank.take("cash", json!({})).await.expect(409);
    let _ =
        act(&manager, &path, "rates_shown", "mark", json!({ "state": "done" })).await.expect(200);
    bank.visit("cash").await;
    let _ = act(&manager, &path, "rates_shown", "undo", json!({})).await.expect(200);
    let shown = manager.get(&path).await.expect(200);
    assert_eq!(
        (shown.text_at("/progress/status").as_str(), shown.at("/holds_back")),
        ("in_progress", json!(false))
    );
    bank.visit("cash").await;
    bank.pass(24 * 3600);
    let _ = bank.take("cash", json!({})).await.expect(409);
    let shown = bank.manager().await.get(&path).await.expect(200);
    assert_eq!(shown.text_at("/progress/status"), "not_started", "every day begins anew");
}

#[tokio::test]
async fn a_manager_may_open_all_the_same() {
    let bank = Bank::found_shut(1).await;
    let path = format!("{}/override", list(&bank, "opening"));
    let reason =
        json!({ "reason": "押运车晚到，现金柜台暂不办理，其他业务照常，电话 13812345678" });
    let lobby = bank.manager().await;
    assert_eq!(lobby.post(&path, &reason).await.status(), 403, "not the lobby manager");
    let boss = bank.house.sign_in("branch_manager", Some(bank.east)).await;
    let silent = boss.post(&path, &json!({ "reason": "  " })).await.expect(422);
    assert_eq!(silent.text_at("/errors/0/code"), "lobby.words_needed");
    let opened = boss.post(&path, &reason).await.expect(200);
    assert_eq!(opened.text_at("/progress/status"), "overridden");
    let again = boss.post(&path, &reason).await.expect(409);
    assert_eq!(again.text_at("/code"), "lobby.nothing_to_override");
    bank.visit("cash").await;
    let shown = lobby.get(&list(&bank, "opening")).await.expect(200);
    assert_eq!(
        shown.text_at("/overridden/reason"),
        "押运车晚到，现金柜台暂不办理，其他业务照常，电话 ***********"
    );
    assert_eq!(shown.at("/overridden/hand/by/id"), json!(boss.staff()));
    let audit = bank.house.table_as_text("audit_rows").await;
    assert!(audit.contains("opening.overridden") && !audit.contains("押运"));
    assert!(!bank.house.table_as_text("lobby_checklists").await.contains("押运"));
    assert!(bank.house.table_as_text("events_outbox").await.contains("opening.changed"));
}

#[tokio::test]
async fn a_branch_without_required_items_is_never_held_back() {
    let bank = Bank::found_shut(1).await;
    let office = bank.house.sign_in("head_office", None).await;
    let pack = "/rules/checklists%2Fcn";
    let shown = office.get(pack).await.expect(200);
    assert!(shown.at("/schema/properties/items").is_object());
    let text = shown.text_at("/content");
    let content = text.replace("kinds: [branch]", "kinds: [branch, head_office]");
    let check = office.post(&format!("{pack}/check"), &json!({ "content": content })).await;
    assert_eq!(check.text_at("/problems/0/path"), "/items/5/kinds");
    let content = text.replace("required: true", "required: false");
    let _ = office.put(pack, &json!({ "content": content, "version": 1 })).await.expect(200);
    bank.visit("cash").await;
    let manager = bank.manager().await;
    let list = manager.get(&list(&bank, "opening")).await.expect(200);
    assert_eq!((list.at("/progress/required"), list.at("/holds_back")), (json!(0), json!(false)));
}

#[tokio::test]
async fn the_first_numbers_of_a_day_are_taken_by_many_at_once() {
    let bank = Bank::found_shut(1).await;
    let path = format!("/public/branches/{}/tickets", bank.east);
    let body = json!({ "service_id": bank.service("cash") });
    let take = || {
        let (nobody, path, body) = (bank.house.nobody(), path.clone(), body.clone());
        bank.house.app.tasks.spawn(async move { nobody.post(&path, &body).await.status() })
    };
    let before: Vec<_> = (0..8).map(|_| take()).collect();
    for taken in before {
        assert_eq!(taken.await.unwrap(), 409);
    }
    bank.open_day().await;
    let after: Vec<_> = (0..8).map(|_| take()).collect();
    for taken in after {
        assert_eq!(taken.await.unwrap(), 201);
    }
}
