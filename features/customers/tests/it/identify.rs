//! Somebody is recognised at the kiosk.

use customers::api::{self, Identity, IdentityKind, Known};
use kernel::{Fault, Locale};
use serde_json::json;
use vault::Secret;

use crate::support::{CARD, PHONE, RESIDENT_ID, here, house, open_file};

fn identity(kind: IdentityKind, value: &str) -> Identity {
    Identity { kind, value: Secret::new(value.to_owned()) }
}

#[tokio::test]
async fn a_customer_is_recognised_by_card_document_and_phone() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let customer_id = open_file(&clerk).await;
    let (app, ctx) = (&house.app, house.ctx());
    let known = Known {
        customer_id,
        tier: "gold".to_owned(),
        care_needs: vec!["elderly".to_owned()],
        age: Some(76),
    };
    for (kind, value) in [
        (IdentityKind::ResidentId, RESIDENT_ID),
        (IdentityKind::BankCard, CARD),
        (IdentityKind::Phone, PHONE),
    ] {
        let found =
            api::identify(app.db.reader(), &ctx, app, &identity(kind, value)).await.unwrap();
        assert_eq!(found, Some(known.clone()));
    }
    let stranger = identity(IdentityKind::Phone, "13900000000");
    assert_eq!(api::identify(app.db.reader(), &ctx, app, &stranger).await.unwrap(), None);
}

#[tokio::test]
async fn a_wrong_number_is_refused_at_its_place_in_the_request() {
    let house = house().await;
    let wrong = identity(IdentityKind::ResidentId, "110105194912310021");
    let refused =
        api::identify(house.app.db.reader(), &house.ctx(), &house.app, &wrong).await.unwrap_err();
    assert_eq!(refused.pointer().as_deref(), Some("/identity/value"));
    assert_eq!(refused.code(), "customer.resident_id_check");
    assert!(refused.sentence(Locale::ZhCn).contains("校验"));
}

#[tokio::test]
async fn two_thousand_people_are_written_at_once_and_shown_to_other_rooms_masked() {
    let house = house().await;
    let (app, ctx) = (&house.app, house.ctx());
    let person = |number: u32| {
        let body = format!("110101{}0307{:03}", 1950 + number / 1000, number % 1000);
        let document = format!("{body}{}", customers::resident_id_check(&body).unwrap());
        let card = format!("622202{number:012}");
        api::DemoCustomer {
            home_branch: here(),
            name: Secret::new("王小明".to_owned()),
            phone: Some(Secret::new(format!("138{number:08}"))),
            documents: vec![(api::DocumentKind::ResidentId, Secret::new(document))],
            cards: vec![Secret::new(format!("{card}{}", customers::card_check(&card).unwrap()))],
            tier: "ordinary".to_owned(),
            care_needs: Vec::new(),
        }
    };
    let people: Vec<_> = (0..2_000).map(person).collect();
    let tx = app.db.begin_write().await.unwrap();
    let ids = api::create_for_demo(&tx, &ctx, app, &people).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ids.len(), 2_000);
    let names = api::names_masked(app.db.reader(), app, &ids[..3]).await.unwrap();
    assert_eq!(names.len(), 3);
    assert!(names.values().all(|name| name == "王*"));
    let last = identity(IdentityKind::Phone, "13800001999");
    let found = api::identify(app.db.reader(), &ctx, app, &last).await.unwrap().unwrap();
    assert_eq!((found.customer_id, found.age), (ids[1_999], Some(75)));
    let clerk = house.sign_in("lobby_manager", Some(here())).await;
    let listed = clerk
        .post("/customers/search", &json!({ "name": "王小明", "limit": 100 }))
        .await
        .expect(200);
    assert_eq!(listed.at("/items").as_array().map(Vec::len), Some(100));
    assert!(listed.at("/next").is_string());
}
