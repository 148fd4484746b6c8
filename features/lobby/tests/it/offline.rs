//! Kiosks that go on issuing numbers while the network is down, and report them afterwards.

use std::collections::HashSet;

use kernel::Timestamp;
use serde_json::{Value, json};
use testing::Answer;

use crate::bank::{Bank, call_next};
use crate::opening;

/// A registered kiosk with the numbers that it holds.
struct Machine<'a> {
    bank: &'a Bank,
    id: String,
    secret: String,
    numbers: Vec<Value>,
    ends_at: Value,
}

impl<'a> Machine<'a> {
    /// Registers a kiosk in the east and has it lease a block.
    async fn ready(bank: &'a Bank) -> Self {
        let mut machine = Self::registered(bank).await;
        let leased = machine.lease().await.expect(201);
        machine.numbers = leased.at("/numbers").as_array().unwrap().clone();
        machine.ends_at = leased.at("/ends_at");
        machine
    }

    async fn registered(bank: &'a Bank) -> Self {
        let boss = bank.house.sign_in("branch_manager", Some(bank.east)).await;
        let path = format!("/branches/{}/kiosks", bank.east);
        let kiosk = boss.post(&path, &json!({ "name": "大门左侧" })).await.expect(201);
        let address = kiosk.text_at("/address");
        let secret = address.split_once("#device=").unwrap().1.to_owned();
        Self { bank, id: kiosk.text_at("/id"), secret, numbers: Vec::new(), ends_at: Value::Null }
    }

    async fn lease(&self) -> Answer {
        let body = json!({ "device": self.secret });
        self.bank.house.nobody().post("/public/kiosks/lease", &body).await
    }

    /// Describes the issue of the number at a place of the block, at an instant.
    fn issue(&self, place: usize, at: Timestamp) -> Value {
        let token = &self.numbers[place]["token"];
        json!({ "token": token, "service_id": self.bank.service("cash"), "issued_at": at })
    }

    async fn report(&self, tickets: &[Value]) -> Answer {
        let body = json!({ "device": self.secret, "tickets": tickets });
        self.bank.house.nobody().post("/public/kiosks/report", &body).await
    }

    /// Reports and returns what came of each number.
    async fn outcomes(&self, tickets: &[Value]) -> Vec<String> {
        let told = self.report(tickets).await.expect(200);
        let outcomes = told.at("/outcomes");
        outcomes.as_array().unwrap().iter().map(|told| told.as_str().unwrap().to_owned()).collect()
    }

    /// Looks at the ticket at a place of the block, as its holder does.
    async fn ticket(&self, place: usize) -> Answer {
        let token = self.numbers[place]["token"].as_str().unwrap();
        self.bank.house.nobody().get(&format!("/public/tickets/{token}")).await
    }
}

/// Lists the numbers of all visits.
async fn numbers(bank: &Bank) -> Vec<String> {
    let rows = bank.house.rows("SELECT number FROM lobby_visits ORDER BY number").await;
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[tokio::test]
async fn a_kiosk_offline_for_an_hour_reports_twenty_tickets_once() {
    let bank = Bank::found().await;
    let machine = Machine::ready(&bank).await;
    bank.visit("cash").await;
    let began = bank.house.now();
    let mut tickets = Vec::new();
    for place in 0..20 {
        bank.pass(180);
        tickets.push(machine.issue(place, bank.house.now()));
        // Whoever takes a number elsewhere meanwhile gets another one.
        bank.visit("cash").await;
    }
    assert_eq!(bank.house.now().since(began).as_secs(), 3_600);
    let awaited = machine.ticket(3).await.expect(404);
    assert_eq!(awaited.text_at("/code"), "kiosk.not_reported_yet");
    assert_eq!(machine.outcomes(&tickets).await, ["taken"; 20]);
    assert_eq!(machine.outcomes(&tickets).await, ["known"; 20], "sent twice, taken once");
    let all = numbers(&bank).await;
    assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (41, 41));
    assert_eq!(all.iter().filter(|number| number.starts_with('X')).count(), 20);
    let third = machine.ticket(2).await.expect(200);
    assert_eq!(
        (third.text_at("/number"), third.text_at("/state")),
        ("X003".into(), "waiting".into())
    );
    assert_eq!(third.at("/issued_at"), tickets[2]["issued_at"], "the wait began with the paper");
    // A001 came first; X001 and A002 at the same moment, three minutes later.
    let first = call_next(&bank.seated(0).await, &bank.counter(0)).await;
    assert_eq!(first.text_at("/visit/number"), "A001");
    let audit = bank.house.table_as_text("audit_rows").await;
    for act in ["kiosk.registered", "kiosk.leased", "kiosk.reported"] {
        assert!(audit.contains(act), "{act}");
    }
    assert!(!audit.contains(&machine.secret));
}

