//! What is done with items, and what is carried on from them.

use serde_json::{Value, json};

use crate::bank::Bank;
use crate::opening::{act, find, list};

#[tokio::test]
async fn two_people_are_two() {
    let bank = Bank::found_shut(1).await;
    let (first, second) = (bank.manager().await, bank.manager().await);
    let path = list(&bank, "opening");
    let early = act(&second, &path, "entry_and_alarm", "confirm", json!({})).await.expect(409);
    assert_eq!(early.text_at("/code"), "lobby.nothing_to_confirm");
    let done = json!({ "state": "done" });
    let _ = act(&first, &path, "entry_and_alarm", "mark", done).await.expect(200);
    let same = act(&first, &path, "entry_and_alarm", "confirm", json!({})).await.expect(409);
    assert_eq!(
        (same.text_at("/code").as_str(), same.text_at("/detail").as_str()),
        ("lobby.second_person_needed", "双人项目要由另一位同事确认，请同事用自己的账号操作。")
    );
    let item = find(&first.get(&path).await, "entry_and_alarm");
    assert_eq!((&item["settled"], &item["awaits_second"]), (&json!(false), &json!(true)));
    let _ = act(&second, &path, "entry_and_alarm", "confirm", json!({})).await.expect(200);
    let item = find(&first.get(&path).await, "entry_and_alarm");
    assert_eq!(item["settled"], true);
    assert_eq!(item["marked"]["by"]["id"], json!(first.staff()));
    assert_eq!(item["confirmed"]["by"]["id"], json!(second.staff()));
    let _ = act(&first, &path, "entry_and_alarm", "undo", json!({})).await.expect(200);
    let item = find(&first.get(&path).await, "entry_and_alarm");
    assert_eq!((&item["state"], &item["confirmed"]), (&json!("done"), &Value::Null));
    let _ = act(&first, &path, "entry_and_alarm", "undo", json!({})).await.expect(200);
    let item = find(&first.get(&path).await, "entry_and_alarm");
    assert_eq!((&item["state"], &item["marked"]), (&json!("open"), &Value::Null));
    let nothing = act(&first, &path, "entry_and_alarm", "undo", json!({})).await.expect(409);
    assert_eq!(nothing.text_at("/code"), "lobby.nothing_to_undo");
}

