//! What must stand nowhere in clear.

use serde_json::json;

use crate::bank::{Bank, OLD_CUSTOMER, act, call_next};

#[tokio::test]
async fn words_numbers_and_tokens_are_stored_nowhere_readable() {
    let bank = Bank::found().await;
    let teller = bank.seated(0).await;
    let identity = json!({ "kind": "resident_id", "value": OLD_CUSTOMER });
    let ticket = bank
        .take("cash", json!({ "identity": identity, "need": "给孙子交学费" }))
        .await
        .expect(201);
    let asked =
        json!({ "place": "phone", "token": ticket.text_at("/token"), "words": "我听不清叫号" });
    let path = format!("/public/branches/{}/assistance", bank.east);
    let _ = bank.house.nobody().post(&path, &asked).await.expect(202);
    let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    let _ = act(&teller, &visit, "park", json!({ "note": "欧阳先生回去取存折" })).await.expect(200);
    let token = ticket.text_at("/token");
    let secrets =
        [OLD_CUSTOMER, "交学费", "听不清", "欧阳", "取存折", "13812345678", token.as_str()];
    for table in ["lobby_visits", "lobby_steps", "lobby_alerts", "events_outbox", "audit_rows"] {
        let text = bank.house.table_as_text(table).await;
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} stands in {table}");
        }
    }
    let record = teller.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(record.text_at("/need"), "给孙子交学费", "those who serve may read it");
    assert_eq!(record.at("/steps/2/detail/note"), "欧阳先生回去取存折");
    let app = bank.house.with_changed_keys();
    let changed = app::reseal(&app).await.unwrap();
    assert_eq!(
        changed, 7,
        "a need, a remark, what somebody asked for, and four values of one customer"
    );
    assert_eq!(app::reseal(&app).await.unwrap(), 0, "everything is up to date");
}

#[tokio::test]
async fn long_numbers_in_words_are_not_shown() {
    let bank = Bank::found().await;
    let (teller, manager) = (bank.seated(0).await, bank.manager().await);
    let ticket = bank.take("cash", json!({ "need": "给 6222 0212 3456 转账" })).await.expect(201);
    let token = ticket.text_at("/token");
    let asked = json!({ "place": "phone", "token": token, "words": "请回电 138-1234-5678" });
    let path = format!("/branches/{}", bank.east);
    let _ =
        bank.house.nobody().post(&format!("/public{path}/assistance"), &asked).await.expect(202);
    let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    let note = json!({ "note": "身份证 110105194912310021，3 张单据" });
    let _ = act(&teller, &visit, "park", note).await.expect(200);
    let record = teller.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(record.text_at("/need"), "给 **** **** **** 转账");
    assert_eq!(record.text_at("/steps/2/detail/note"), "身份证 ******************，3 张单据");
    let open = manager.get(&format!("{path}/alerts?open=true")).await.expect(200);
    assert_eq!(open.text_at("/items/0/words"), "请回电 ***-****-****");
}
