//! Photos of items: what is taken for one, who sees it, how it is kept.

use serde_json::json;
use testing::{Answer, Client};

use crate::bank::Bank;
use crate::opening::{act, find, list};

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

async fn put(who: &Client, path: &str, bytes: &[u8]) -> Answer {
    who.put_bytes(path, bytes.to_vec()).await
}

#[tokio::test]
async fn a_photo_is_sealed_and_shown_to_those_who_see_the_list() {
    let bank = Bank::found_shut(1).await;
    let manager = bank.manager().await;
    let path = format!("{}/items/safety_round/photos", list(&bank, "opening"));
    let first = format!("{path}/1");
    let _ = put(&manager, &first, PNG).await.expect(200);
    let _ = put(&manager, &first, PNG).await.expect(200);
    let item = find(&manager.get(&list(&bank, "opening")).await, "safety_round");
    assert_eq!(item["photos"].as_array().unwrap().len(), 1, "sent twice, there once");
    assert_eq!(item["photos"][0]["added"]["by"]["id"], json!(manager.staff()));
    let shown = manager.get(&first).await.expect(200);
    let headers = ["content-type", "cache-control", "x-content-type-options"];
    assert_eq!(
        headers.map(|name| shown.header(name)),
        [Some("image/png"), Some("no-store"), Some("nosniff")]
    );
    assert_eq!(shown.bytes(), PNG);
    let rows = "SELECT image FROM lobby_checklist_photos";
    let rows = bank.house.rows(rows).await;
    let kept: Vec<u8> = rows[0].try_get_by_index(0).unwrap();
    assert!(!kept.windows(8).any(|bytes| bytes == &PNG[..8]), "sealed");
    let office = bank.house.sign_in("head_office", None).await;
    let _ = office.get(&first).await.expect(200);
    let stranger = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    assert_eq!(stranger.get(&first).await.status(), 404);
    assert_eq!(put(&stranger, &first, PNG).await.status(), 404);
    assert_eq!(bank.house.nobody().get(&first).await.status(), 401);
    let another = [PNG, b"more"].concat();
    let taken = put(&manager, &first, &another).await.expect(409);
    assert_eq!(taken.text_at("/code"), "lobby.photo_there");
    let _ = put(&manager, &format!("{path}/3"), &another).await.expect(200);
    assert_eq!(put(&manager, &format!("{path}/4"), PNG).await.status(), 404, "three are enough");
    let _ = manager.delete(&first).await.expect(200);
    assert_eq!(manager.get(&first).await.status(), 404);
    let app = bank.house.with_changed_keys();
    assert_eq!(app::reseal(&app).await.unwrap(), 1 + 4, "a photo, and four values of one customer");
}

#[tokio::test]
async fn only_pictures_are_photos() {
    let bank = Bank::found_shut(1).await;
    let manager = bank.manager().await;
    let of = |item: &str| format!("{}/items/{item}/photos/1", list(&bank, "opening"));
    for wrong in [&b"GIF89a"[..], b"<svg onload='alert(1)'/>", b"%PDF-1.7", b""] {
        let refused = put(&manager, &of("safety_round"), wrong).await.expect(422);
        assert_eq!(refused.text_at("/code"), "lobby.not_a_picture");
    }
    let mut large = PNG.to_vec();
    large.resize(2 * 1024 * 1024, 0);
    let _ = put(&manager, &of("safety_round"), &large).await.expect(200);
    large.push(0);
    for bytes in [large.len(), 3 * 1024 * 1024] {
        large.resize(bytes, 0);
        let refused = put(&manager, &of("rates_shown"), &large).await.expect(422);
        assert_eq!(refused.text_at("/code"), "lobby.picture_too_large");
    }
    let none = put(&manager, &of("doors_open"), PNG).await.expect(409);
    assert_eq!(none.text_at("/code"), "lobby.no_photos");
}

#[tokio::test]
async fn an_item_that_needs_a_photo_is_not_done_without() {
    let bank = Bank::found_shut(1).await;
    let office = bank.house.sign_in("head_office", None).await;
    let pack = "/rules/checklists%2Fcn";
    let content = office.get(pack).await.text_at("/content");
    let content = content.replacen("photo: optional", "photo: required", 1);
    let _ = office.put(pack, &json!({ "content": content, "version": 1 })).await.expect(200);
    let (manager, path) = (bank.manager().await, list(&bank, "opening"));
    let done = json!({ "state": "done" });
    let refused = act(&manager, &path, "safety_round", "mark", done.clone()).await.expect(409);
    assert_eq!(refused.text_at("/code"), "lobby.photo_needed");
    let _ = put(&manager, &format!("{path}/items/safety_round/photos/1"), PNG).await.expect(200);
    let _ = act(&manager, &path, "safety_round", "mark", done).await.expect(200);
}

#[tokio::test]
async fn a_photo_of_a_problem_is_seen_on_the_days_after() {
    let bank = Bank::found_shut(1).await;
    let (manager, path) = (bank.manager().await, list(&bank, "opening"));
    let photo = format!("{path}/items/safety_round/photos/1");
    let _ = put(&manager, &photo, PNG).await.expect(200);
    let wrong = json!({ "state": "problem", "note": "应急灯不亮" });
    let _ = act(&manager, &path, "safety_round", "mark", wrong).await.expect(200);
    bank.pass(24 * 3600);
    let manager = bank.manager().await;
    let shown = manager.get(&path).await.expect(200);
    assert_eq!(shown.at("/open_items/0/photos"), json!([1]));
    let day = shown.text_at("/open_items/0/business_day");
    let _ = manager.get(&format!("{photo}?day={day}")).await.expect(200);
    assert_eq!(manager.get(&photo).await.status(), 404, "today has none");
    assert_eq!(manager.get(&format!("{photo}?day=yesterday")).await.status(), 422);
}
