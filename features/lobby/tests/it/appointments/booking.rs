//! Finding a slot, booking, moving, giving up.

use std::collections::HashSet;

use insta::{assert_json_snapshot, assert_snapshot};
use serde_json::{Value, json};

use super::{HALF_PAST_TWO, TWO, book, link, open_bank, phone, set_hours};
use crate::bank::Bank;

async fn days(bank: &Bank, service: &str) -> Vec<Value> {
    let service = bank.service(service);
    let id = service.as_str().expect("the test bank works");
    let path = format!("/public/branches/{}/booking/days?service_id={id}", bank.east);
    let answer = bank.house.nobody().get(&path).await.expect(200);
    answer.at("/days").as_array().expect("the test bank works").clone()
}

#[tokio::test]
async fn an_appointment_is_booked_with_what_to_bring_and_shown_by_its_link() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    assert_json_snapshot!("booked", booked.redacted()["body"], {
        ".code" => "[code]", ".path" => "[path]", ".url" => "[url]", ".calendar_path" => "[path]",
    });
    let again = bank.house.nobody().get(&link(&booked)).await.expect(200);
    assert_eq!(again.json(), booked.json());
    let unknown = bank.house.nobody().get("/public/appointments/abc").await.expect(404);
    assert_eq!(unknown.text_at("/code"), "lobby.appointment_not_found");
}

#[tokio::test]
async fn days_follow_the_hours_and_tell_what_is_left() {
    let bank = open_bank().await;
    let before = days(&bank, "cash").await;
    assert_eq!(before.len(), 15);
    let times = |day: &Value| -> Vec<String> {
        let slots = day["slots"].as_array().expect("the test bank works").iter();
        slots
            .map(|slot| format!("{} {}", slot["time"].as_str().unwrap_or(""), slot["left"]))
            .collect()
    };
    assert_eq!(times(&before[0])[..2], ["11:00 1", "11:30 1"], "an hour before at the latest");
    assert_eq!(times(&before[1]).len(), 16);
    let _ = book(&bank, "cash", TWO, 1).await.expect(201);
    let after = days(&bank, "cash").await;
    assert!(times(&after[0]).contains(&"14:00 0".to_owned()));
    assert!(times(&after[0]).contains(&"14:30 1".to_owned()));
    set_hours(&bank, bank.east, json!([])).await;
    assert_eq!(times(&days(&bank, "cash").await[1]), Vec::<String>::new());
}

#[tokio::test]
async fn what_goes_before_everybody_is_not_booked() {
    let bank = open_bank().await;
    let offer = bank.house.nobody().get(&format!("/public/branches/{}/booking", bank.east)).await;
    let services = offer.expect(200).at("/services");
    let codes: Vec<&str> = services
        .as_array()
        .expect("the test bank works")
        .iter()
        .filter_map(|service| service["code"].as_str())
        .collect();
    assert!(codes.contains(&"cash") && !codes.contains(&"fraud_stop"), "{codes:?}");
    let refused = book(&bank, "fraud_stop", TWO, 1).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/service_id");
}

