//! What a browser tab receives.

use events::{Events, Topic, Topics};
use futures::StreamExt as _;
use tokio_util::sync::CancellationToken;

use crate::fixture::{House, Running, branch, hall, next, soon};

fn frame(position: i64, at: u128, number: i64) -> String {
    let branch = branch(at);
    format!(
        "id: {position}\ndata: {{\"topic\":\"hall:{branch}\",\"kind\":\"bell.rung\",\
         \"at\":\"2026-11-22T01:00:00Z\",\"data\":{{\"branch\":\"{branch}\",\"number\":{number}}}}}\n\n"
    )
}

#[tokio::test]
async fn a_screen_hears_its_own_topics_only() {
    let house = House::build().await;
    let events = house.node();
    let running = Running::start(&events, Vec::new());
    let mut stream = events.hub().subscribe(&hall(1), None);
    assert_eq!(next(&mut stream).await, "retry: 2000\nid: 0\n\n");
    house.ring(&events, 2, 1).await;
    house.ring(&events, 1, 2).await;
    assert_eq!(next(&mut stream).await, frame(2, 1, 2));
    running.stop().await;
}

#[tokio::test]
async fn only_the_last_of_several_topics_carries_the_id() {
    let house = House::build().await;
    let events = house.node();
    let running = Running::start(&events, Vec::new());
    let topics = Topics::new(vec![Topic::Hall(branch(1)), Topic::Board(branch(1))]).unwrap();
    let mut stream = events.hub().subscribe(&topics, None);
    next(&mut stream).await;
    house.ring(&events, 1, 1).await;
    let (hall, board) = (next(&mut stream).await, next(&mut stream).await);
    assert!(hall.starts_with("data: {\"topic\":\"hall:"));
    assert!(board.starts_with("id: 1\ndata: {\"topic\":\"board:"));
    running.stop().await;
}

#[tokio::test]
async fn a_browser_that_comes_back_gets_what_it_missed() {
    let house = House::build().await;
    let events = house.node();
    let running = Running::start(&events, Vec::new());
    let mut stream = events.hub().subscribe(&hall(1), None);
    next(&mut stream).await;
    for number in 1..=4 {
        house.ring(&events, 1, number).await;
        assert_eq!(next(&mut stream).await, frame(number, 1, number));
    }
    drop(stream);
    assert_eq!(events.hub().listeners(), 0);
    let missed = format!("retry: 2000\n\n{}{}", frame(3, 1, 3), frame(4, 1, 4));
    let mut stream = events.hub().subscribe(&hall(1), Some(2));
    assert_eq!(next(&mut stream).await, missed, "from memory");
    house.ring(&events, 1, 5).await;
    assert_eq!(next(&mut stream).await, frame(5, 1, 5));
    running.stop().await;

    let restarted = house.node();
    let mut stream = restarted.hub().subscribe(&hall(1), Some(2));
    assert_eq!(next(&mut stream).await, format!("{missed}{}", frame(5, 1, 5)), "from the outbox");
    let mut stream = restarted.hub().subscribe(&hall(1), Some(5));
    assert_eq!(next(&mut stream).await, "retry: 2000\n\n", "nothing was missed");
    let mut stream = restarted.hub().subscribe(&hall(1), Some(99));
    let reset = "retry: 2000\n\nid: 5\nevent: reset\ndata: {}\n\n";
    assert_eq!(next(&mut stream).await, reset, "never heard of that one");
}

#[tokio::test]
async fn a_browser_that_missed_too_much_starts_over() {
    let mut house = House::build().await;
    house.config.ring_events = 4;
    let events = house.node();
    let running = Running::start(&events, Vec::new());
    let mut stream = events.hub().subscribe(&hall(2), None);
    next(&mut stream).await;
    let tx = house.db().begin_write().await.unwrap();
    for number in 0..1_001 {
        let rung = crate::fixture::Rung { branch: branch(1), number };
        events.record(&tx, &house.ctx(), &rung).await.unwrap();
    }
    tx.commit().await.unwrap();
    house.ring(&events, 2, 1).await;
    next(&mut stream).await;
    let mut late = events.hub().subscribe(&hall(2), Some(0));
    assert!(next(&mut late).await.contains("event: reset"));
    let mut later = events.hub().subscribe(&hall(2), Some(2));
    assert!(next(&mut later).await.ends_with(&frame(1_002, 2, 1)), "a thousand may be missed");
    running.stop().await;
}

#[tokio::test]
async fn a_slow_screen_is_told_to_start_over() {
    let mut house = House::build().await;
    house.config.stream_backlog = 2;
    let events = house.node();
    let running = Running::start(&events, Vec::new());
    let mut slow = events.hub().subscribe(&hall(1), None);
    let mut other = events.hub().subscribe(&hall(1), None);
    next(&mut slow).await;
    next(&mut other).await;
    for number in 1..=5 {
        house.ring(&events, 1, number).await;
        assert_eq!(next(&mut other).await, frame(number, 1, number), "nobody else waits");
    }
    assert_eq!(next(&mut slow).await, "retry: 2000\n\nid: 5\nevent: reset\ndata: {}\n\n");
    house.ring(&events, 1, 6).await;
    assert_eq!(next(&mut slow).await, frame(6, 1, 6));
    running.stop().await;
}

#[tokio::test]
async fn silence_is_filled_and_a_stop_ends_every_stream() {
    let mut house = House::build().await;
    house.config.heartbeat_ms = 5;
    let stop = CancellationToken::new();
    let (clock, ids) = (house.clock.clone(), house.ids.clone());
    let events = Events::new(house.db().clone(), clock, ids, house.config.clone(), stop.clone());
    let mut stream = events.hub().subscribe(&hall(1), None);
    next(&mut stream).await;
    assert_eq!(next(&mut stream).await, ": still here\n\n");
    stop.cancel();
    let ended = soon(async {
        while let Some(part) = stream.next().await {
            assert_eq!(part.unwrap(), ": still here\n\n");
        }
    });
    ended.await;
    assert_eq!(events.hub().listeners(), 0);
}
