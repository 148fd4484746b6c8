//! What is booked beforehand: by customers, by staff, and what comes of it.

mod arriving;
mod booking;
mod letters;
mod missed;
mod office;
mod private;

use serde_json::{Value, json};
use testing::Answer;

use crate::bank::Bank;

/// Two in the afternoon of the first day, by the wall of the branch; the clock of a house begins at ten.
pub(crate) const TWO: &str = "2026-11-24T06:00:00Z";

/// The slot after it.
pub(crate) const HALF_PAST_TWO: &str = "2026-11-24T06:30:00Z";

/// Founds the bank with doors that open at nine and close at five, every day.
pub(crate) async fn open_bank() -> Bank {
    let bank = Bank::found().await;
    for branch in [bank.east, bank.west] {
        set_hours(&bank, branch, json!([{ "from": "09:00", "to": "17:00" }])).await;
    }
    bank
}

/// Sets the hours of every kind of day.
pub(crate) async fn set_hours(bank: &Bank, branch: kernel::BranchId, hours: Value) {
    set_rules(bank, branch, json!({ "workday": hours, "weekend": hours, "holiday": hours })).await;
}

/// Sets the hours by kind of day.
pub(crate) async fn set_rules(bank: &Bank, branch: kernel::BranchId, rules: Value) {
    let rules = serde_json::from_value(rules).expect("the test bank works");
    let (app, ctx) = (&bank.house.app, bank.house.ctx());
    let tx = app.db.begin_write().await.expect("the test bank works");
    organisation::api::set_opening_hours(app, &ctx, &tx, branch, &rules)
        .await
        .expect("the test bank works");
    tx.commit().await.expect("the test bank works");
}

/// Returns the mobile number of the so manyeth invented person.
pub(crate) fn phone(person: usize) -> String {
    format!("139{person:08}")
}

/// Books in the east for a service at an instant.
pub(crate) async fn book(bank: &Bank, service: &str, starts_at: &str, person: usize) -> Answer {
    let body = json!({
        "service_id": bank.service(service),
        "starts_at": starts_at,
        "name": "钱多多",
        "phone": phone(person),
    });
    bank.house.nobody().post(&format!("/public/branches/{}/appointments", bank.east), &body).await
}

/// Returns the path of an appointment by its link.
pub(crate) fn link(appointment: &Answer) -> String {
    format!("/public/appointments/{}", appointment.text_at("/token"))
}

/// Checks in at the kiosk of the east.
pub(crate) async fn check_in(bank: &Bank, by: &str, value: &str) -> Answer {
    let body = json!({ "by": by, "value": value });
    bank.house.nobody().post(&format!("/public/branches/{}/check-ins", bank.east), &body).await
}

/// Sets the clock and lets everything happen that happens by itself.
pub(crate) async fn wait_until(bank: &Bank, instant: &str) {
    bank.house.clock.set(instant.parse().expect("the test bank works"));
    bank.reconcile().await;
}

/// Returns what became of an appointment.
pub(crate) async fn state(bank: &Bank, appointment: &Answer) -> String {
    bank.house.nobody().get(&link(appointment)).await.expect(200).text_at("/state")
}
