//! Periodic work: one node at a time, and no signal lost.

use std::sync::Arc;
use std::time::Duration;

use access::Ctx;
use jobs::{JobError, Registry};
use tokio::sync::{Notify, mpsc};

use crate::fixture::{Desk, House, Running, reports, soon};

const NAME: &str = "test.tidy";
const EVERY: Duration = Duration::from_mins(10);

async fn tidy(desk: Desk, _ctx: Ctx) -> Result<(), JobError> {
    desk.send(1).map_err(JobError::retry)
}

async fn hang(desk: Desk, ctx: Ctx) -> Result<(), JobError> {
    tidy(desk, ctx).await?;
    std::future::pending().await
}

async fn sign(desk: Desk, _ctx: Ctx) -> Result<(), JobError> {
    desk.send(2).map_err(JobError::retry)
}

async fn until_finished(house: &House, wanted: i64) {
    let sql = format!(
        "SELECT count(*) FROM jobs_schedules WHERE name = '{NAME}' AND finished_at = {wanted}"
    );
    soon(async {
        while house.count(&sql).await == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_round_is_done_once_by_all_nodes_together() {
    let house = House::build().await;
    let (first, second) = (house.node(), house.node());
    let (desk, mut told) = mpsc::unbounded_channel();
    let registry = || Registry::new().every(NAME, EVERY, tidy);
    let running = [
        Running::start(&first, desk.clone(), registry()),
        Running::start(&second, desk.clone(), registry()),
    ];
    for _ in 0..3 {
        assert_eq!(reports(&mut told, 1).await, [1]);
        until_finished(&house, house.clock.now().micros()).await;
        assert!(told.try_recv().is_err());
        house.clock.advance(EVERY);
    }
    assert_eq!(reports(&mut told, 1).await, [1]);
    for worker in running {
        worker.stop().await;
    }
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_round_of_a_crashed_node_is_done_by_another_after_its_lease() {
    let house = House::build().await;
    let (dead, alive) = (house.node(), house.node());
    let (desk, mut told) = mpsc::unbounded_channel();
    let running = Running::start(&dead, desk.clone(), Registry::new().every(NAME, EVERY, hang));
    reports(&mut told, 1).await;
    running.crash().await;
    house.clock.advance(Duration::from_secs(29));
    let registry = Registry::new().every(NAME, EVERY, tidy).every("test.sign", EVERY, sign);
    let running = Running::start(&alive, desk, registry);
    assert_eq!(reports(&mut told, 1).await, [2], "it has looked around");
    assert!(told.try_recv().is_err(), "the first still has its lease");
    house.clock.advance(Duration::from_secs(2));
    assert_eq!(reports(&mut told, 1).await, [1]);
    running.stop().await;
}

#[tokio::test]
async fn a_signal_during_a_round_makes_another_follow() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let gate = Arc::new(Notify::new());
    let opened = Arc::clone(&gate);
    let wait = move |desk: Desk, ctx: Ctx| {
        let opened = Arc::clone(&opened);
        async move {
            tidy(desk, ctx).await?;
            opened.notified().await;
            Ok(())
        }
    };
    let running = Running::start(&jobs, desk, Registry::new().every(NAME, EVERY, wait));
    reports(&mut told, 1).await;
    let tx = house.db().begin_write().await.unwrap();
    assert!(jobs.signal(&tx, &house.ctx(), NAME).await.unwrap());
    assert!(!jobs.signal(&tx, &house.ctx(), "test.nobody").await.unwrap());
    tx.commit().await.unwrap();
    gate.notify_one();
    reports(&mut told, 1).await;
    gate.notify_one();
    until_finished(&house, house.clock.now().micros()).await;
    running.stop().await;
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_round_that_fails_is_noted_and_comes_back_early() {
    async fn fail(desk: Desk, ctx: Ctx) -> Result<(), JobError> {
        tidy(desk, ctx).await?;
        panic!("on purpose")
    }
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let running = Running::start(&jobs, desk, Registry::new().every(NAME, EVERY, fail));
    reports(&mut told, 1).await;
    until_finished(&house, house.clock.now().micros()).await;
    let state =
        jobs.list_schedules().await.unwrap().into_iter().find(|state| state.name == NAME).unwrap();
    assert_eq!((state.failures, state.last_error.as_deref()), (1, Some("the handler panicked")));
    house.clock.advance(Duration::from_secs(5));
    reports(&mut told, 1).await;
    running.stop().await;
}
