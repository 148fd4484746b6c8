//! What administrators see and may repeat.

use std::time::Duration;

use access::Ctx;
use jobs::{JobCount, JobError, JobId, Jobs, JobsError, Registry};
use kernel::PageRequest;
use tokio::sync::mpsc;

use crate::fixture::{Desk, House, Post, Running, report, reports, soon};

async fn fail(_: Desk, _ctx: Ctx, _: Post) -> Result<(), JobError> {
    Err(JobError::fail("never"))
}

/// Leaves five failed jobs behind, a second apart.
async fn five_failures(house: &House, jobs: &Jobs, desk: Desk) {
    let running = Running::start(jobs, desk, Registry::new().on::<Post>(fail));
    for number in 1..=5 {
        house.post(jobs, number).await;
        house.until("failed", number).await;
        house.clock.advance(Duration::from_secs(1));
    }
    running.stop().await;
}

#[tokio::test]
async fn failed_jobs_are_counted_and_listed() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, _told) = mpsc::unbounded_channel();
    five_failures(&house, &jobs, desk).await;
    let (queue, name) = ("default".to_owned(), "test.post".to_owned());
    let failed = JobCount { queue, name, state: "failed".to_owned(), count: 5 };
    assert_eq!(jobs.counts().await.unwrap(), [failed]);

    let mut seen = Vec::new();
    let mut page = PageRequest { limit: 2, cursor: None };
    loop {
        let part = jobs.list_failed(&page).await.unwrap();
        seen.extend(part.items.into_iter().map(|job| job.failed_at));
        page.cursor = part.next;
        if page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|a, b| a > b), "the latest first");
    page.cursor = Some("nonsense".to_owned());
    assert!(matches!(jobs.list_failed(&page).await, Err(JobsError::Cursor)));
}

#[tokio::test]
async fn a_failed_job_can_be_repeated() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    five_failures(&house, &jobs, desk.clone()).await;
    let last = jobs.list_failed(&PageRequest::default()).await.unwrap().items.remove(0);
    assert_eq!((last.attempts, last.last_error.as_deref()), (1, Some("never")));
    let running = Running::start(&jobs, desk, Registry::new().on::<Post>(report));
    let tx = house.db().begin_write().await.unwrap();
    jobs.retry(&tx, &house.ctx(), last.id).await.unwrap();
    assert!(matches!(jobs.retry(&tx, &house.ctx(), last.id).await, Err(JobsError::NotFailed(_))));
    let unknown = JobId::from_uuid(uuid::Uuid::nil());
    assert!(matches!(jobs.retry(&tx, &house.ctx(), unknown).await, Err(JobsError::NotFound(_))));
    tx.commit().await.unwrap();
    assert_eq!(reports(&mut told, 1).await, [5]);
    house.until("done", 1).await;
    running.stop().await;
}

#[tokio::test]
async fn old_jobs_are_removed_after_their_time() {
    let house = House::build().await;
    let jobs = house.node();
    let (desk, mut told) = mpsc::unbounded_channel();
    let registry = || Registry::new().on::<Post>(report);
    let running = Running::start(&jobs, desk.clone(), registry());
    house.post(&jobs, 1).await;
    reports(&mut told, 1).await;
    house.until("done", 1).await;
    soon(async {
        while jobs.list_schedules().await.unwrap().iter().any(|state| state.finished_at.is_none()) {
            tokio::task::yield_now().await;
        }
    })
    .await;
    house.clock.advance(Duration::from_hours(24 * 8));
    house.until("done", 0).await;
    running.stop().await;
}
