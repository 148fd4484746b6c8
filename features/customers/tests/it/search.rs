//! Customers are searched by what they show.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::support::{
    CARD, NAME, PHONE, RESIDENT_ID, assert_nothing_personal, assert_record_is_whole, elsewhere,
    here, house, open_file,
};

#[tokio::test]
async fn whatever_is_shown_finds_the_customer_however_it_is_written() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    let shown = [
        json!({ "document": RESIDENT_ID.to_lowercase() }),
        json!({ "document": "110105 19491231 002Ｘ" }),
        json!({ "phone": format!("+86 {PHONE}") }),
        json!({ "card": "6222 0212 3456 7890 128" }),
        json!({ "name": format!(" {NAME} ") }),
    ];
    for search in shown {
        let found = clerk.post("/customers/search", &search).await.expect(200);
        assert_nothing_personal(&found.text());
        assert_eq!(found.text_at("/items/0/id"), id.to_string(), "{search}");
        assert_eq!((found.at("/items/1"), found.at("/next")), (Value::Null, Value::Null));
    }
    let nobody =
        clerk.post("/customers/search", &json!({ "phone": "13900000000" })).await.expect(200);
    assert_eq!(nobody.at("/items"), json!([]));
}

#[tokio::test]
async fn a_customer_who_walks_into_another_branch_becomes_visible_there() {
    let house = house().await;
    let id = open_file(&house.sign_in("teller", Some(here())).await).await;
    let stranger = house.sign_in("teller", Some(elsewhere())).await;
    let path = format!("/customers/{id}");
    let by_name = stranger.post("/customers/search", &json!({ "name": NAME })).await.expect(200);
    assert_eq!(by_name.at("/items"), json!([]), "a name is shown by nobody");
    assert_eq!(stranger.get(&path).await.status(), 404);
    let by_card = stranger.post("/customers/search", &json!({ "card": CARD })).await.expect(200);
    assert_eq!(by_card.text_at("/items/0/id"), id.to_string());
    assert_eq!(stranger.get(&path).await.status(), 200);
    let by_name = stranger.post("/customers/search", &json!({ "name": NAME })).await.expect(200);
    assert_eq!(by_name.text_at("/items/0/id"), id.to_string());
    assert_eq!(
        stranger.get("/customers").await.at("/items"),
        json!([]),
        "the file is still kept elsewhere"
    );
}

#[tokio::test]
async fn a_search_that_cannot_be_read_is_refused_in_both_languages() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let wrong_digit = json!({ "document": "110105194912310021" });
    assert_json_snapshot!(
        "wrong_digit_zh",
        clerk.post("/customers/search", &wrong_digit).await.redacted()
    );
    assert_json_snapshot!(
        "wrong_digit_en",
        clerk.in_english().post("/customers/search", &wrong_digit).await.redacted()
    );
    let both = json!({ "phone": PHONE, "card": CARD });
    assert_json_snapshot!("two_kinds", clerk.post("/customers/search", &both).await.redacted());
    assert_eq!(clerk.post("/customers/search", &json!({})).await.status(), 422);
}

#[tokio::test]
async fn a_search_stands_on_the_record_without_what_was_searched() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    assert_eq!(clerk.post("/customers/search", &json!({ "phone": PHONE })).await.status(), 200);
    let filter =
        audit::Filter { action: Some("customer.searched".to_owned()), ..audit::Filter::default() };
    let page = kernel::PageRequest::default();
    let rows =
        house.app.audit.list(&house.app.db, &access::Scope::All, &filter, &page).await.unwrap();
    assert_eq!(rows.items.len(), 1);
    assert_eq!(rows.items[0].resource_id, Some(id.to_string()));
    assert_eq!(rows.items[0].detail, json!({ "by": "phone", "found": 1 }));
    assert_record_is_whole(&house).await;
}
