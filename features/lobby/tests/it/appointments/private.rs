//! What must stand nowhere in clear, and limits on strangers.

use serde_json::json;

use super::{TWO, book, check_in, open_bank, phone, wait_until};

#[tokio::test]
async fn names_numbers_and_secrets_are_stored_and_announced_nowhere_readable() {
    let bank = open_bank().await;
    let page = bank.house.nobody().with_key("0190163d-8694-739b-aea5-966c26f8ad93");
    let body = json!({
        "service_id": bank.service("open_account"), "starts_at": TWO,
        "name": "钱多多", "phone": phone(1),
    });
    let path = format!("/public/branches/{}/appointments", bank.east);
    let booked = page.post(&path, &body).await.expect(201);
    let (name, number) = (booked.text_at("/name"), booked.text_at("/phone"));
    assert_eq!((name.as_str(), number.as_str()), ("钱*", "139****0001"));
    wait_until(&bank, TWO).await;
    let _ = check_in(&bank, "phone", &phone(1)).await.expect(201);
    let (own, token) = (phone(1), booked.text_at("/token"));
    let tables = [
        "lobby_appointments",
        "lobby_visits",
        "lobby_steps",
        "events_outbox",
        "audit_rows",
        "web_answers",
    ];
    for table in tables {
        let text = bank.house.table_as_text(table).await;
        for secret in ["多多", own.as_str(), token.as_str()] {
            assert!(!text.contains(secret), "{secret} stands in {table}");
        }
    }
}

#[tokio::test]
async fn a_change_of_keys_reaches_names_and_numbers_and_hides_nobody() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    let app = bank.house.with_changed_keys();
    assert_eq!(app::reseal(&app).await.unwrap(), 6, "two of the appointment, four of one customer");
    assert_eq!(app::reseal(&app).await.unwrap(), 0);
    let row = bank.house.table_as_text("lobby_appointments").await;
    assert!(!row.is_empty() && !row.contains(&booked.text_at("/token")));
}

#[tokio::test]
async fn strangers_may_not_ask_too_often() {
    let mut config = testing::TestApp::config();
    config.access.rates.ticket = access::rate::Rate::new(60, 2);
    let features = vec![organisation::feature(), customers::feature(), lobby::feature()];
    let house = testing::TestApp::start_with(features, config).await;
    let nobody = house.nobody().at([203, 0, 113, 7]);
    let path = format!("/public/branches/{}/check-ins", uuid::Uuid::nil());
    let body = json!({ "by": "code", "value": "00000000" });
    let mut told = Vec::new();
    for _ in 0..4 {
        told.push(nobody.post(&path, &body).await.status());
    }
    assert_eq!(told, [404, 404, 429, 429]);
    let link = format!("/public/appointments/{}/cancel", "A".repeat(43));
    assert_eq!(nobody.post(&link, &json!({})).await.status(), 429);
}
