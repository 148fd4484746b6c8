//! Mail about appointments, by a real mail server; on a machine without one there is nothing to test.

use std::time::Duration;

use sea_orm::QueryResult;
use serde_json::{Value, json};
use testing::{Answer, MailServer, TestApp};

use super::{TWO, link, phone, set_hours, wait_until};
use crate::bank::Bank;

/// Two in the afternoon two days later.
const LATER: &str = "2026-11-26T06:00:00Z";

async fn bank_with(server: &MailServer) -> Bank {
    let mut config = TestApp::config();
    config.mail = server.config();
    config.jobs.poll_ms = 20;
    let bank = Bank::found_on(1, config).await;
    bank.open_day().await;
    for branch in [bank.east, bank.west] {
        set_hours(&bank, branch, json!([{ "from": "09:00", "to": "17:00" }])).await;
    }
    bank
}

fn booking(bank: &Bank, starts_at: &str, email: &str) -> Value {
    json!({
        "service_id": bank.service("open_account"), "starts_at": starts_at, "name": "钱多多",
        "phone": phone(1), "email": email,
    })
}

async fn book(bank: &Bank, starts_at: &str, email: &str) -> Answer {
    let path = format!("/public/branches/{}/appointments", bank.east);
    bank.house.nobody().post(&path, &booking(bank, starts_at, email)).await.expect(201)
}

/// Returns kind, state, attempts and note of all letters, by their kind.
async fn letters(bank: &Bank) -> Vec<String> {
    let sql = "SELECT kind, state, attempts, COALESCE(note, '-') FROM lobby_appointment_letters \
        ORDER BY kind, created_at";
    let text = |row: &QueryResult, at| row.try_get_by_index::<String>(at).expect("a text");
    let read = |row: &QueryResult| {
        let attempts: i32 = row.try_get_by_index(2).expect("a number");
        format!("{} {} {attempts} {}", text(row, 0), text(row, 1), text(row, 3))
    };
    bank.house.rows(sql).await.iter().map(read).collect()
}

/// Waits until the letters stand so and no job is running: a clock that is set meanwhile would take its lease away.
async fn wait_for(bank: &Bank, expected: &[&str]) {
    let sql = "SELECT id FROM jobs_jobs WHERE queue = 'mail' AND state = 'running'";
    for _ in 0..1_000 {
        if letters(bank).await == expected && bank.house.rows(sql).await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(letters(bank).await, expected);
}

/// Waits until every job of mail has ended, whichever way.
async fn wait_for_jobs(bank: &Bank) {
    let sql = "SELECT id FROM jobs_jobs WHERE queue = 'mail' AND state IN ('queued', 'running')";
    for _ in 0..1_000 {
        if bank.house.rows(sql).await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("jobs are still to be done");
}

/// Has every job of mail done once more, as after a crash before its end was noted.
async fn repeat_jobs(bank: &Bank) {
    bank.execute("UPDATE jobs_jobs SET state = 'queued', attempts = 0 WHERE queue = 'mail'").await;
    wait_for_jobs(bank).await;
}

#[tokio::test]
async fn a_confirmation_comes_in_chinese_with_the_calendar_file_and_the_link() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let booked = book(&bank, TWO, "zhang@customer.example").await;
    assert_eq!(booked.text_at("/email"), "z***@customer.example");
    let mail = server.delivered(1).await.remove(0);
    assert_eq!(mail.subject(), "预约成功：个人开户办卡");
    assert_eq!(mail.header("Envelope-to"), "zhang@customer.example");
    assert!(mail.header("From").ends_with("<service@bank.example>"));
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    let text = mail.text();
    assert!(text.contains("时间：2026年11月24日（星期二）14:00–14:30"), "{text}");
    assert!(text.contains(&format!("预约码：{}", booked.text_at("/code"))), "{text}");
    assert!(text.contains(&booked.text_at("/url")), "{text}");
    let (name, kind, calendar) = mail.attachment().expect("a calendar file");
    assert_eq!((name.as_str(), kind.as_str()), ("appointment.ics", "text/calendar"));
    assert!(calendar.contains("DTSTART:20261124T060000Z\r\n"), "{calendar}");
    wait_for(&bank, &["booked sent 1 -"]).await;
}

#[tokio::test]
async fn a_reminder_comes_once_however_often_its_job_runs() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let _ = book(&bank, LATER, "zhang@customer.example").await;
    wait_for(&bank, &["booked sent 1 -"]).await;
    wait_until(&bank, "2026-11-25T06:00:00Z").await;
    bank.reconcile().await;
    let both = ["booked sent 1 -", "reminder sent 1 -"];
    wait_for(&bank, &both).await;
    repeat_jobs(&bank).await;
    wait_for(&bank, &both).await;
    let mails = server.delivered(2).await;
    assert_eq!((mails.len(), server.taken()), (2, 2));
    assert_eq!(mails[1].subject(), "预约提醒：个人开户办卡");
    assert!(mails[1].attachment().is_none());
}

