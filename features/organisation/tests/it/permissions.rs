//! Who lacks a permission is told which.

use serde_json::{Value, json};

use crate::bank::Bank;

#[tokio::test]
async fn a_refusal_names_the_permission_in_words_and_for_programs() {
    let bank = Bank::found().await;
    let teller = bank.house.sign_in("teller", Some(bank.east)).await;
    let refused = teller.post("/services", &json!({})).await.expect(403);
    assert_eq!(
        [refused.text_at("/code"), refused.text_at("/permission"), refused.text_at("/detail")],
        [
            "access.forbidden",
            "service:manage",
            "您没有办理这项操作的权限。需要“管理业务目录与技能”权限，如需办理请联系管理员。",
        ]
    );
    let english = teller.in_english().post("/services", &json!({})).await.expect(403);
    assert_eq!(
        english.text_at("/detail"),
        "You are not permitted to do this. It takes the permission “Manage services and skills”; \
         please ask an administrator."
    );
    let nobody = bank.house.nobody().post("/services", &json!({})).await.expect(401);
    assert_eq!(nobody.at("/permission"), Value::Null);
}

#[tokio::test]
async fn a_permission_that_reaches_too_short_is_told_apart_from_one_that_is_missing() {
    let bank = Bank::found().await;
    let manager = bank.house.sign_in("branch_manager", Some(bank.east)).await;
    let branch = json!({
        "parent_id": bank.east, "kind": "sub_branch", "code": "E0102", "name": "城东分理处", "name_en": "East Outlet",
    });
    let refused = manager.post("/branches", &branch).await.expect(403);
    assert_eq!(
        [refused.text_at("/code"), refused.text_at("/permission"), refused.text_at("/detail")],
        [
            "access.too_narrow",
            "branch:manage",
            "这项操作涉及全行，您的权限只在部分网点有效。需要“管理机构、柜台与营业时间”权限，如需办理请联系管理员。",
        ]
    );
}
