//! The record of acts, as auditors see it.

use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn every_change_is_on_the_record_and_the_record_is_whole() {
    let bank = Bank::found().await;
    let manager = bank.house.sign_in_as(bank.teller, "branch_manager", Some(bank.east)).await;
    let change = json!({ "version": 1, "phone": "010-5550 3333" });
    let _ = manager.patch(&format!("/branches/{}", bank.east), &change).await.expect(200);

    let found = manager.get("/audit?action=branch.updated").await.expect(200);
    assert_eq!(found.at("/items/0/actor/name"), json!("王芳"));
    assert_eq!(found.at("/items/0/actor/name_en"), json!("Staff 1001"));
    assert_eq!(found.at("/items/0/resource_id"), json!(bank.east));
    let none = bank.west_manager().await.get("/audit?action=branch.updated").await.expect(200);
    assert_eq!(none.at("/items/0"), json!(null));

    bank.house.app.audit.anchor(&bank.house.app.db, bank.house.now()).await.unwrap();
    let auditor = bank.house.sign_in("compliance", None).await;
    let whole = auditor.get("/audit/verification").await.expect(200);
    assert_eq!(
        (whole.at("/ok"), whole.at("/problems")),
        (json!(true), json!([])),
        "{}",
        whole.text()
    );
    let _ = manager.get("/audit/verification").await.expect(403);
}
