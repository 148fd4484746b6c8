//! Notes from one shift to the next.

use serde_json::{Value, json};

use crate::bank::Bank;

#[tokio::test]
async fn a_note_is_written_by_one_shift_and_acknowledged_by_the_next() {
    let bank = Bank::found().await;
    let (early, late) = (bank.manager().await, bank.manager().await);
    let path = format!("/branches/{}/handovers", bank.east);
    let words = json!({ "text": "陈先生的存折在 2 号柜台保险柜，请电 13812345678" });
    let written = early.post(&path, &words).await.expect(201);
    assert_eq!(written.at("/text"), Value::Null, "answers are remembered");
    let listed = late.get(&path).await.expect(200);
    assert_eq!(listed.text_at("/items/0/text"), "陈先生的存折在 2 号柜台保险柜，请电 ***********");
    assert_eq!(listed.at("/items/0/author/id"), json!(early.staff()));
    for table in ["lobby_handovers", "audit_rows", "events_outbox"] {
        assert!(!bank.house.table_as_text(table).await.contains("陈先生"), "{table}");
    }
    let read = format!("/handovers/{}/acknowledge", written.text_at("/id"));
    let own = early.post(&read, &json!({})).await.expect(409);
    assert_eq!(own.text_at("/code"), "lobby.own_handover");
    let _ = late.post(&read, &json!({})).await.expect(200);
    let again = late.post(&read, &json!({})).await.expect(409);
    assert_eq!(again.text_at("/code"), "lobby.handover_read");
    let listed = early.get(&path).await.expect(200);
    assert_eq!(listed.at("/items/0/read_by/id"), json!(late.staff()));
}

#[tokio::test]
async fn notes_stay_in_their_branch_and_within_bounds() {
    let bank = Bank::found().await;
    let (manager, path) = (bank.manager().await, format!("/branches/{}/handovers", bank.east));
    for (text, code) in
        [("  ".to_owned(), "lobby.words_needed"), ("字".repeat(2001), "lobby.handover_too_long")]
    {
        let refused = manager.post(&path, &json!({ "text": text })).await.expect(422);
        assert_eq!(refused.text_at("/errors/0/code"), code);
    }
    let longest = manager.post(&path, &json!({ "text": "字".repeat(2000) })).await.expect(201);
    let stranger = bank.house.sign_in("teller", Some(bank.west)).await;
    assert_eq!(stranger.get(&path).await.status(), 404);
    let read = format!("/handovers/{}/acknowledge", longest.text_at("/id"));
    assert_eq!(stranger.post(&read, &json!({})).await.status(), 404);
    let office = bank.house.sign_in("head_office", None).await;
    assert_eq!(office.get(&path).await.status(), 403, "notes are the branch's own");
    for _ in 0..3 {
        let _ = manager.post(&path, &json!({ "text": "正常" })).await.expect(201);
    }
    let first = manager.get(&format!("{path}?limit=3")).await.expect(200);
    let next = format!("{path}?limit=3&cursor={}", first.text_at("/next"));
    assert_eq!(manager.get(&next).await.expect(200).at("/items").as_array().unwrap().len(), 1);
    assert_eq!(manager.get(&format!("{path}?cursor=x")).await.status(), 422);
}
