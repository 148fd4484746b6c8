//! What is recorded, and in which order.

use events::{EventActor, Topic};
use tokio::sync::mpsc::error::TryRecvError;

use crate::fixture::{House, Rung, Running, branch, listener, numbers, soon};

#[tokio::test]
async fn events_of_one_microsecond_keep_their_order() {
    let house = House::build().await;
    let events = house.node();
    let tx = house.db().begin_write().await.unwrap();
    for number in 0..1_200 {
        events.record(&tx, &house.ctx(), &Rung { branch: branch(1), number }).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (subscriber, mut told) = listener("test");
    let running = Running::start(&events, vec![subscriber]);
    assert_eq!(numbers(&mut told, 1_200).await, (0..1_200).collect::<Vec<_>>());
    running.stop().await;
    assert_eq!(house.count("SELECT max(position) FROM events_outbox").await, 1_200);
    assert_eq!(house.count("SELECT min(position) FROM events_outbox").await, 1);
}

#[tokio::test]
async fn what_is_taken_back_was_never_recorded() {
    let house = House::build().await;
    let events = house.node();
    let (subscriber, mut told) = listener("test");
    let running = Running::start(&events, vec![subscriber]);
    let tx = house.db().begin_write().await.unwrap();
    events.record(&tx, &house.ctx(), &Rung { branch: branch(1), number: 1 }).await.unwrap();
    drop(tx);
    house.ring(&events, 1, 2).await;
    assert_eq!(numbers(&mut told, 1).await, [2]);
    running.stop().await;
    assert_eq!(told.try_recv().unwrap_err(), TryRecvError::Disconnected);
}

#[tokio::test]
async fn a_subscriber_is_told_everything_about_an_event() {
    let house = House::build().await;
    let events = house.node();
    let (subscriber, mut told) = listener("test");
    let running = Running::start(&events, vec![subscriber]);
    house.ring(&events, 7, 3).await;
    let event = soon(told.recv()).await.unwrap();
    running.stop().await;
    assert_eq!(event.position, 1);
    assert_eq!(event.at, house.clock.now());
    assert_eq!(event.branch, Some(branch(7)));
    assert_eq!(event.customer, None);
    assert_eq!(event.actor, EventActor::Nobody);
    assert_eq!(
        event.topics,
        [Topic::Hall(branch(7)).to_string(), Topic::Board(branch(7)).to_string()]
    );
    assert_eq!(event.find::<Rung>().unwrap(), Some(Rung { branch: branch(7), number: 3 }));
}