#[tokio::test]
async fn reports_out_of_order_and_from_two_pages_at_once_make_one_visit_each() {
    let bank = Bank::found().await;
    let machine = Machine::ready(&bank).await;
    let mut tickets = Vec::new();
    for place in 0..6 {
        bank.pass(60);
        tickets.push(machine.issue(place, bank.house.now()));
    }
    tickets.reverse();
    let body = json!({ "device": machine.secret, "tickets": tickets });
    let send = || {
        let (nobody, body) = (bank.house.nobody(), body.clone());
        let sending = async move { nobody.post("/public/kiosks/report", &body).await };
        bank.house.app.tasks.spawn(sending)
    };
    let both = [send(), send(), send()];
    let mut taken = 0;
    for sent in both {
        let told = sent.await.unwrap().expect(200);
        taken += told.text().matches("taken").count();
    }
    assert_eq!(taken, 6);
    assert_eq!(numbers(&bank).await, ["X001", "X002", "X003", "X004", "X005", "X006"]);
    let half = &tickets[..3];
    assert_eq!(machine.outcomes(half).await, ["known"; 3]);
    for (place, ticket) in tickets.iter().rev().enumerate() {
        assert_eq!(machine.ticket(place).await.at("/issued_at"), ticket["issued_at"]);
    }
}

