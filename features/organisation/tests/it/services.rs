//! The catalogue of services, and skills.

use organisation::api;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn the_catalogue_comes_from_the_pack_in_its_order() {
    let bank = Bank::found().await;
    let services = api::services(&bank.house.app).await.unwrap();
    assert_eq!(services.len(), bank.services.len());
    assert_eq!(services[0].code, "fraud_stop");
    let offered = api::offered_services(&bank.house.app, bank.east).await.unwrap();
    let codes: Vec<_> = offered.iter().map(|service| service.code.as_str()).collect();
    assert_eq!(codes, ["fraud_stop", "cash", "transfer"]);
}

#[tokio::test]
async fn an_administrator_changes_a_service_and_null_empties() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let path = format!("/services/{}", bank.services[0].id);
    let change = json!({ "version": 1, "typical_s": 900, "class": null, "skill": "complex",
        "papers": [{ "name": "身份证", "name_en": "Identity card" }] });
    let changed = administrator.patch(&path, &change).await.expect(200);
    assert_eq!((changed.at("/class"), changed.at("/skill")), (json!(null), json!("complex")));
    assert_eq!(changed.at("/papers/0/name_en"), json!("Identity card"));
    assert_eq!(changed.at("/name"), json!(bank.services[0].name));

    let unknown = administrator.patch(&path, &json!({ "version": 2, "skill": "juggling" })).await;
    assert_eq!(
        (unknown.status(), unknown.text_at("/errors/0/pointer")),
        (422, "/skill".to_owned())
    );
    let misspelt = administrator.patch(&path, &json!({ "version": 2, "typical_minutes": 5 })).await;
    assert_eq!(misspelt.status(), 422);
}

#[tokio::test]
async fn the_catalogue_is_the_banks_and_not_a_branchs() {
    let bank = Bank::found().await;
    let manager = bank.east_manager().await;
    let path = format!("/services/{}", bank.services[0].id);
    let _ = manager.get(&path).await.expect(200);
    let _ = manager.patch(&path, &json!({ "version": 1, "active": false })).await.expect(403);
    let _ = manager
        .post("/skills", &json!({ "code": "x", "name": "甲", "name_en": "X" }))
        .await
        .expect(403);
}

#[tokio::test]
async fn a_new_service_is_found_and_a_taken_code_is_refused() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let body = json!({ "code": "safe_box", "prefix": "Z", "name": "保管箱", "name_en": "Safe-deposit box",
        "category": "account", "typical_s": 600, "phrases": { "zh": ["租保管箱"] } });
    let _ = administrator.post("/services", &body).await.expect(201);
    let taken = administrator.post("/services", &body).await.expect(409);
    assert_eq!(taken.text_at("/code"), "service.code_taken");
    let found = administrator.get("/services?q=safe").await;
    assert_eq!(found.at("/items/0/phrases/zh/0"), json!("租保管箱"));
}

#[tokio::test]
async fn skills_are_named_by_their_code() {
    let bank = Bank::found().await;
    let administrator = bank.administrator().await;
    let body = json!({ "code": "sign_language", "name": "手语", "name_en": "Sign language" });
    let created = administrator.post("/skills", &body).await.expect(201);
    let path = format!("/skills/{}", created.text_at("/id"));
    let renamed = administrator
        .patch(&path, &json!({ "name_en": "Chinese Sign Language" }))
        .await
        .expect(200);
    assert_eq!((renamed.at("/code"), renamed.at("/name")), (json!("sign_language"), json!("手语")));
    let taken = administrator.post("/skills", &body).await.expect(409);
    assert_eq!(taken.text_at("/code"), "skill.code_taken");
    let list = administrator.get("/skills").await;
    assert!(list.at("/items").as_array().unwrap().len() > 5);
}
