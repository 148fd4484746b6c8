//! Files are opened, shown, changed.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::support::{
    CARD, PHONE, RESIDENT_ID, assert_nothing_personal, elsewhere, form, here, house, open_file,
};

#[tokio::test]
async fn a_new_file_is_shown_masked() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let file = clerk.post("/customers", &form()).await.expect(201);
    assert_nothing_personal(&file.text());
    assert_json_snapshot!(file.redacted());
    let shown = clerk.get(&format!("/customers/{}", file.text_at("/id"))).await.expect(200);
    assert_eq!(shown.json(), file.json());
}

#[tokio::test]
async fn a_wrong_form_is_told_field_by_field_in_both_languages() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let wrong = json!({
        "name": "张3",
        "phone": "12345",
        "documents": [
            { "kind": "resident_id", "number": "110105194912310021" },
            { "kind": "hk_macau_permit", "number": "A1" },
        ],
        "cards": ["4111111111111112"],
        "tier": "diamond",
        "care_needs": ["elderly", "left_handed"],
    });
    assert_json_snapshot!("wrong_form_zh", clerk.post("/customers", &wrong).await.redacted());
    assert_json_snapshot!(
        "wrong_form_en",
        clerk.in_english().post("/customers", &wrong).await.redacted()
    );
    let nameless = json!({ "name": "张三" });
    assert_json_snapshot!("unrecognisable", clerk.post("/customers", &nameless).await.redacted());
}

#[tokio::test]
async fn somebody_known_is_not_entered_twice() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    let stranger = house.sign_in("teller", Some(elsewhere())).await.in_english();
    let document = json!({ "kind": "resident_id", "number": RESIDENT_ID });
    let same = [
        (
            json!({ "name": "张三", "documents": [document] }),
            "customer.document_taken",
            "/documents/0/number",
        ),
        (json!({ "name": "张三", "cards": [CARD] }), "customer.card_taken", "/cards/0"),
        (
            json!({ "name": "张三", "phone": format!("+86 {PHONE}") }),
            "customer.phone_taken",
            "/phone",
        ),
    ];
    for (form, code, pointer) in same {
        let refused = stranger.post("/customers", &form).await.expect(409);
        assert_eq!(
            (refused.text_at("/code").as_str(), refused.text_at("/errors/0/pointer").as_str()),
            (code, pointer)
        );
        assert!(refused.text_at("/detail").contains(&id.to_string()), "{}", refused.text());
    }
}

#[tokio::test]
async fn a_change_names_the_version_it_was_made_on() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let path = format!("/customers/{}", open_file(&clerk).await);
    let change = json!({ "version": 1, "phone": null, "tier": "private", "care_needs": [] });
    let changed = clerk.patch(&path, &change).await.expect(200);
    assert_eq!(changed.at("/version"), 2);
    assert_eq!((changed.at("/phone"), changed.at("/tier")), (json!(null), json!("private")));
    let late = clerk.patch(&path, &json!({ "version": 1, "tier": "gold" })).await;
    assert_json_snapshot!(late.redacted());
    let again = clerk.patch(&path, &json!({ "version": 2, "tier": "private" })).await.expect(200);
    assert_eq!(again.at("/version"), 2, "a change of nothing is no change");
    let free = json!({ "name": "李四", "phone": PHONE });
    assert_eq!(clerk.post("/customers", &free).await.status(), 201);
    let taken = clerk.patch(&path, &json!({ "version": 2, "phone": PHONE })).await.expect(409);
    assert_eq!(taken.text_at("/code"), "customer.phone_taken");
}

#[tokio::test]
async fn other_branches_and_other_roles_are_turned_away() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let path = format!("/customers/{}", open_file(&clerk).await);
    let stranger = house.sign_in("teller", Some(elsewhere())).await;
    assert_json_snapshot!("other_branch_zh", stranger.get(&path).await.redacted());
    assert_json_snapshot!("other_branch_en", stranger.in_english().get(&path).await.redacted());
    assert_eq!(stranger.patch(&path, &json!({ "version": 1, "tier": "gold" })).await.status(), 404);
    assert_eq!(stranger.get(&format!("{path}/timeline")).await.status(), 404);
    let look = json!({ "field": "name", "reason": "serve" });
    assert_eq!(stranger.post(&format!("{path}/unmask"), &look).await.status(), 404);
    let far = json!({ "name": "张三", "phone": "13900000000", "home_branch_id": elsewhere() });
    assert_eq!(clerk.post("/customers", &far).await.status(), 404);
    let administrator = house.sign_in("administrator", None).await;
    assert_eq!(administrator.get(&path).await.status(), 403);
    assert_eq!(administrator.get("/customers").await.status(), 403);
    let compliance = house.sign_in("compliance", None).await;
    assert_eq!(compliance.get(&path).await.status(), 200);
    assert_eq!(compliance.patch(&path, &json!({ "version": 1 })).await.status(), 403);
    assert_eq!(compliance.post(&format!("{path}/unmask"), &look).await.status(), 403);
    assert_eq!(house.nobody().get(&path).await.status(), 401);
    assert_eq!(
        house.nobody().post("/customers/search", &json!({ "phone": PHONE })).await.status(),
        401
    );
}

#[tokio::test]
async fn a_plain_list_shows_the_branch_s_own_customers_page_by_page() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let stranger = house.sign_in("teller", Some(elsewhere())).await;
    for number in 0..5 {
        let form = json!({ "name": "张三", "phone": format!("1380000000{number}") });
        assert_eq!(clerk.post("/customers", &form).await.status(), 201);
    }
    let first = clerk.get("/customers?limit=3").await.expect(200);
    let next = first.text_at("/next");
    let second = clerk.get(&format!("/customers?limit=3&cursor={next}")).await.expect(200);
    let count = |page: &testing::Answer| page.at("/items").as_array().map(Vec::len);
    assert_eq!(
        (count(&first), count(&second), second.at("/next")),
        (Some(3), Some(2), json!(null))
    );
    assert_eq!(count(&stranger.get("/customers").await), Some(0));
    assert_eq!(clerk.get("/customers?cursor=rubbish").await.status(), 422);
    assert_eq!(clerk.get(&format!("/customers?phone={PHONE}")).await.status(), 422);
}

#[tokio::test]
async fn nothing_personal_stands_in_tables_events_or_the_record() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk.with_key("0190163d-8694-739b-aea5-966c26f8ad91")).await;
    assert_eq!(
        clerk
            .patch(&format!("/customers/{id}"), &json!({ "version": 1, "name": "诸葛孔明" }))
            .await
            .status(),
        200
    );
    let look = json!({ "field": "phone", "reason": "contact" });
    let clerk = clerk.with_key("0190163d-8694-739b-aea5-966c26f8ad92");
    let seen = clerk.post(&format!("/customers/{id}/unmask"), &look).await.expect(200);
    assert_eq!(seen.text_at("/value"), format!("+86{PHONE}"));
    house.settled().await;
    for table in
        ["customers_customers", "customers_timeline", "events_outbox", "audit_rows", "web_answers"]
    {
        assert_nothing_personal(&house.table_as_text(table).await);
    }
}
