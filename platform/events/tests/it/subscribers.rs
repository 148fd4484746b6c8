//! Each subscriber at its own pace: once in effect, or at least once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use access::Ctx;
use db::WriteTx;
use events::{BoxError, Event as _, Recorded, Subscriber};
use sea_orm::ConnectionTrait as _;
use tokio::sync::Notify;

use crate::fixture::{House, Rung, Running, listener, numbers, soon};

/// Counts into a table of the test, in the transaction of the cursor.
async fn tally((): (), _ctx: Ctx, tx: &WriteTx, event: Recorded) -> Result<(), BoxError> {
    let sql = format!("INSERT INTO tally (position) VALUES ({})", event.position);
    tx.execute_unprepared(&sql).await?;
    Ok(())
}

async fn with_tally() -> House {
    let house = House::build().await;
    let tx = house.db().begin_write().await.unwrap();
    tx.execute_unprepared("CREATE TABLE tally (position BIGINT)").await.unwrap();
    tx.commit().await.unwrap();
    house
}

async fn until_counted(house: &House, wanted: i64) {
    soon(async {
        while house.count("SELECT count(*) FROM tally").await < wanted {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_projection_happens_once_however_often_it_is_interrupted() {
    let house = with_tally().await;
    let events = house.node();
    for number in 0..250 {
        house.ring(&events, 1, number).await;
    }
    for round in 1..=4_i64 {
        let running = Running::start(&events, vec![Subscriber::projecting("tally", tally)]);
        until_counted(&house, 60 * round).await;
        running.crash().await;
        house.clock.advance(std::time::Duration::from_secs(11));
    }
    let running = Running::start(&events, vec![Subscriber::projecting("tally", tally)]);
    until_counted(&house, 250).await;
    running.stop().await;
    assert_eq!(house.count("SELECT count(*) FROM tally").await, 250);
    assert_eq!(house.count("SELECT count(DISTINCT position) FROM tally").await, 250);
}

#[tokio::test]
async fn a_handler_that_was_cut_off_before_its_cursor_moved_is_told_again() {
    let house = House::build().await;
    let events = house.node();
    house.ring(&events, 1, 1).await;
    let done = Arc::new(Notify::new());
    let told = Arc::clone(&done);
    let stuck = Subscriber::new("test", move |(), _: Ctx, _: Recorded| {
        let told = Arc::clone(&told);
        async move {
            told.notify_one();
            std::future::pending::<Result<(), BoxError>>().await
        }
    });
    let running = Running::start(&events, vec![stuck]);
    soon(done.notified()).await;
    running.crash().await;
    house.clock.advance(std::time::Duration::from_secs(11));
    let (subscriber, mut again) = listener("test");
    let running = Running::start(&events, vec![subscriber]);
    assert_eq!(numbers(&mut again, 1).await, [1]);
    running.stop().await;
}

#[tokio::test]
async fn one_that_fails_is_tried_again_and_holds_up_nobody_else() {
    let house = House::build().await;
    let events = house.node();
    let (healed, failures) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let failed = Arc::new(Notify::new());
    let (well, count, often) = (Arc::clone(&healed), Arc::clone(&failures), Arc::clone(&failed));
    let (inner, mut passed) = tokio::sync::mpsc::unbounded_channel();
    let sick = Subscriber::new("sick", move |(), _: Ctx, event: Recorded| {
        let number = event.find::<Rung>().unwrap().unwrap().number;
        if number == 2 && !well.load(Ordering::SeqCst) {
            if count.fetch_add(1, Ordering::SeqCst) >= 3 {
                often.notify_one();
            }
            // A panic is a failure like any other.
            assert!(!count.load(Ordering::SeqCst).is_multiple_of(2), "on purpose");
            return std::future::ready(Err(BoxError::from("not today")));
        }
        std::future::ready(inner.send(event).map_err(BoxError::from))
    });
    let (sound, mut told) = listener("sound");
    let running = Running::start(&events, vec![sick, sound]);
    for number in 1..=4 {
        house.ring(&events, 1, number).await;
    }
    assert_eq!(numbers(&mut told, 4).await, [1, 2, 3, 4]);
    soon(failed.notified()).await;
    assert_eq!(numbers(&mut passed, 1).await, [1], "those before the sick one are not held up");
    let states = events.list_subscribers().await.unwrap();
    assert_eq!((states[0].name.as_str(), states[0].position), ("sick", 1));
    assert!(states[0].failures >= 1);
    assert!(states[0].last_error.as_deref().unwrap().starts_with("the handler"));
    healed.store(true, Ordering::SeqCst);
    assert_eq!(numbers(&mut passed, 3).await, [2, 3, 4]);
    running.stop().await;
}

#[tokio::test]
async fn a_projection_that_fails_leaves_nothing_behind() {
    async fn half((): (), ctx: Ctx, tx: &WriteTx, event: Recorded) -> Result<(), BoxError> {
        let position = event.position;
        tally((), ctx, tx, event).await?;
        if position == 3 { Err("only half".into()) } else { Ok(()) }
    }
    let house = with_tally().await;
    let events = house.node();
    for number in 1..=4 {
        house.ring(&events, 1, number).await;
    }
    let running = Running::start(&events, vec![Subscriber::projecting("half", half)]);
    soon(async {
        while events
            .list_subscribers()
            .await
            .unwrap()
            .first()
            .is_none_or(|state| state.failures < 2)
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
    running.stop().await;
    assert_eq!(house.count("SELECT count(*) FROM tally").await, 2);
}

#[tokio::test]
async fn what_a_subscriber_does_not_want_only_moves_its_cursor() {
    let house = House::build().await;
    let events = house.node();
    let (subscriber, mut told) = listener("test");
    let wanted = |event: &Recorded| event.kind == Rung::KIND && event.position % 2 == 0;
    let running = Running::start(&events, vec![subscriber.only(wanted)]);
    for number in 1..=5 {
        house.ring(&events, 1, number).await;
    }
    assert_eq!(numbers(&mut told, 2).await, [2, 4]);
    soon(async {
        while events.list_subscribers().await.unwrap()[0].position < 5 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    running.stop().await;
}
