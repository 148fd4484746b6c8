//! A loss of power in a burst of tickets.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use db::{Db, DbConfig};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::server::{Place, Server, take_ticket};

/// How many kiosks press at the same time.
const KIOSKS: usize = 16;

/// After so many acknowledged tickets the power goes.
const ENOUGH: usize = 120;

/// What one kiosk saw.
#[derive(Default)]
struct Seen {
    /// Every key it used, with the acknowledged ticket.
    tickets: BTreeMap<String, Option<(String, String)>>,
}

/// Presses until the server is gone; the last press was not acknowledged.
async fn press(kiosk: usize, place: (String, String, String), done: Arc<AtomicUsize>) -> Seen {
    let (client, (url, branch, service)) = (reqwest::Client::new(), place);
    let mut seen = Seen::default();
    for press in 0.. {
        let key = format!("crash-of-kiosk-{kiosk:02}-{press:04}");
        let answer = take_ticket(&client, &url, &branch, &service, &key).await;
        let Ok(answer) = answer else {
            seen.tickets.insert(key, None);
            break;
        };
        assert_eq!(answer.status(), 201);
        let ticket: Option<Value> = answer.json().await.ok();
        let gone = ticket.is_none();
        seen.tickets.insert(key, ticket.map(|ticket| describe(&ticket)));
        done.fetch_add(1, Ordering::SeqCst);
        if gone {
            break;
        }
    }
    seen
}

fn describe(ticket: &Value) -> (String, String) {
    let text = |name: &str| ticket[name].as_str().unwrap().to_owned();
    (text("visit_id"), text("number"))
}

async fn burst(
    server: &mut Server,
    branch: &str,
    service: &str,
) -> BTreeMap<String, Option<(String, String)>> {
    let done = Arc::new(AtomicUsize::new(0));
    let mut kiosks = JoinSet::new();
    for kiosk in 0..KIOSKS {
        let place = (server.url(""), branch.to_owned(), service.to_owned());
        kiosks.spawn(press(kiosk, place, Arc::clone(&done)));
    }
    while done.load(Ordering::SeqCst) < ENOUGH {
        tokio::task::yield_now().await;
    }
    server.kill().await;
    kiosks.join_all().await.into_iter().flat_map(|seen| seen.tickets).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_ticket_is_there_exactly_once() {
    let place = Place::with_demo().await;
    let mut server = place.start(&["--demo"]).await;
    let (branch, service) = server.branch_and_service().await;
    let seen = burst(&mut server, &branch, &service).await;
    assert!(seen.values().flatten().count() >= ENOUGH);

    let server = place.start(&["--demo"]).await;
    let mut numbers = HashSet::new();
    for (key, acknowledged) in &seen {
        let answer = server.ticket(&branch, &service, key).await.unwrap();
        assert_eq!(answer.status(), 201);
        let again = describe(&answer.json().await.unwrap());
        if let Some(acknowledged) = acknowledged {
            assert_eq!(&again, acknowledged, "{key}");
        }
        assert!(numbers.insert(again.1), "a number was given to two people");
    }
    for press in 0..20 {
        let answer =
            server.ticket(&branch, &service, &format!("after-the-crash-{press:04}")).await.unwrap();
        let (_, number) = describe(&answer.json().await.unwrap());
        assert!(numbers.insert(number), "a number of the day came back");
    }
    server.stop().await;
    assert_eq!(count_visits(&place).await, seen.len() + 20);
}

async fn count_visits(place: &Place) -> usize {
    let db = Db::open(&DbConfig::at(place.database())).await.unwrap();
    let statement = Statement::from_string(
        db.backend().into(),
        "SELECT COUNT(*) FROM lobby_visits WHERE steps > 0",
    );
    let row = db.reader().query_one_raw(statement).await.unwrap().unwrap();
    usize::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
}
