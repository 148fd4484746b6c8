//! What several tests need.

use kernel::{BranchId, CustomerId};
use serde_json::{Value, json};
use testing::{Client, TestApp};
use uuid::Uuid;

/// A resident ID that satisfies its rules, the example of the standard.
pub(crate) const RESIDENT_ID: &str = "11010519491231002X";
/// A mobile number.
pub(crate) const PHONE: &str = "13812345678";
/// A card number.
pub(crate) const CARD: &str = "6222021234567890128";
/// A name.
pub(crate) const NAME: &str = "诸葛明亮";

/// A branch of the demo bank.
pub(crate) fn here() -> BranchId {
    BranchId::from_uuid(Uuid::from_u128(1))
}

/// Another branch.
pub(crate) fn elsewhere() -> BranchId {
    BranchId::from_uuid(Uuid::from_u128(2))
}

/// Opens a house with this room.
pub(crate) async fn house() -> TestApp {
    TestApp::start(vec![organisation::feature(), customers::feature()]).await
}

/// A form with everything in it.
pub(crate) fn form() -> Value {
    json!({
        "name": NAME,
        "phone": PHONE,
        "documents": [{ "kind": "resident_id", "number": RESIDENT_ID }],
        "cards": [CARD],
        "tier": "gold",
        "care_needs": ["elderly"],
    })
}

/// Opens a file through the router and returns its id.
pub(crate) async fn open_file(clerk: &Client) -> CustomerId {
    let file = clerk.post("/customers", &form()).await.expect(201);
    file.text_at("/id").parse().expect("an id")
}

/// Fails when a text holds anything personal of the form.
pub(crate) fn assert_nothing_personal(text: &str) {
    for secret in [RESIDENT_ID, PHONE, CARD, NAME, "1949-12-31", "19491231"] {
        assert!(!text.contains(secret), "`{secret}` stands in: {text}");
    }
}

/// Fails when the record of acts is not what was recorded.
pub(crate) async fn assert_record_is_whole(house: &TestApp) {
    house.app.audit.anchor(&house.app.db, house.now()).await.expect("an anchor");
    let verification = house.app.audit.verify(&house.app.db).await.expect("a verification");
    assert_eq!(verification.problems, []);
}
