//! Many at the same instant.

use std::collections::HashSet;

use serde_json::{Value, json};
use testing::Client;

use crate::bank::Bank;

const RIVALS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_counters_never_share_a_visit() {
    let bank = Bank::found_with(RIVALS).await;
    let mut seats: Vec<(Client, String)> = Vec::new();
    for index in 0..RIVALS {
        seats.push((bank.seated(index).await, bank.counter(index)));
    }
    for _ in 0..RIVALS - 4 {
        bank.visit("cash").await;
    }
    let calls = seats.iter().map(|(teller, counter)| {
        let (teller, path) = (teller.clone(), format!("{counter}/call-next"));
        bank.house
            .app
            .tasks
            .spawn(async move { teller.post(&path, &json!({})).await.expect(200).at("/visit/id") })
    });
    let mut called = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        called.push(call.await.expect("the test bank works"));
    }
    let visits: Vec<&Value> = called.iter().filter(|visit| !visit.is_null()).collect();
    let distinct: HashSet<String> = visits.iter().map(ToString::to_string).collect();
    assert_eq!(visits.len(), RIVALS - 4, "everybody who waited was called");
    assert_eq!(distinct.len(), visits.len(), "nobody was called twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_are_given_out_once_and_without_gaps() {
    let bank = Bank::found().await;
    let path = format!("/public/branches/{}/tickets", bank.east);
    let takes = (0..RIVALS).map(|_| {
        let (nobody, path) = (bank.house.nobody(), path.clone());
        let body = json!({ "service_id": bank.service("cash") });
        bank.house
            .app
            .tasks
            .spawn(async move { nobody.post(&path, &body).await.expect(201).text_at("/number") })
    });
    let mut numbers = Vec::new();
    for take in takes.collect::<Vec<_>>() {
        numbers.push(take.await.expect("the test bank works"));
    }
    numbers.sort();
    let expected: Vec<String> = (1..=RIVALS).map(|number| format!("A{number:03}")).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_customer_leaves_while_counters_call() {
    let bank = Bank::found().await;
    let mut seats = Vec::new();
    for index in 0..3 {
        seats.push((bank.seated(index).await, bank.counter(index)));
    }
    let mut tokens = Vec::new();
    for _ in 0..3 {
        tokens.push(bank.take("cash", json!({})).await.expect(201).text_at("/token"));
    }
    let calls = seats.into_iter().map(|(teller, counter)| {
        let path = format!("{counter}/call-next");
        bank.house.app.tasks.spawn(async move { teller.post(&path, &json!({})).await.status() })
    });
    let calls: Vec<_> = calls.collect();
    let leaves = tokens.iter().map(|token| {
        let (nobody, path) = (bank.house.nobody(), format!("/public/tickets/{token}/leave"));
        bank.house.app.tasks.spawn(async move { nobody.post(&path, &json!({})).await.status() })
    });
    let leaves: Vec<_> = leaves.collect();
    for done in calls.into_iter().chain(leaves) {
        assert_eq!(done.await.expect("the test bank works"), 200);
    }
    let board =
        bank.manager().await.get(&format!("/branches/{}/board", bank.east)).await.expect(200);
    assert_eq!((board.at("/totals/left"), board.at("/totals/waiting")), (json!(3), json!(0)));
    let busy = board
        .at("/counters")
        .as_array()
        .expect("the test bank works")
        .iter()
        .filter(|counter| counter["state"] != "free")
        .count();
    assert_eq!(busy, 0, "a counter whose customer left is free");
}

#[tokio::test]
async fn a_repeated_order_gets_the_same_number() {
    let bank = Bank::found().await;
    let kiosk = bank.house.nobody().with_key("0190163d-8694-739b-aea5-966c26f8ad91");
    let path = format!("/public/branches/{}/tickets", bank.east);
    let body = json!({ "service_id": bank.service("cash") });
    let first = kiosk.post(&path, &body).await.expect(201);
    let again = kiosk.post(&path, &body).await.expect(201);
    assert_eq!(
        (first.at("/visit_id"), first.at("/number")),
        (again.at("/visit_id"), again.at("/number"))
    );
    let next = bank.take("cash", json!({})).await.expect(201);
    assert_eq!(next.text_at("/number"), "A002");
}
