//! Jobs are run once when all goes well, and again when it does not.

use std::time::Duration;

use access::Ctx;
use jobs::{Job, JobError, Registry};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::fixture::{Desk, House, Post, Running, hang, report, reports};

#[tokio::test]
async fn a_job_is_run_after_its_commit_and_never_after_a_rollback() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(report));
    let tx = house.db().begin_write().await.unwrap();
    jobs.enqueue(&tx, &house.ctx(), &Post { number: 1 }).await.unwrap();
    drop(tx);
    house.post(&jobs, 2).await;
    assert_eq!(reports(&mut told, 1).await, [2]);
    house.until("done", 1).await;
    running.stop().await;
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_job_waits_for_its_time() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(report));
    let tx = house.db().begin_write().await.unwrap();
    let later = house.clock.now() + Duration::from_mins(5);
    jobs.enqueue_at(&tx, &house.ctx(), &Post { number: 1 }, later).await.unwrap();
    tx.commit().await.unwrap();
    house.post(&jobs, 2).await;
    assert_eq!(reports(&mut told, 1).await, [2]);
    house.clock.advance(Duration::from_mins(5));
    jobs.wake();
    assert_eq!(reports(&mut told, 1).await, [1]);
    running.stop().await;
}

#[tokio::test]
async fn two_workers_never_run_the_same_job() {
    let house = House::build().await;
    let nodes = [house.node(), house.node()];
    let (desk, mut told) = mpsc::unbounded_channel();
    let mut running = Vec::new();
    for jobs in &nodes {
        running.push(Running::start(jobs, desk.clone(), Registry::new().on::<Post>(report)));
    }
    let mut writers = JoinSet::new();
    for number in 0..100 {
        let (db, ctx, jobs) = (house.db().clone(), house.ctx(), nodes[number % 2].clone());
        writers.spawn(async move {
            let tx = db.begin_write().await.unwrap();
            let post = Post { number: i64::try_from(number).unwrap() };
            jobs.enqueue(&tx, &ctx, &post).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    writers.join_all().await;
    house.until("done", 100).await;
    for worker in running {
        worker.stop().await;
    }
    let mut seen = reports(&mut told, 100).await;
    seen.sort_unstable();
    assert_eq!(seen, (0..100).collect::<Vec<_>>());
    assert!(told.try_recv().is_err(), "none was run twice");
    assert_eq!(house.count("SELECT CAST(max(attempts) AS BIGINT) FROM jobs_jobs").await, 1);
}

#[tokio::test]
async fn a_job_is_tried_again_until_its_last_attempt() {
    async fn never(desk: Desk, _ctx: Ctx, job: Post) -> Result<(), JobError> {
        desk.send(job.number).map_err(JobError::retry)?;
        assert_ne!(job.number, 2, "a panic is a failure like any other");
        Err(JobError::retry("not today"))
    }
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(never));
    house.post(&jobs, 1).await;
    house.post(&jobs, 2).await;
    for _ in 0..2 {
        reports(&mut told, 2).await;
        house.until("queued", 2).await;
        assert!(told.try_recv().is_err(), "it waits before it is repeated");
        house.clock.advance(Duration::from_mins(2));
    }
    reports(&mut told, 2).await;
    house.until("failed", 2).await;
    running.stop().await;
    let failed = jobs.list_failed(&kernel::PageRequest::default()).await.unwrap();
    let mut errors: Vec<_> =
        failed.items.into_iter().map(|job| (job.attempts, job.last_error.unwrap())).collect();
    errors.sort();
    assert_eq!(errors, [(3, "not today".to_owned()), (3, "the handler panicked".to_owned())]);
}

#[tokio::test]
async fn a_job_that_cannot_go_well_fails_at_once() {
    #[derive(Serialize, Deserialize)]
    struct Other {
        word: String,
    }
    impl Job for Other {
        const NAME: &'static str = Post::NAME;
    }
    async fn fail(_: Desk, _ctx: Ctx, _: Post) -> Result<(), JobError> {
        Err(JobError::fail("never"))
    }
    let house = House::build().await;
    let jobs = house.node();
    let (desk, _told) = mpsc::unbounded_channel();
    house.post(&jobs, 1).await;
    let tx = house.db().begin_write().await.unwrap();
    jobs.enqueue(&tx, &house.ctx(), &Other { word: "x".to_owned() }).await.unwrap();
    tx.commit().await.unwrap();
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(fail));
    house.until("failed", 2).await;
    running.stop().await;
    assert_eq!(house.count("SELECT CAST(max(attempts) AS BIGINT) FROM jobs_jobs").await, 1);
}

#[tokio::test]
async fn the_jobs_of_a_crashed_node_come_back_after_their_lease() {
    let house = House::build().await;
    let (dead, alive) = (house.node(), house.node());
    let (desk, mut told) = mpsc::unbounded_channel();
    house.post(&dead, 1).await;
    let running = Running::start(&dead, desk.clone(), Registry::new().on::<Post>(hang));
    assert_eq!(reports(&mut told, 1).await, [1]);
    running.crash().await;

    let running = Running::start(&alive, desk, Registry::new().on::<Post>(report));
    house.post(&alive, 2).await;
    assert_eq!(reports(&mut told, 1).await, [2], "the first still has its lease");
    house.clock.advance(Duration::from_secs(31));
    assert_eq!(reports(&mut told, 1).await, [1]);
    house.until("done", 2).await;
    running.stop().await;
}

#[tokio::test]
async fn a_job_that_kills_every_node_ends_with_its_last_attempt() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    house.post(&jobs, 1).await;
    for _ in 0..3 {
        let running = Running::start(&jobs, desk.clone(), Registry::new().on::<Post>(hang));
        assert_eq!(reports(&mut told, 1).await, [1]);
        running.crash().await;
        house.clock.advance(Duration::from_secs(31));
    }
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(hang));
    house.until("failed", 1).await;
    running.stop().await;
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_long_job_keeps_its_lease() {
    let house = House::build().await;
    let (first, second) = (house.node(), house.node());
    let (desk, mut told) = mpsc::unbounded_channel();
    house.post(&first, 1).await;
    let busy = Running::start(&first, desk.clone(), Registry::new().on::<Post>(hang));
    assert_eq!(reports(&mut told, 1).await, [1]);
    for _ in 0..4 {
        let before = house.count("SELECT max(lease_until) FROM jobs_jobs").await;
        house.clock.advance(Duration::from_secs(11));
        crate::fixture::soon(async {
            while house.count("SELECT max(lease_until) FROM jobs_jobs").await == before {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
    let idle = Running::start(&second, desk, Registry::new().on::<Post>(report));
    house.post(&second, 2).await;
    assert_eq!(reports(&mut told, 1).await, [2]);
    idle.stop().await;
    assert!(told.try_recv().is_err());
    busy.crash().await;
}

#[tokio::test]
async fn a_stop_waits_for_what_runs_and_gives_the_rest_back() {
    async fn slow(desk: Desk, ctx: Ctx, job: Post) -> Result<(), JobError> {
        report(desk.clone(), ctx, job).await?;
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        desk.send(-1).map_err(JobError::retry)
    }
    let mut house = House::build().await;
    house.config.drain_ms = 1;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    house.post(&jobs, 1).await;
    let running = Running::start(&jobs, desk.clone(), Registry::new().on::<Post>(hang));
    assert_eq!(reports(&mut told, 1).await, [1]);
    running.stop().await;
    house.until("queued", 1).await;
    assert_eq!(house.count("SELECT CAST(max(attempts) AS BIGINT) FROM jobs_jobs").await, 0);

    house.config.drain_ms = 20_000;
    let jobs = house.node();
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(slow));
    assert_eq!(reports(&mut told, 1).await, [1]);
    running.stop().await;
    assert_eq!(reports(&mut told, 1).await, [-1]);
    house.until("done", 1).await;
}

#[tokio::test]
async fn a_job_carries_the_trace_of_its_cause_and_unknown_ones_wait() {
    async fn check(desk: Desk, ctx: Ctx, job: Post) -> Result<(), JobError> {
        assert_eq!(&*ctx.trace, "cause");
        report(desk, ctx, job).await
    }
    #[derive(Serialize, Deserialize)]
    struct Unknown;
    impl Job for Unknown {
        const NAME: &'static str = "test.unknown";
    }
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let tx = house.db().begin_write().await.unwrap();
    jobs.enqueue(&tx, &house.ctx(), &Unknown).await.unwrap();
    tx.commit().await.unwrap();
    house.post(&jobs, 1).await;
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(check));
    assert_eq!(reports(&mut told, 1).await, [1]);
    house.until("done", 1).await;
    house.until("queued", 1).await;
    running.stop().await;
}
