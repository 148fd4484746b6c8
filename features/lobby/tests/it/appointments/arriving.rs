//! Checking in: how well in time somebody comes decides the class of the number.

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use testing::{Answer, Client};

use super::{HALF_PAST_TWO, TWO, book, check_in, link, open_bank, phone, wait_until};
use crate::bank::{Bank, act, call_next};

async fn record(teller: &Client, ticket: &Answer) -> Answer {
    teller.get(&format!("/visits/{}", ticket.text_at("/visit_id"))).await.expect(200)
}

#[tokio::test]
async fn in_time_the_number_is_of_the_class_and_the_desk_sees_the_appointment() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    wait_until(&bank, "2026-11-24T05:57:00Z").await;
    let _ = bank.visit("open_account").await;
    bank.pass(60);
    let ticket = check_in(&bank, "code", &booked.text_at("/code")).await.expect(201);
    assert_eq!(ticket.at("/ahead"), 0, "the class goes before the ordinary one");
    let teller = bank.seated(0).await;
    let called = call_next(&teller, &bank.counter(0)).await;
    assert_eq!(called.text_at("/visit/number"), ticket.text_at("/number"));
    assert_eq!(called.text_at("/visit/class"), "appointment");
    let appointment = called.at("/visit/appointment");
    assert_eq!(appointment["code"], booked.at("/code"));
    assert_eq!(
        (appointment["starts_at"].as_str(), appointment["arrival"].as_str()),
        (Some(TWO), Some("on_time"))
    );
    let seen = bank.house.nobody().get(&link(&booked)).await.expect(200);
    assert_eq!(
        (seen.text_at("/state"), seen.text_at("/number")),
        ("checked_in".to_owned(), ticket.text_at("/number"))
    );
}

#[tokio::test]
async fn nothing_can_be_moved_or_cancelled_while_the_visitor_is_called() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    wait_until(&bank, TWO).await;
    let _ = check_in(&bank, "phone", &phone(1)).await.expect(201);
    let teller = bank.seated(0).await;
    let visit = call_next(&teller, &bank.counter(0)).await.text_at("/visit/id");
    let (nobody, path, manager) = (bank.house.nobody(), link(&booked), bank.manager().await);
    let own = format!("/appointments/{}", booked.text_at("/id"));
    let to = json!({ "starts_at": "2026-11-25T06:00:00Z", "reason": "customer_asked" });
    let why = json!({ "reason": "customer_asked" });
    let later = json!({ "starts_at": "2026-11-25T06:00:00Z" });
    for refused in [
        manager.post(&format!("{own}/move"), &to).await,
        manager.post(&format!("{own}/cancel"), &why).await,
        manager.post(&format!("{own}/check-in"), &json!({})).await,
        check_in(&bank, "phone", &phone(1)).await,
        nobody.post(&format!("{path}/check-in"), &json!({})).await,
        nobody.post(&format!("{path}/move"), &later).await,
        nobody.post(&format!("{path}/cancel"), &json!({})).await,
    ] {
        assert_eq!(refused.expect(409).text_at("/code"), "lobby.appointment_checked_in");
    }
    let _ = act(&teller, &visit, "serve", json!({})).await.expect(200);
    let _ = act(&teller, &visit, "finish", json!({})).await.expect(200);
    let day = manager.get(&format!("/branches/{}/appointments", bank.east)).await.expect(200);
    assert_eq!(day.text_at("/items/0/state"), "served");
}

#[tokio::test]
async fn who_comes_early_is_ordinary_until_the_time_has_come_and_overtakes_nobody() {
    let bank = open_bank().await;
    let first = book(&bank, "open_account", TWO, 1).await.expect(201);
    let second = book(&bank, "open_account", HALF_PAST_TWO, 2).await.expect(201);
    wait_until(&bank, "2026-11-24T06:02:00Z").await;
    let teller = bank.seated(0).await;
    let early = check_in(&bank, "code", &second.text_at("/code")).await.expect(201);
    assert_eq!(record(&teller, &early).await.text_at("/class"), "ordinary");
    bank.pass(60);
    let in_time = check_in(&bank, "code", &first.text_at("/code")).await.expect(201);
    assert_eq!(in_time.at("/ahead"), 0);
    wait_until(&bank, "2026-11-24T06:24:59Z").await;
    assert_eq!(record(&teller, &early).await.text_at("/class"), "ordinary");
    wait_until(&bank, "2026-11-24T06:25:00Z").await;
    bank.reconcile().await;
    let raised = record(&teller, &early).await;
    assert_eq!(raised.text_at("/class"), "appointment");
    assert_eq!(raised.at("/steps").as_array().map(Vec::len), Some(2), "raised once");
    assert_eq!(raised.text_at("/steps/1/detail/to_class"), "appointment");
    bank.pass(300);
    let called = call_next(&teller, &bank.counter(0)).await.text_at("/visit/number");
    assert_eq!(called, in_time.text_at("/number"), "the one whose time came first");
    let path = format!("/public/tickets/{}", early.text_at("/token"));
    assert_eq!(bank.house.nobody().get(&path).await.expect(200).at("/ahead"), 0);
}