#[tokio::test]
async fn whoever_comes_second_is_told_so() {
    let bank = Bank::found_shut(1).await;
    let (first, second) = (bank.manager().await, bank.manager().await);
    let path = format!("{}/items/safety_round/mark", list(&bank, "opening"));
    let done = json!({ "state": "done", "version": 0 });
    let marks = [&first, &second].map(|who| {
        let (who, path, done) = (who.clone(), path.clone(), done.clone());
        bank.house.app.tasks.spawn(async move { who.post(&path, &done).await })
    });
    let mut statuses = Vec::new();
    for mark in marks {
        let answer = mark.await.unwrap();
        if answer.status() == 409 {
            assert_eq!(answer.text_at("/code"), "lobby.item_changed_meanwhile");
        }
        statuses.push(answer.status());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let key = first.with_key("0190163d-8694-739b-aea5-966c26f8ad91");
    let again = json!({ "state": "done", "version": 1 });
    let once = key.post(&path, &again).await.expect(200);
    let twice = key.post(&path, &again).await.expect(200);
    assert_eq!((once.at("/version"), twice.at("/version")), (json!(2), json!(2)), "a repetition");
    let unknown = first.post(&path.replace("safety_round", "dance"), &done).await.expect(404);
    assert_eq!(unknown.text_at("/code"), "lobby.item_not_found");
}

#[tokio::test]
async fn a_problem_is_carried_on_until_somebody_resolves_it() {
    let bank = Bank::found_shut(1).await;
    let (manager, path) = (bank.manager().await, list(&bank, "opening"));
    let silent =
        act(&manager, &path, "ticket_machine", "mark", json!({ "state": "problem" })).await;
    assert_eq!((silent.status(), silent.text_at("/errors/0/pointer").as_str()), (422, "/note"));
    let jam = json!({ "state": "problem", "note": "卡纸，已报修，联系 138-1234-5678" });
    let said = act(&manager, &path, "ticket_machine", "mark", jam).await.expect(200);
    assert_eq!(said.text_at("/state"), "problem");
    assert!(!said.text().contains("卡纸"), "answers are remembered, so words stay out of them");
    assert!(!bank.house.table_as_text("lobby_open_items").await.contains("卡纸"));
    let _ = bank.take("cash", json!({})).await.expect(409);

    bank.pass(2 * 24 * 3600);
    let manager = bank.manager().await;
    let open = async |kind: &str| {
        let shown = manager.get(&list(&bank, kind)).await.expect(200);
        (shown.at("/open_items/0/item"), shown.at("/open_items/0/age_days"), shown)
    };
    let (item, age, shown) = open("opening").await;
    assert_eq!((item, age), (json!("ticket_machine"), json!(2)));
    assert_eq!(shown.text_at("/open_items/0/note"), "卡纸，已报修，联系 ***-****-****");
    assert_eq!(find(&shown, "ticket_machine")["state"], "open", "today's item is to be checked");
    assert_eq!(open("closing").await.0, "ticket_machine", "the closing list warns of it");
    let id = shown.text_at("/open_items/0/id");
    let stranger = bank.house.sign_in("teller", Some(bank.west)).await;
    let resolve = format!("/open-items/{id}/resolve");
    assert_eq!(stranger.post(&resolve, &json!({})).await.status(), 404);
    let _ = manager.post(&resolve, &json!({ "note": "厂家已更换切刀" })).await.expect(200);
    let again = manager.post(&resolve, &json!({})).await.expect(409);
    assert_eq!(again.text_at("/code"), "lobby.already_resolved");
    assert_eq!(open("opening").await.0, Value::Null);
}

#[tokio::test]
async fn a_problem_of_today_goes_with_its_item() {
    let bank = Bank::found_shut(1).await;
    let (manager, path) = (bank.manager().await, list(&bank, "opening"));
    let wrong = json!({ "state": "problem", "note": "灯箱不亮" });
    let open = async || {
        let shown = manager.get(&path).await.expect(200);
        let count = shown.at("/open_items").as_array().unwrap().len();
        (count, find(&shown, "accessible_way")["state"].clone(), shown.text_at("/open_items/0/id"))
    };
    let _ = act(&manager, &path, "accessible_way", "mark", wrong.clone()).await.expect(200);
    let _ = act(&manager, &path, "accessible_way", "undo", json!({})).await.expect(200);
    assert_eq!((open().await.0, open().await.1), (0, json!("open")), "taken back");
    let _ = act(&manager, &path, "accessible_way", "mark", wrong.clone()).await.expect(200);
    let done = json!({ "state": "done" });
    let _ = act(&manager, &path, "accessible_way", "mark", done).await.expect(200);
    assert_eq!((open().await.0, open().await.1), (0, json!("done")), "put in order");
    let _ = act(&manager, &path, "accessible_way", "mark", wrong).await.expect(200);
    let (count, state, id) = open().await;
    assert_eq!((count, state), (1, json!("problem")));
    let _ = manager.post(&format!("/open-items/{id}/resolve"), &json!({})).await.expect(200);
    assert_eq!((open().await.0, open().await.1), (0, json!("open")), "to be ticked anew");
    let not_here = json!({ "state": "not_applicable", "note": "本网点没有坡道" });
    let _ = act(&manager, &path, "accessible_way", "mark", not_here).await.expect(200);
    assert_eq!(find(&manager.get(&path).await, "accessible_way")["settled"], true);
}

#[tokio::test]
async fn closing_blocks_nothing_and_tells_what_is_left() {
    let bank = Bank::found().await;
    let (manager, path) = (bank.manager().await, list(&bank, "closing"));
    bank.visit("cash").await;
    bank.visit("cash").await;
    let shown = manager.get(&path).await.expect(200);
    assert_eq!(shown.at("/unfinished_visits"), 2);
    assert_eq!((shown.at("/holds_back"), shown.at("/open_items")), (json!(false), json!([])));
    assert_eq!(find(&shown, "lobby_log")["section"], "during");
    assert_eq!(find(&shown, "entry_and_alarm"), Value::Null, "that is the other list");
    let done = json!({ "state": "done" });
    let said = act(&manager, &path, "hall_cleared", "mark", done).await.expect(200);
    assert_eq!(said.text_at("/progress/status"), "in_progress");
}

#[tokio::test]
async fn lists_of_another_branch_do_not_exist_and_some_may_only_look() {
    let bank = Bank::found_shut(1).await;
    let path = list(&bank, "opening");
    let stranger = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    assert_eq!(stranger.get(&path).await.status(), 404);
    let done = json!({ "state": "done", "version": 0 });
    let mark = format!("{path}/items/safety_round/mark");
    assert_eq!(stranger.post(&mark, &done).await.status(), 404);
    let reason = json!({ "reason": "x" });
    assert_eq!(stranger.post(&format!("{path}/override"), &reason).await.status(), 404);
    let office = bank.house.sign_in("head_office", None).await;
    let shown = office.get(&path).await.expect(200);
    assert_eq!((shown.at("/may_tick"), shown.at("/may_override")), (json!(false), json!(false)));
    assert_eq!(office.post(&mark, &done).await.status(), 403);
    assert_eq!(bank.house.nobody().get(&path).await.status(), 401);
    assert_eq!(bank.house.sign_in("kiosk", Some(bank.east)).await.get(&path).await.status(), 403);
}

#[tokio::test]
async fn head_office_sees_every_branch() {
    let bank = Bank::found_shut(1).await;
    let office = bank.house.sign_in("head_office", None).await;
    let (manager, path) = (bank.manager().await, list(&bank, "opening"));
    let wrong = json!({ "state": "problem", "note": "验钞机报错" });
    let _ = act(&manager, &path, "counter_devices", "mark", wrong).await.expect(200);
    let boss = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    let west = format!("/branches/{}/checklists/opening/override", bank.west);
    let _ = boss.post(&west, &json!({ "reason": "停电" })).await.expect(200);
    let first = office.get("/checklists?limit=1").await.expect(200);
    let line = |answer: &testing::Answer| {
        let part = |at: &str| answer.text_at(&format!("/items/0/{at}"));
        (part("code"), part("progress/status"), answer.at("/items/0/open_items"))
    };
    assert_eq!(line(&first), ("E01".to_owned(), "in_progress".to_owned(), json!(1)));
    let next = format!("/checklists?limit=1&cursor={}", first.text_at("/next"));
    let second = office.get(&next).await.expect(200);
    assert_eq!(line(&second), ("W01".to_owned(), "overridden".to_owned(), json!(0)));
    assert_eq!(second.at("/items/0/overridden/by/id"), json!(boss.staff()));
    assert_eq!(second.at("/next"), Value::Null);
    bank.open_day().await;
    let west = office.get("/checklists?cursor=E01").await.expect(200);
    assert_eq!(west.text_at("/items/0/progress/status"), "ready");
    let closing = office.get("/checklists?kind=closing").await.expect(200);
    assert_eq!(line(&closing).1, "not_started");
    let own = manager.get("/checklists").await.expect(200);
    assert_eq!(own.at("/items").as_array().unwrap().len(), 1, "a branch sees itself");
}
