//! Looks at unmasked fields.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::support::{
    CARD, NAME, PHONE, RESIDENT_ID, assert_record_is_whole, elsewhere, here, house, open_file,
};

#[tokio::test]
async fn every_field_can_be_seen_for_a_reason() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let path = format!("/customers/{}", open_file(&clerk).await);
    let file = clerk.get(&path).await;
    let fields = [
        ("name".to_owned(), NAME.to_owned()),
        ("phone".to_owned(), format!("+86{PHONE}")),
        ("birth_date".to_owned(), "1949-12-31".to_owned()),
        (format!("document:{}", file.text_at("/documents/0/id")), RESIDENT_ID.to_owned()),
        (format!("card:{}", file.text_at("/cards/0/id")), CARD.to_owned()),
    ];
    for (field, value) in fields {
        let look = json!({ "field": field, "reason": "verify_identity" });
        let seen = clerk.post(&format!("{path}/unmask"), &look).await.expect(200);
        assert_eq!(seen.json(), json!({ "field": field, "value": value }));
        assert_eq!(seen.header("cache-control"), Some("no-store"));
    }
}

#[tokio::test]
async fn a_look_stands_on_the_record_with_person_and_reason() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    let stranger = house.sign_in("teller", Some(elsewhere())).await;
    assert_eq!(stranger.post("/customers/search", &json!({ "phone": PHONE })).await.status(), 200);
    let path = format!("/customers/{id}");
    let look = json!({ "field": "name", "reason": "other", "note": "客户要求核对姓名写法" });
    assert_eq!(stranger.post(&format!("{path}/unmask"), &look).await.status(), 200);
    let manager = house.sign_in("branch_manager", Some(here())).await;
    let looks = manager.get(&format!("{path}/looks")).await.expect(200);
    assert_eq!(looks.text_at("/items/0/staff/id"), stranger.staff().to_string());
    assert_json_snapshot!(looks.redacted());
    assert_eq!(clerk.get(&format!("{path}/looks")).await.status(), 403);
    assert_eq!(
        house
            .sign_in("branch_manager", Some(elsewhere()))
            .await
            .get(&format!("{path}/looks"))
            .await
            .status(),
        200
    );
    assert_record_is_whole(&house).await;
}

#[tokio::test]
async fn a_repeated_key_looks_again_because_no_answer_is_kept() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let path = format!("/customers/{}", open_file(&clerk).await);
    let keyed = clerk.with_key("0190163d-8694-739b-aea5-966c26f8ad91");
    let look = json!({ "field": "name", "reason": "serve" });
    for _ in 0..2 {
        let seen = keyed.post(&format!("{path}/unmask"), &look).await.expect(200);
        assert_eq!(seen.header("idempotency-replayed"), None);
    }
    let compliance = house.sign_in("compliance", None).await;
    let looks = compliance.get(&format!("{path}/looks")).await.expect(200);
    assert_eq!(looks.at("/items").as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_look_without_a_good_reason_is_refused() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let path = format!("/customers/{}/unmask", open_file(&clerk).await);
    let refused = [
        ("reason", json!({ "field": "name", "reason": "curiosity" })),
        ("note_missing", json!({ "field": "name", "reason": "other", "note": " " })),
        (
            "note_refused",
            json!({ "field": "name", "reason": "serve", "note": "回拨 138 1234 5678" }),
        ),
        (
            "field",
            json!({ "field": "document:0190163d-8694-739b-aea5-966c26f8ad91", "reason": "serve" }),
        ),
    ];
    for (name, look) in refused {
        assert_json_snapshot!(
            format!("refused_{name}_zh"),
            clerk.post(&path, &look).await.redacted()
        );
        assert_json_snapshot!(
            format!("refused_{name}_en"),
            clerk.in_english().post(&path, &look).await.redacted()
        );
    }
}