#[tokio::test]
async fn what_is_wrong_stands_at_the_field_in_the_language_of_the_visitor() {
    let bank = open_bank().await;
    let path = format!("/public/branches/{}/appointments", bank.east);
    let body = json!({ "service_id": bank.service("cash"), "starts_at": TWO, "name": "张3", "phone": "12345" });
    let nobody = bank.house.nobody();
    assert_json_snapshot!(
        "wrong_fields_zh",
        nobody.post(&path, &body).await.expect(422).redacted()
    );
    let english = nobody.in_english();
    assert_json_snapshot!(
        "wrong_fields_en",
        english.post(&path, &body).await.expect(422).redacted()
    );
    for odd in ["2026-11-24T06:10:00Z", "2026-11-24T02:30:00Z", "2027-01-24T06:00:00Z"] {
        let refused = book(&bank, "cash", odd, 1).await.expect(422);
        assert_eq!(refused.text_at("/errors/0/code"), "lobby.slot_not_offered", "{odd}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rivals_for_one_slot_never_exceed_its_capacity() {
    let bank = open_bank().await;
    let path = format!("/public/branches/{}/appointments", bank.east);
    let rivals = (0..24).map(|person| {
        let (nobody, path) = (bank.house.nobody(), path.clone());
        let body = json!({
            "service_id": bank.service("open_account"), "starts_at": TWO,
            "name": "钱多多", "phone": phone(person),
        });
        bank.house.app.tasks.spawn(async move { nobody.post(&path, &body).await })
    });
    let (mut codes, mut refused) = (HashSet::new(), 0);
    for rival in rivals.collect::<Vec<_>>() {
        let answer = rival.await.expect("the test bank works");
        if answer.status() == 201 {
            codes.insert(answer.text_at("/code"));
        } else {
            assert_eq!(answer.text_at("/errors/0/code"), "lobby.slot_full");
            refused += 1;
        }
    }
    assert_eq!((codes.len(), refused), (2, 22));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rivals_who_move_into_one_slot_never_exceed_its_capacity() {
    let bank = open_bank().await;
    let mut booked = Vec::new();
    for (person, time) in ["03:00", "03:30", "04:00", "04:30", "05:00", "05:30"].iter().enumerate()
    {
        let starts_at = format!("2026-11-25T{time}:00Z");
        booked.push(book(&bank, "open_account", &starts_at, person).await.expect(201));
    }
    let attempts = booked.iter().map(|appointment| {
        let (nobody, path) = (bank.house.nobody(), format!("{}/move", link(appointment)));
        let body = json!({ "starts_at": TWO });
        bank.house.app.tasks.spawn(async move { nobody.post(&path, &body).await.status() })
    });
    let mut moved = 0;
    for done in attempts.collect::<Vec<_>>() {
        moved += usize::from(done.await.expect("the test bank works") == 200);
    }
    assert_eq!(moved, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_mobile_number_has_so_many_open_appointments_and_no_more() {
    let bank = open_bank().await;
    let wishes = ["03:00", "03:30", "04:00", "04:30", "05:00"].map(|time| {
        let (nobody, path) =
            (bank.house.nobody(), format!("/public/branches/{}/appointments", bank.east));
        let body = json!({
            "service_id": bank.service("open_account"),
            "starts_at": format!("2026-11-25T{time}:00Z"),
            "name": "钱多多",
            "phone": if time < "04:15" { "+86 139 0000 0007" } else { "13900000007" },
        });
        bank.house.app.tasks.spawn(async move { nobody.post(&path, &body).await })
    });
    let mut booked = Vec::new();
    for wish in wishes {
        let answer = wish.await.expect("the test bank works");
        if answer.status() == 201 {
            booked.push(answer);
        } else {
            assert_eq!(answer.text_at("/errors/0/code"), "lobby.appointments_per_person");
        }
    }
    assert_eq!(booked.len(), 2);
    let cancel = format!("{}/cancel", link(&booked[0]));
    let _ = bank.house.nobody().post(&cancel, &json!({})).await.expect(200);
    let _ = book(&bank, "open_account", TWO, 7).await.expect(201);
}

#[tokio::test]
async fn moving_frees_the_slot_and_begins_the_reminders_anew() {
    let bank = open_bank().await;
    let booked = book(&bank, "cash", TWO, 1).await.expect(201);
    let path = link(&booked);
    let nobody = bank.house.nobody();
    let same = nobody.post(&format!("{path}/move"), &json!({ "starts_at": TWO })).await;
    assert_eq!(same.expect(422).text_at("/errors/0/code"), "lobby.same_slot");
    let to = json!({ "starts_at": HALF_PAST_TWO });
    let moved = nobody.post(&format!("{path}/move"), &to).await.expect(200);
    assert_eq!((moved.at("/starts_at"), moved.at("/moves")), (json!(HALF_PAST_TWO), json!(1)));
    let _ = book(&bank, "cash", TWO, 2).await.expect(201);
    let full = book(&bank, "cash", HALF_PAST_TWO, 3).await.expect(409);
    assert_eq!(full.text_at("/errors/0/code"), "lobby.slot_full");
}

#[tokio::test]
async fn customers_change_only_in_time_and_the_calendar_follows() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    let (nobody, path) = (bank.house.nobody(), link(&booked));
    let file = nobody.get(&format!("{path}/calendar")).await.expect(200);
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    let hidden = file.text().replace("\r\n ", "").replace(&booked.text_at("/token"), "TOKEN");
    let hidden =
        hidden.replace(&booked.text_at("/id"), "ID").replace(&booked.text_at("/code"), "CODE");
    assert_snapshot!("calendar", hidden.replace("\r\n", "\n"));
    bank.pass(3 * 3600 + 60);
    for (act, body) in [("move", json!({ "starts_at": HALF_PAST_TWO })), ("cancel", json!({}))] {
        let late = nobody.post(&format!("{path}/{act}"), &body).await.expect(409);
        assert_eq!(late.text_at("/code"), "lobby.appointment_too_late", "{act}");
    }
    let other = book(&bank, "open_account", "2026-11-25T06:00:00Z", 2).await.expect(201);
    let path = link(&other);
    let gone = nobody.post(&format!("{path}/cancel"), &json!({})).await.expect(200);
    assert_eq!(gone.text_at("/state"), "cancelled");
    let twice = nobody.post(&format!("{path}/cancel"), &json!({})).await.expect(409);
    assert_eq!(twice.text_at("/code"), "lobby.appointment_cancelled");
    let file = nobody.get(&format!("{path}/calendar")).await.expect(200).text();
    assert!(file.contains("STATUS:CANCELLED") && !file.contains("VALARM"));
}

#[tokio::test]
async fn a_repeated_booking_is_the_same_appointment() {
    let bank = open_bank().await;
    let phone_page = bank.house.nobody().with_key("0190163d-8694-739b-aea5-966c26f8ad92");
    let path = format!("/public/branches/{}/appointments", bank.east);
    let body = json!({ "service_id": bank.service("cash"), "starts_at": TWO, "name": "钱多多", "phone": phone(1) });
    let first = phone_page.post(&path, &body).await.expect(201);
    let again = phone_page.post(&path, &body).await.expect(201);
    assert_eq!(first.text_at("/token"), again.text_at("/token"));
}
