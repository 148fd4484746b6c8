//! What staff see and do, and who may not.

use insta::assert_json_snapshot;
use serde_json::json;

use super::{HALF_PAST_TWO, TWO, book, link, open_bank, phone, wait_until};

#[tokio::test]
async fn staff_book_list_move_and_give_up_with_a_reason() {
    let bank = open_bank().await;
    let manager = bank.manager().await;
    let path = format!("/branches/{}/appointments", bank.east);
    let body = json!({ "service_id": bank.service("cash"), "starts_at": TWO, "name": "钱多多", "phone": phone(1) });
    let booked = manager.post(&path, &body).await.expect(201);
    assert_eq!(booked.text_at("/booked_by"), "staff");
    // Of one time, the one who booked first stands first.
    bank.pass(1);
    let _ = book(&bank, "open_account", TWO, 2).await.expect(201);
    let day = manager.get(&format!("{path}?day=2026-11-24&limit=1")).await.expect(200);
    assert_json_snapshot!("day", day.redacted()["body"]["items"], { "[].code" => "[code]" });
    let next = day.text_at("/next");
    let rest = manager.get(&format!("{path}?limit=1&cursor={next}")).await.expect(200);
    assert_eq!(
        (rest.at("/items").as_array().map(Vec::len), rest.at("/next")),
        (Some(1), json!(null))
    );
    assert_eq!(manager.get(&format!("{path}?day=tomorrow")).await.status(), 422);
    assert_eq!(manager.get(&format!("{path}?cursor=x")).await.status(), 422);
    let own = format!("/appointments/{}", booked.text_at("/id"));
    let why = |reason: &str| json!({ "reason": reason });
    let unknown = manager.post(&format!("{own}/cancel"), &why("whim")).await.expect(422);
    assert_eq!(unknown.text_at("/errors/0/pointer"), "/reason");
    wait_until(&bank, "2026-11-24T05:20:00Z").await;
    let manager = bank.manager().await;
    let to = json!({ "starts_at": HALF_PAST_TWO, "reason": "short_of_staff" });
    let moved = manager.post(&format!("{own}/move"), &to).await.expect(200);
    assert_eq!(moved.at("/moves"), 1, "staff may do so until the customer comes");
    let gone = manager.post(&format!("{own}/cancel"), &why("customer_asked")).await.expect(200);
    assert_eq!(gone.text_at("/reason/name"), "客户要求");
    let audit = bank.house.table_as_text("audit_rows").await;
    assert!(audit.contains("short_of_staff") && audit.contains("appointment.cancelled"));
}

#[tokio::test]
async fn staff_check_in_and_see_the_number() {
    let bank = open_bank().await;
    let booked = book(&bank, "cash", TWO, 1).await.expect(201);
    wait_until(&bank, TWO).await;
    let manager = bank.manager().await;
    let path = format!("/appointments/{}/check-in", booked.text_at("/id"));
    let ticket = manager.post(&path, &json!({})).await.expect(201);
    let day = manager.get(&format!("/branches/{}/appointments", bank.east)).await.expect(200);
    assert_eq!(day.text_at("/items/0/number"), ticket.text_at("/number"));
    assert_eq!(day.text_at("/items/0/visit_id"), ticket.text_at("/visit_id"));
    assert_eq!(day.text_at("/items/0/arrival"), "on_time");
}

#[tokio::test]
async fn other_branches_and_roles_see_and_change_nothing() {
    let bank = open_bank().await;
    let booked = book(&bank, "cash", TWO, 1).await.expect(201);
    let own = format!("/appointments/{}", booked.text_at("/id"));
    let list = format!("/branches/{}/appointments", bank.east);
    let body = json!({ "service_id": bank.service("cash"), "starts_at": HALF_PAST_TWO, "name": "钱多多", "phone": phone(2) });
    let to = json!({ "starts_at": HALF_PAST_TWO, "reason": "other" });
    let acts = [
        (list.clone(), body),
        (format!("{own}/move"), to),
        (format!("{own}/cancel"), json!({ "reason": "other" })),
        (format!("{own}/check-in"), json!({})),
    ];
    let stranger = bank.house.sign_in("lobby_manager", Some(bank.west)).await;
    let compliance = bank.house.sign_in("compliance", None).await;
    let administrator = bank.administrator().await;
    for (who, reading, changing) in [
        (&stranger, 404, 404),
        (&compliance, 200, 403),
        (&administrator, 403, 403),
        (&bank.house.nobody(), 401, 401),
    ] {
        assert_eq!(who.get(&list).await.status(), reading);
        for (path, body) in &acts {
            assert_eq!(who.post(path, body).await.status(), changing, "{path}");
        }
    }
    assert_eq!(bank.house.nobody().get(&link(&booked)).await.text_at("/state"), "booked");
}