#[tokio::test]
async fn after_a_crash_a_confirmation_is_repeated_under_its_id_and_a_reminder_is_not() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let _ = book(&bank, LATER, "zhang@customer.example").await;
    wait_for(&bank, &["booked sent 1 -"]).await;
    wait_until(&bank, "2026-11-25T06:00:00Z").await;
    wait_for(&bank, &["booked sent 1 -", "reminder sent 1 -"]).await;
    // This is what a node leaves that dies between handing a letter over and noting it.
    bank.execute("UPDATE lobby_appointment_letters SET state = 'sending'").await;
    repeat_jobs(&bank).await;
    wait_for(&bank, &["booked sent 2 -", "reminder unknown 1 -"]).await;
    let mails = server.delivered(3).await;
    assert_eq!(server.taken(), 3);
    let id = |subject: &str| {
        let of = mails.iter().filter(|mail| mail.subject() == subject);
        of.map(|mail| mail.header("Message-ID")).collect::<Vec<_>>()
    };
    let confirmations = id("预约成功：个人开户办卡");
    assert_eq!(confirmations.len(), 2);
    assert_eq!(confirmations[0], confirmations[1]);
    assert_eq!(id("预约提醒：个人开户办卡").len(), 1);
}

#[tokio::test]
async fn a_server_that_is_away_gets_the_mail_when_it_is_back() {
    let Some(mut server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    server.stop();
    let _ = book(&bank, LATER, "zhang@customer.example").await;
    wait_for(&bank, &["booked queued 1 away"]).await;
    bank.house.clock.set("2026-11-24T02:10:00Z".parse().expect("an instant"));
    wait_for(&bank, &["booked queued 2 away"]).await;
    server.run().await;
    bank.house.clock.set("2026-11-24T04:00:00Z".parse().expect("an instant"));
    wait_for(&bank, &["booked sent 3 -"]).await;
    assert_eq!(server.delivered(1).await.len(), 1);
}

#[tokio::test]
async fn what_the_server_refuses_is_given_up_and_shown_to_staff_without_the_address() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let _ = book(&bank, TWO, "unknown@customer.example").await;
    wait_for(&bank, &["booked given_up 1 550"]).await;
    wait_for_jobs(&bank).await;
    let path = format!("/branches/{}/appointments?day=2026-11-24", bank.east);
    let page = bank.manager().await.get(&path).await.expect(200);
    assert_eq!(page.text_at("/items/0/letter/state"), "given_up");
    assert_eq!(page.text_at("/items/0/letter/note"), "550");
    assert_eq!(page.text_at("/items/0/email"), "u***@customer.example");
    let jobs = bank.house.table_as_text("jobs_jobs").await;
    assert!(jobs.contains("the mail server answers 550") && !jobs.contains("customer.example"));
    assert_eq!(server.taken(), 0);
}

#[tokio::test]
async fn what_the_server_puts_off_is_tried_again_later() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let _ = book(&bank, LATER, "later@customer.example").await;
    wait_for(&bank, &["booked queued 1 451"]).await;
    bank.house.clock.set("2026-11-24T02:10:00Z".parse().expect("an instant"));
    wait_for(&bank, &["booked queued 2 451"]).await;
}

