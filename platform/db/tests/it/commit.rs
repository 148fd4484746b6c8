//! Commits: together, durable, and each for itself when one fails.

use db::{Backend, Db};
use futures::future::join_all;
use sea_orm::ConnectionTrait;

use crate::support::{count, database, insert};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_writers_all_reach_the_disk() {
    let test = database().await;
    let writes = (0..64).flat_map(|writer| {
        let db = &test.db;
        (0..8).map(move |round| async move {
            let tx = db.begin_write().await.unwrap();
            insert(&tx, writer * 100 + round).await.unwrap();
            tx.commit().await.unwrap();
        })
    });
    join_all(writes).await;
    // A second opening of the same database sees what is on disk, not what the first one remembers.
    let again = Db::open(&test.config).await.unwrap();
    assert_eq!(count(&again).await, 512);
}

#[tokio::test]
async fn dropping_a_write_takes_it_back_and_nothing_else() {
    let test = database().await;
    let first = test.db.begin_write().await.unwrap();
    insert(&first, 1).await.unwrap();
    first.commit().await.unwrap();
    let dropped = test.db.begin_write().await.unwrap();
    insert(&dropped, 2).await.unwrap();
    drop(dropped);
    let last = test.db.begin_write().await.unwrap();
    insert(&last, 3).await.unwrap();
    last.commit().await.unwrap();
    assert_eq!(count(&test.db).await, 2);
}

#[tokio::test]
async fn a_failing_member_does_not_take_its_group_along() {
    let test = database().await;
    let writes = (0..32).map(|number| {
        let db = &test.db;
        async move {
            let tx = db.begin_write().await.unwrap();
            // Every second writer repeats the key of its neighbour and fails.
            match insert(&tx, number / 2).await {
                Ok(()) => tx.commit().await.is_ok(),
                Err(_) => false,
            }
        }
    });
    let kept = join_all(writes).await.into_iter().filter(|kept| *kept).count();
    assert_eq!(kept, 16);
    assert_eq!(count(&test.db).await, 16);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn read_then_write_loses_no_update() {
    let test = database().await;
    let tx = test.db.begin_write().await.unwrap();
    insert(&tx, 1).await.unwrap();
    tx.commit().await.unwrap();
    let lock = if test.db.backend() == Backend::Postgres { " FOR UPDATE" } else { "" };
    let rivals = (0..64).map(|_| {
        let db = test.db.clone();
        async move {
            let tx = db.begin_write().await.unwrap();
            let select = format!("SELECT value FROM notes WHERE id = 1{lock}");
            let select = sea_orm::Statement::from_string(db.backend().into(), select);
            let value: i64 =
                tx.query_one_raw(select).await.unwrap().unwrap().try_get_by_index(0).unwrap();
            let update = format!("UPDATE notes SET value = {} WHERE id = 1", value + 1);
            tx.execute_unprepared(&update).await.unwrap();
            tx.commit().await.unwrap();
        }
    });
    join_all(rivals).await;
    let select = sea_orm::Statement::from_string(
        test.db.backend().into(),
        "SELECT value FROM notes WHERE id = 1",
    );
    let value: i64 =
        test.db.reader().query_one_raw(select).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(value, 64);
}

#[tokio::test]
async fn a_cancelled_writer_keeps_nobody_waiting() {
    let test = database().await;
    let held = test.db.begin_write().await.unwrap();
    insert(&held, 1).await.unwrap();
    {
        // This writer queues up, so that the first one leaves the commit to it, and is then cancelled.
        let queued = test.db.begin_write();
        tokio::pin!(queued);
        if test.db.backend() == Backend::Sqlite {
            assert!(futures::poll!(&mut queued).is_pending());
        }
    }
    held.commit().await.unwrap();
    assert_eq!(count(&test.db).await, 1);
}

#[tokio::test]
async fn a_full_disk_is_no_success() {
    let test = database().await;
    if test.db.backend() == Backend::Postgres {
        return;
    }
    let limit = test.db.begin_write().await.unwrap();
    // SQLite takes the present size when less is asked for.
    limit.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    limit.commit().await.unwrap();
    let mut kept = 0;
    let mut refused = None;
    for number in 0..4_000 {
        let tx = test.db.begin_write().await.unwrap();
        let outcome = match insert(&tx, number).await {
            Ok(()) => tx.commit().await,
            Err(error) => Err(error.into()),
        };
        match outcome {
            Ok(()) => kept += 1,
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    let refused = refused.expect("a file that may not grow holds no four thousand rows");
    assert!(refused.is_unavailable(), "{refused:?}");
    assert_eq!(count(&test.db).await, kept);
}

/// Hangs up wherever a client can: after so many steps of its write.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_hangs_up_harms_nobody() {
    let test = database().await;
    for round in 0..200 {
        let write = async {
            let tx = test.db.begin_write().await.unwrap();
            insert(&tx, 1_000 + round).await.unwrap();
            tx.commit().await.unwrap();
        };
        let neighbour = async {
            let tx = test.db.begin_write().await.unwrap();
            insert(&tx, round).await.unwrap();
            tx.commit().await.unwrap();
        };
        let steps = async {
            for _ in 0..round % 40 {
                tokio::task::yield_now().await;
            }
        };
        let cut_off = async {
            tokio::select! {
                biased;
                () = steps => (),
                () = write => (),
            }
        };
        tokio::join!(cut_off, neighbour);
    }
    let query = sea_orm::Statement::from_string(
        test.db.backend().into(),
        "SELECT count(*) FROM notes WHERE id < 1000",
    );
    let row = test.db.reader().query_one_raw(query).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 200);
}
