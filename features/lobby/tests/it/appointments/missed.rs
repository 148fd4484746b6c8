//! Who does not come, the bank that is not ready, and reminders.

use serde_json::{Value, json};

use super::{HALF_PAST_TWO, TWO, book, check_in, link, open_bank, set_hours, state, wait_until};
use crate::bank::Bank;

/// Returns the kinds and details of the events about appointments, oldest first.
async fn told(bank: &Bank) -> Vec<(String, Value)> {
    let sql = "SELECT kind, payload FROM events_outbox WHERE kind LIKE 'appointment.%' ORDER BY id";
    let rows = bank.house.rows(sql).await;
    let read = |row: &sea_orm::QueryResult| {
        let payload: String = row.try_get_by_index(1).expect("the test bank works");
        let kind: String = row.try_get_by_index(0).expect("the test bank works");
        (kind, serde_json::from_str(&payload).expect("the test bank works"))
    };
    rows.iter().map(read).collect()
}

async fn reminders(bank: &Bank) -> Vec<i64> {
    let told = told(bank).await.into_iter();
    told.filter(|(kind, _)| kind == "appointment.reminder_due")
        .filter_map(|(_, payload)| payload["before_min"].as_i64())
        .collect()
}

#[tokio::test]
async fn who_is_waited_for_in_vain_is_a_no_show_and_still_welcome() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    let came = book(&bank, "open_account", TWO, 2).await.expect(201);
    let _teller = bank.seated(0).await;
    wait_until(&bank, "2026-11-24T06:01:00Z").await;
    let _ = check_in(&bank, "code", &came.text_at("/code")).await.expect(201);
    wait_until(&bank, "2026-11-24T06:15:00Z").await;
    assert_eq!(state(&bank, &booked).await, "booked", "it is kept until then");
    wait_until(&bank, "2026-11-24T06:15:01Z").await;
    assert_eq!(state(&bank, &booked).await, "no_show");
    assert_eq!(state(&bank, &came).await, "checked_in");
    bank.reconcile().await;
    let missed: Vec<_> =
        told(&bank).await.into_iter().filter(|(kind, _)| kind == "appointment.no_show").collect();
    assert_eq!(missed.len(), 1);
    let ticket = check_in(&bank, "code", &booked.text_at("/code")).await.expect(201);
    assert_eq!(state(&bank, &booked).await, "checked_in");
    assert_eq!(ticket.text_at("/state"), "waiting");
}

#[tokio::test]
async fn nobody_is_a_no_show_where_nobody_attends_to_the_service() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    wait_until(&bank, "2026-11-24T06:01:00Z").await;
    let _teller = bank.seated(0).await;
    wait_until(&bank, "2026-11-24T06:10:00Z").await;
    wait_until(&bank, "2026-11-24T06:16:00Z").await;
    assert_eq!(state(&bank, &booked).await, "not_kept", "the counter opened late");
    let to = json!({ "starts_at": "2026-11-25T06:00:00Z" });
    let path = format!("{}/move", link(&booked));
    let moved = bank.house.nobody().post(&path, &to).await.expect(200);
    assert_eq!(moved.text_at("/state"), "booked", "the customer chooses another time");
}

#[tokio::test]
async fn nobody_is_a_no_show_before_a_closed_door_or_a_silent_house() {
    let bank = open_bank().await;
    let closed = book(&bank, "open_account", TWO, 1).await.expect(201);
    let silent = book(&bank, "open_account", "2026-11-24T08:00:00Z", 2).await.expect(201);
    let _teller = bank.seated(0).await;
    set_hours(&bank, bank.east, json!([{ "from": "09:00", "to": "14:05" }])).await;
    wait_until(&bank, "2026-11-24T06:01:00Z").await;
    wait_until(&bank, "2026-11-24T06:06:00Z").await;
    wait_until(&bank, "2026-11-24T06:16:00Z").await;
    assert_eq!(state(&bank, &closed).await, "not_kept", "the branch closed early");
    set_hours(&bank, bank.east, json!([{ "from": "09:00", "to": "17:00" }])).await;
    wait_until(&bank, "2026-11-24T08:30:00Z").await;
    assert_eq!(state(&bank, &silent).await, "not_kept", "nobody looked in time");
}

#[tokio::test]
async fn reminders_are_due_once_each_and_never_after_giving_up() {
    let bank = open_bank().await;
    let tomorrow = "2026-11-26T06:00:00Z";
    let booked = book(&bank, "open_account", tomorrow, 1).await.expect(201);
    let given_up = book(&bank, "open_account", tomorrow, 2).await.expect(201);
    wait_until(&bank, "2026-11-25T05:59:59Z").await;
    assert_eq!(reminders(&bank).await, Vec::<i64>::new());
    let cancel = format!("{}/cancel", link(&given_up));
    let _ = bank.house.nobody().post(&cancel, &json!({})).await.expect(200);
    wait_until(&bank, "2026-11-25T06:00:00Z").await;
    bank.reconcile().await;
    assert_eq!(reminders(&bank).await, [1440]);
    wait_until(&bank, "2026-11-26T04:00:00Z").await;
    bank.reconcile().await;
    assert_eq!(reminders(&bank).await, [1440, 120]);
    let to = json!({ "starts_at": "2026-11-27T06:30:00Z" });
    let _ = bank.house.nobody().post(&format!("{}/move", link(&booked)), &to).await.expect(200);
    wait_until(&bank, "2026-11-26T06:30:00Z").await;
    wait_until(&bank, "2026-11-27T04:30:00Z").await;
    wait_until(&bank, "2026-11-27T06:30:00Z").await;
    assert_eq!(reminders(&bank).await, [1440, 120, 1440, 120], "moved, it is reminded of anew");
}

#[tokio::test]
async fn what_is_booked_at_short_notice_is_reminded_of_only_of_what_is_still_to_come() {
    let bank = open_bank().await;
    let _ = book(&bank, "open_account", HALF_PAST_TWO, 1).await.expect(201);
    bank.reconcile().await;
    assert_eq!(reminders(&bank).await, Vec::<i64>::new());
    wait_until(&bank, "2026-11-24T04:31:00Z").await;
    assert_eq!(reminders(&bank).await, [120]);
}