#[tokio::test]
async fn who_comes_too_early_is_told_when_and_who_comes_late_gets_an_ordinary_number() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    let early = check_in(&bank, "code", &booked.text_at("/code")).await.expect(409);
    assert_json_snapshot!("too_early", early.redacted());
    wait_until(&bank, "2026-11-24T06:16:00Z").await;
    let ticket = check_in(&bank, "code", &booked.text_at("/code")).await.expect(201);
    let teller = bank.seated(0).await;
    let late = record(&teller, &ticket).await;
    assert_eq!(late.text_at("/class"), "ordinary");
    assert_eq!(late.text_at("/appointment/arrival"), "late");
}

#[tokio::test]
async fn a_kiosk_knows_code_number_and_link_of_its_own_branch_only() {
    let bank = open_bank().await;
    let mut booked = Vec::new();
    for person in 1..=2 {
        booked.push(book(&bank, "open_account", TWO, person).await.expect(201));
    }
    booked.push(book(&bank, "cash", TWO, 3).await.expect(201));
    wait_until(&bank, TWO).await;
    let elsewhere = format!("/public/branches/{}/check-ins", bank.west);
    let attempts: Vec<Value> = vec![
        json!({ "by": "code", "value": booked[0].text_at("/code") }),
        json!({ "by": "phone", "value": phone(2) }),
        json!({ "by": "link", "value": format!("{}?lang=zh-CN", booked[2].text_at("/url")) }),
    ];
    for attempt in &attempts {
        let refused = bank.house.nobody().post(&elsewhere, attempt).await.expect(404);
        assert_eq!(refused.text_at("/code"), "lobby.appointment_not_found");
    }
    for (by, value) in [("code", "00000000"), ("phone", "13800000000"), ("link", "https://x/y")] {
        let _ = check_in(&bank, by, value).await.expect(404);
    }
    let odd = check_in(&bank, "phone", "110").await.expect(422);
    assert_eq!(odd.text_at("/errors/0/pointer"), "/value");
    let here = format!("/public/branches/{}/check-ins", bank.east);
    for attempt in &attempts {
        let _ = bank.house.nobody().post(&here, attempt).await.expect(201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_appointment_gives_one_number_however_many_kiosks_are_asked() {
    let bank = open_bank().await;
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    wait_until(&bank, TWO).await;
    let path = format!("/public/branches/{}/check-ins", bank.east);
    let asked = (0..8).map(|_| {
        let (nobody, path) = (bank.house.nobody(), path.clone());
        let body = json!({ "by": "code", "value": booked.text_at("/code") });
        bank.house.app.tasks.spawn(async move { nobody.post(&path, &body).await.status() })
    });
    let mut given = 0;
    for answer in asked.collect::<Vec<_>>() {
        given += usize::from(answer.await.expect("the test bank works") == 201);
    }
    let rows = bank.house.rows("SELECT id FROM lobby_visits").await;
    assert_eq!((given, rows.len()), (1, 1));
}

#[tokio::test]
async fn a_customer_is_recognised_and_care_goes_before_the_appointment() {
    let bank: Bank = open_bank().await;
    let body = json!({
        "service_id": bank.service("open_account"), "starts_at": TWO,
        "name": "欧阳建国", "phone": "13812345678",
    });
    let path = format!("/public/branches/{}/appointments", bank.east);
    let booked = bank.house.nobody().post(&path, &body).await.expect(201);
    wait_until(&bank, "2026-11-24T05:40:00Z").await;
    let path = format!("{}/check-in", link(&booked));
    let ticket = bank.house.nobody().post(&path, &json!({})).await.expect(201);
    wait_until(&bank, TWO).await;
    let teller = bank.seated(0).await;
    let visit = record(&teller, &ticket).await;
    assert_eq!(
        (visit.text_at("/class"), visit.text_at("/care_group")),
        ("care".into(), "elderly".into())
    );
    assert_eq!(visit.at("/steps").as_array().map(Vec::len), Some(1), "there was nothing to raise");
}

#[tokio::test]
async fn whoever_is_expected_before_the_call_lengthens_the_wait_that_is_told() {
    let bank = open_bank().await;
    let told = async || {
        let path = format!("/public/branches/{}/hall", bank.east);
        let hall = bank.house.nobody().get(&path).await.expect(200);
        let services = hall.at("/by_service");
        let wanted = bank.service("open_account");
        let all = services.as_array().expect("services").iter();
        let found = all.clone().find(|service| service["service_id"] == wanted);
        let found = found.expect("the service");
        found["wait"]["high_s"].as_u64().expect("a wait")
    };
    let booked = book(&bank, "open_account", TWO, 1).await.expect(201);
    wait_until(&bank, "2026-11-24T05:50:00Z").await;
    let teller = bank.seated(0).await;
    for _ in 0..2 {
        let _ = bank.visit("open_account").await;
    }
    let _ = call_next(&teller, &bank.counter(0)).await;
    let expecting = told().await;
    let office = bank.manager().await;
    let why = json!({ "reason": "customer_asked" });
    let path = format!("/appointments/{}/cancel", booked.text_at("/id"));
    let _ = office.post(&path, &why).await.expect(200);
    let without = told().await;
    assert!(expecting > without, "{expecting} s with somebody expected, {without} s without");
}
