//! One relay at a time, and none that forgets.

use std::collections::BTreeSet;
use std::time::Duration;

use events::Relay;
use tokio::task::JoinSet;

use crate::fixture::{House, Rung, Running, branch, hall, listener, next, numbers, soon};

#[tokio::test]
async fn what_a_crashed_relay_left_is_relayed_by_the_next() {
    let house = House::build().await;
    let before = house.node();
    house.ring(&before, 1, 1).await;
    let (subscriber, mut told) = listener("test");
    let running = Running::start(&before, vec![subscriber]);
    assert_eq!(numbers(&mut told, 1).await, [1]);
    running.crash().await;
    house.ring(&before, 1, 2).await;

    let after = house.node();
    let (subscriber, mut told) = listener("test");
    // On PostgreSQL the crashed one's lease has to end; on SQLite the next takes it.
    house.clock.advance(Duration::from_secs(11));
    let running = Running::start(&after, vec![subscriber]);
    house.ring(&after, 1, 3).await;
    let mut seen = numbers(&mut told, 2).await;
    // The crash may have come between the first event and its cursor.
    if seen[0] == 1 {
        seen = vec![seen[1], numbers(&mut told, 1).await[0]];
    }
    assert_eq!(seen, [2, 3]);
    running.stop().await;
}

#[tokio::test]
async fn two_relays_never_give_a_position_twice() {
    let house = House::build().await;
    let (first, second) = (house.node(), house.node());
    let (one, mut told) = listener("one");
    let (other, mut also) = listener("one");
    let running = [Running::start(&first, vec![one]), Running::start(&second, vec![other])];
    let mut writers = JoinSet::new();
    for number in 0..40 {
        let (db, ctx) = (house.db().clone(), house.ctx());
        let events = if number % 2 == 0 { first.clone() } else { second.clone() };
        writers.spawn(async move {
            let tx = db.begin_write().await.unwrap();
            let rung = Rung { branch: branch(1), number };
            events.record(&tx, &ctx, &rung).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    writers.join_all().await;
    // While the lease changes hands both may tell their subscriber of the same event: at least once.
    let mut positions = BTreeSet::new();
    while positions.len() < 40 {
        let event = soon(async {
            tokio::select! { event = told.recv() => event, event = also.recv() => event }
        });
        positions.insert(event.await.unwrap().position);
    }
    for relay in running {
        relay.stop().await;
    }
    assert_eq!(positions, (1..=40).collect());
    assert_eq!(house.count("SELECT count(DISTINCT position) FROM events_outbox").await, 40);
}

#[tokio::test]
async fn a_relay_that_stops_hands_over_at_once() {
    let house = House::build().await;
    let (first, second) = (house.node(), house.node());
    let running = Running::start(&first, Vec::new());
    let mut stream = first.hub().subscribe(&hall(1), None);
    next(&mut stream).await;
    house.ring(&first, 1, 1).await;
    assert!(next(&mut stream).await.contains("bell.rung"));
    running.stop().await;
    assert_eq!(house.count("SELECT count(*) FROM db_leases").await, 0);
    let (subscriber, mut told) = listener("test");
    let running = Running::start(&second, vec![subscriber]);
    assert_eq!(numbers(&mut told, 1).await, [1]);
    running.stop().await;
}

#[tokio::test]
async fn screens_of_every_node_are_told() {
    let house = House::build().await;
    let (first, second) = (house.node(), house.node());
    let mut here = first.hub().subscribe(&hall(1), None);
    let mut there = second.hub().subscribe(&hall(1), None);
    next(&mut here).await;
    next(&mut there).await;
    let running = [Running::start(&first, Vec::new()), Running::start(&second, Vec::new())];
    for number in 1..=3 {
        let events = if number % 2 == 0 { &first } else { &second };
        house.ring(events, 1, number).await;
        let wanted = format!(r#""number":{number}"#);
        assert!(next(&mut here).await.contains(&wanted));
        assert!(next(&mut there).await.contains(&wanted));
    }
    for relay in running {
        relay.stop().await;
    }
}

#[tokio::test]
async fn old_events_go_but_not_before_everybody_has_seen_them() {
    let house = House::build().await;
    let events = house.node();
    let (subscriber, mut told) = listener("test");
    let running = Running::start(&events, vec![subscriber]);
    for number in 1..=3 {
        house.ring(&events, 1, number).await;
    }
    numbers(&mut told, 3).await;
    running.stop().await;
    house.clock.advance(Duration::from_hours(24 * 8));
    house.ring(&events, 1, 4).await;

    let (late, _told) = listener("late");
    let held = Relay::new(events.clone(), (), vec![late]);
    assert_eq!(held.prune().await.unwrap(), 0, "somebody has not seen them");
    let free = Relay::new(events.clone(), (), Vec::new());
    assert_eq!(free.prune().await.unwrap(), 2, "the last position stays");
    assert_eq!(house.count("SELECT count(*) FROM events_outbox WHERE position IS NULL").await, 1);

    let mut stream = house.node().hub().subscribe(&hall(1), Some(0));
    assert!(next(&mut stream).await.contains("event: reset"), "what was missed is gone");
}