#[tokio::test]
async fn blocks_never_meet_and_belong_to_one_kiosk() {
    let bank = Bank::found().await;
    let (one, other) = (Machine::ready(&bank).await, Machine::ready(&bank).await);
    let held = |machine: &Machine| -> HashSet<String> {
        machine.numbers.iter().map(|held| held["number"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((held(&one).len(), held(&other).len()), (50, 50));
    assert!(held(&one).is_disjoint(&held(&other)));
    let now = bank.house.now();
    let foreign = [other.issue(0, now), one.issue(0, now)];
    assert_eq!(
        one.outcomes(&foreign).await,
        ["refused", "taken"],
        "the own one is taken all the same"
    );
    let mut forged = one.issue(1, now);
    let token = forged["token"].as_str().unwrap();
    let (id, secret) = (&token[..22], &one.numbers[2]["token"].as_str().unwrap()[22..]);
    forged["token"] = json!(format!("{id}{secret}"));
    assert_eq!(one.outcomes(&[forged]).await, ["refused"], "a token is not to be chosen");
    assert_eq!(other.outcomes(&[other.issue(0, now)]).await, ["taken"]);
    assert_eq!(numbers(&bank).await, ["X001", "X051"]);
}

#[tokio::test]
async fn only_a_registered_kiosk_leases_and_reports() {
    let bank = Bank::found().await;
    let machine = Machine::ready(&bank).await;
    let nobody = bank.house.nobody();
    for device in ["", "x", &"A".repeat(43), machine.numbers[0]["token"].as_str().unwrap()] {
        let body = json!({ "device": device });
        for path in ["/public/kiosks/lease", "/public/kiosks/identify"] {
            let refused = nobody.post(path, &body).await.expect(404);
            assert_eq!(refused.text_at("/code"), "kiosk.not_found", "{device}");
        }
        let body = json!({ "device": device, "tickets": [machine.issue(0, bank.house.now())] });
        let _ = nobody.post("/public/kiosks/report", &body).await.expect(404);
    }
    let lobby = bank.manager().await;
    let _ = lobby.post(&format!("/kiosks/{}/revoke", machine.id), &json!({})).await.expect(403);
    let elsewhere = bank.house.sign_in("branch_manager", Some(bank.west)).await;
    let _ = elsewhere.post(&format!("/kiosks/{}/revoke", machine.id), &json!({})).await.expect(404);
    let boss = bank.house.sign_in("branch_manager", Some(bank.east)).await;
    let path = format!("/branches/{}/kiosks", bank.east);
    assert_eq!(boss.get(&path).await.text_at("/items/0/name"), "大门左侧");
    let _ = boss.post(&format!("/kiosks/{}/revoke", machine.id), &json!({})).await.expect(200);
    let _ = machine.lease().await.expect(404);
    let _ = machine.report(&[machine.issue(0, bank.house.now())]).await.expect(404);
    assert!(numbers(&bank).await.is_empty());
    assert_eq!(boss.get(&path).await.at("/items"), json!([]));
    let odd = json!({ "name": " ", "bridge_url": "http://printer.example:9100" });
    let odd = boss.post(&path, &odd).await.expect(422);
    assert_eq!(odd.text_at("/errors/0/code"), "kiosk.name_length");
    assert_eq!(odd.text_at("/errors/1/code"), "kiosk.bridge_url");
}

#[tokio::test]
async fn a_wrong_clock_wins_no_place() {
    let bank = Bank::found().await;
    let began = bank.house.now();
    let early = bank.take("cash", json!({})).await.expect(201);
    bank.pass(60);
    let machine = Machine::ready(&bank).await;
    bank.pass(600);
    let (leased, now) = (began + std::time::Duration::from_mins(1), bank.house.now());
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let tickets = [
        machine.issue(0, at("1970-01-01T00:00:00Z")),
        machine.issue(1, at("2099-01-01T00:00:00Z")),
        machine.issue(2, began),
    ];
    assert_eq!(machine.outcomes(&tickets).await, ["taken"; 3]);
    let mut issued = Vec::new();
    for place in 0..3 {
        issued.push(machine.ticket(place).await.expect(200).at("/issued_at"));
    }
    assert_eq!(issued, [json!(leased), json!(now), json!(now)]);
    let first = call_next(&bank.seated(0).await, &bank.counter(0)).await;
    assert_eq!(first.at("/visit/number"), early.at("/number"), "nobody who came before is passed");
}

#[tokio::test]
async fn what_is_reported_after_the_day_is_ended_with_that_day() {
    let bank = Bank::found().await;
    let machine = Machine::ready(&bank).await;
    bank.pass(600);
    let issued = bank.house.now();
    bank.pass(24 * 3_600);
    bank.open_day().await;
    let tomorrow = Machine::ready(&bank).await;
    assert_eq!(tomorrow.numbers[0]["number"], "X001", "the series begins anew");
    let tickets = [machine.issue(0, issued), machine.issue(1, bank.house.now())];
    assert_eq!(machine.outcomes(&tickets).await, ["taken"; 2]);
    assert_eq!(tomorrow.outcomes(&[tomorrow.issue(0, bank.house.now())]).await, ["taken"]);
    bank.reconcile().await;
    let states = async |machine: &Machine<'_>, place| machine.ticket(place).await.text_at("/state");
    assert_eq!(states(&machine, 0).await, "left");
    assert_eq!(states(&machine, 1).await, "left");
    assert_eq!(states(&tomorrow, 0).await, "waiting");
    let late = machine.ticket(1).await.expect(200);
    assert_eq!(late.at("/issued_at"), machine.ends_at, "not after midnight of the branch");
    assert_ne!(late.at("/business_day"), tomorrow.ticket(0).await.at("/business_day"));
}

#[tokio::test]
async fn no_block_is_leased_before_the_branch_is_ready() {
    let bank = Bank::found_shut(1).await;
    let machine = Machine::registered(&bank).await;
    let held = machine.lease().await.expect(409);
    assert_eq!(held.text_at("/code"), "lobby.not_opened_yet");
    let list = bank.manager().await.get(&opening::list(&bank, "opening")).await.expect(200);
    assert_eq!(list.at("/holds_back"), json!(true), "the attempt opened nothing");
    bank.open_day().await;
    let _ = machine.lease().await.expect(201);
}

#[tokio::test]
async fn what_was_printed_is_taken_although_the_branch_no_longer_does_it() {
    let bank = Bank::found().await;
    let machine = Machine::ready(&bank).await;
    let office = bank.administrator().await;
    let path = format!("/branches/{}/services", bank.east);
    let offered = office.get(&path).await.expect(200);
    let cash = bank.service("cash");
    let ids = offered.at("/service_ids");
    let left: Vec<_> = ids.as_array().unwrap().iter().filter(|id| **id != cash).collect();
    let _ = office.put(&path, &json!({ "service_ids": left })).await.expect(200);
    let mut odd = machine.issue(0, bank.house.now());
    odd["care_group"] = json!("unwell");
    assert_eq!(machine.outcomes(&[odd]).await, ["taken"]);
    let ticket = machine.ticket(0).await.expect(200);
    assert_eq!(
        (ticket.text_at("/state"), ticket.at("/care_group")),
        ("waiting".into(), json!(null))
    );
    let lobby = bank.manager().await;
    let alerts = lobby.get(&format!("/branches/{}/alerts", bank.east)).await.expect(200);
    assert_eq!(
        alerts.text_at("/items/0/sentence"),
        "X001 是网络中断时取的号，所要业务本网点已不办理，请前往说明并安排。"
    );
    let mut unknown = machine.issue(1, bank.house.now());
    unknown["service_id"] = json!(bank.counters[0]);
    assert_eq!(machine.outcomes(&[unknown]).await, ["refused"]);
}

#[tokio::test]
async fn a_kiosk_gets_only_so_many_blocks_a_day() {
    let bank = Bank::found().await;
    let machine = Machine::registered(&bank).await;
    for _ in 0..20 {
        bank.pass(10);
        let _ = machine.lease().await.expect(201);
    }
    bank.pass(10);
    assert_eq!(machine.lease().await.expect(409).text_at("/code"), "kiosk.leased_enough");
}
