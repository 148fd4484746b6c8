//! Keys are changed under a running bank.

use customers::api::{self, Identity, IdentityKind};
use serde_json::json;
use vault::Secret;

use crate::support::{NAME, PHONE, here, house, open_file};

#[tokio::test]
async fn everything_is_found_before_during_and_after_a_change_of_keys() {
    let house = house().await;
    let clerk = house.sign_in("teller", Some(here())).await;
    let id = open_file(&clerk).await;
    let app = house.with_changed_keys();
    let phone = Identity { kind: IdentityKind::Phone, value: Secret::new(PHONE.to_owned()) };
    let during = api::identify(app.db.reader(), &house.ctx(), &app, &phone).await.unwrap();
    assert_eq!(during.map(|known| known.customer_id), Some(id));
    let changed = app::reseal(&app).await.unwrap();
    assert_eq!(changed, 5, "a name, a phone, a date of birth, a document and a card");
    assert_eq!(app::reseal(&app).await.unwrap(), 0, "everything is up to date");
    let after = api::identify(app.db.reader(), &house.ctx(), &app, &phone).await.unwrap();
    assert_eq!(after.map(|known| known.customer_id), Some(id));
    let names = api::names_masked(app.db.reader(), &app, &[id]).await.unwrap();
    assert_eq!(names[&id], "诸葛*");
    let gone = clerk.post("/customers/search", &json!({ "name": NAME })).await.expect(200);
    assert_eq!(
        gone.at("/items"),
        json!([]),
        "a node that still has the old ring alone finds nothing"
    );
}