#[tokio::test]
async fn a_moved_appointment_is_never_reminded_of_at_the_old_time() {
    let Some(mut server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let booked = book(&bank, LATER, "zhang@customer.example").await;
    wait_for(&bank, &["booked sent 1 -"]).await;
    server.stop();
    wait_until(&bank, "2026-11-25T06:00:00Z").await;
    wait_for(&bank, &["booked sent 1 -", "reminder queued 1 away"]).await;
    let to = json!({ "starts_at": "2026-11-27T06:30:00Z" });
    let _ = bank.house.nobody().post(&format!("{}/move", link(&booked)), &to).await.expect(200);
    wait_for(&bank, &["booked sent 1 -", "moved queued 1 away", "reminder queued 1 away"]).await;
    server.run().await;
    wait_until(&bank, "2026-11-25T07:00:00Z").await;
    wait_for(&bank, &["booked sent 1 -", "moved sent 2 -", "reminder obsolete 1 away"]).await;
    wait_until(&bank, "2026-11-26T06:30:00Z").await;
    let mails = server.delivered(3).await;
    let subjects: Vec<_> = mails.iter().map(testing::Delivered::subject).collect();
    assert_eq!(
        subjects,
        ["预约成功：个人开户办卡", "预约已改期：个人开户办卡", "预约提醒：个人开户办卡"]
    );
    for mail in &mails[1..] {
        assert!(mail.text().contains("2026年11月27日（星期五）14:30"), "{}", mail.text());
    }
    let (_, _, calendar) = mails[1].attachment().expect("a calendar file");
    assert!(calendar.contains("SEQUENCE:1\r\n"), "{calendar}");
}

#[tokio::test]
async fn what_is_given_up_is_told_in_the_language_of_whoever_booked() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let path = format!("/public/branches/{}/appointments", bank.east);
    let body = booking(&bank, TWO, "smith@customer.example");
    let booked = bank.house.nobody().in_english().post(&path, &body).await.expect(201);
    let cancel = format!("/appointments/{}/cancel", booked.text_at("/id"));
    let reason = json!({ "reason": "branch_closed" });
    let _ = bank.manager().await.post(&cancel, &reason).await.expect(200);
    wait_for_jobs(&bank).await;
    let last = server.mailbox().pop().or(None);
    let mails = if last.is_some() { server.mailbox() } else { server.delivered(1).await };
    let told = mails.last().expect("a mail");
    assert_eq!(told.subject(), "Appointment cancelled: Open a personal account");
    assert!(
        told.text()
            .contains("the branch had to cancel your appointment. Reason: The branch is closed.")
    );
    let (_, _, calendar) = told.attachment().expect("a calendar file");
    assert!(calendar.contains("STATUS:CANCELLED\r\n"), "{calendar}");
}

#[tokio::test]
async fn addresses_and_links_are_readable_nowhere() {
    let Some(server) = MailServer::start().await else { return };
    let bank = bank_with(&server).await;
    let booked = book(&bank, LATER, "zhang@customer.example").await;
    wait_for(&bank, &["booked sent 1 -"]).await;
    wait_until(&bank, "2026-11-25T06:00:00Z").await;
    wait_for(&bank, &["booked sent 1 -", "reminder sent 1 -"]).await;
    let mut texts = vec![bank.house.events_as_text().await];
    for table in ["lobby_appointments", "lobby_appointment_letters", "jobs_jobs", "audit_rows"] {
        texts.push(bank.house.table_as_text(table).await);
    }
    for text in texts {
        for secret in ["customer.example", &booked.text_at("/token")] {
            assert!(!text.contains(secret), "`{secret}` in {text}");
        }
    }
}

#[tokio::test]
async fn where_no_mail_is_sent_none_is_offered_or_taken() {
    let bank = super::open_bank().await;
    let offer = bank.house.nobody().get(&format!("/public/branches/{}/booking", bank.east)).await;
    assert_eq!(offer.expect(200).at("/mail"), json!(false));
    let path = format!("/public/branches/{}/appointments", bank.east);
    for (email, code) in
        [("zhang@customer.example", "lobby.mail_not_offered"), ("zhang", "lobby.mail_not_offered")]
    {
        let refused =
            bank.house.nobody().post(&path, &booking(&bank, TWO, email)).await.expect(422);
        assert_eq!(refused.text_at("/errors/0/pointer"), "/email");
        assert_eq!(refused.text_at("/errors/0/code"), code);
    }
    let without = bank.house.nobody().post(&path, &booking(&bank, TWO, "  ")).await.expect(201);
    assert_eq!(without.at("/email"), Value::Null);
    bank.reconcile().await;
    assert_eq!(letters(&bank).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_address_that_is_none_is_told_at_its_field() {
    let mut config = TestApp::config();
    // A server that is named and never asked.
    config.mail.server = "127.0.0.1".to_owned();
    config.mail.port = 9;
    config.mail.from_address = "service@bank.example".to_owned();
    let bank = Bank::found_on(1, config).await;
    bank.open_day().await;
    set_hours(&bank, bank.east, json!([{ "from": "09:00", "to": "17:00" }])).await;
    let path = format!("/public/branches/{}/appointments", bank.east);
    let refused = bank.house.nobody().post(&path, &booking(&bank, TWO, "zhang@")).await.expect(422);
    assert_eq!(refused.text_at("/errors/0/pointer"), "/email");
    assert_eq!(refused.text_at("/errors/0/code"), "mail.address_form");
}
