//! From words to services.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn words_lead_to_services_or_to_a_person() {
    let bank = Bank::found().await;
    let path = format!("/public/branches/{}/needs", bank.east);
    let ask = async |words: &str| {
        bank.house.nobody().post(&path, &json!({ "words": words })).await.expect(200)
    };
    let lost = ask("我的银行卡丢了").await;
    assert_json_snapshot!("lost_card", lost.redacted());
    assert_eq!(ask("今天天气不错").await.json(), json!({ "matches": [], "ask_person": true }));
    let long =
        bank.house.nobody().post(&path, &json!({ "words": "取".repeat(501) })).await.expect(422);
    assert_eq!(long.text_at("/errors/0/pointer"), "/words");
}
