//! What must stand nowhere in clear.

use sea_orm::{ConnectionTrait, Statement};
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
        let text = dump(&bank, table).await;
        assert!(!text.is_empty(), "{table}");
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} stands in {table}");
        }
    }
    let record = teller.get(&format!("/visits/{visit}")).await.expect(200);
    assert_eq!(record.text_at("/need"), "给孙子交学费", "those who serve may read it");
    assert_eq!(record.at("/steps/2/detail/note"), "欧阳先生回去取存折");
}

async fn dump(bank: &Bank, table: &str) -> String {
    let db = bank.house.app.db.reader();
    let statement =
        Statement::from_string(db.get_database_backend(), format!("SELECT * FROM {table}"));
    let rows = db.query_all_raw(statement).await.expect("the test bank works");
    let mut text = String::new();
    for row in rows {
        for column in row.column_names() {
            if let Ok(Some(value)) = row.try_get::<Option<String>>("", &column) {
                text.push_str(&value);
                text.push('\n');
            }
            if let Ok(Some(value)) = row.try_get::<Option<Vec<u8>>>("", &column) {
                text.push_str(&String::from_utf8_lossy(&value));
                text.push('\n');
            }
        }
    }
    text
}
