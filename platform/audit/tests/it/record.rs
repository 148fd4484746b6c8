//! Recording: one chain for each branch, whoever writes and whatever is taken back.

use audit::Entry;

use crate::trail::{Trail, branch};

#[tokio::test]
async fn a_trail_that_nobody_touched_is_whole() {
    let trail = Trail::start().await;
    assert_eq!(trail.problems().await, []);
    trail.fill(branch(1), 3).await;
    trail.fill(branch(2), 2).await;
    trail.record(Entry::new("rule.changed").reason("年度调整").detail([1, 2])).await;
    let found = trail.audit.verify(&trail.database.db).await.unwrap();
    assert_eq!((found.rows, found.chains, found.anchored), (6, 3, 0));
}

#[tokio::test]
async fn what_was_taken_back_leaves_no_gap() {
    let trail = Trail::start().await;
    trail.fill(branch(1), 2).await;
    let tx = trail.database.db.begin_write().await.unwrap();
    for _ in 0..2 {
        let entry = Entry::new("visit.called").branch(branch(1));
        trail.audit.record(&tx, &trail.ctx(), entry).await.unwrap();
    }
    drop(tx);
    trail.fill(branch(1), 2).await;
    trail.anchor().await;
    let found = trail.audit.verify(&trail.database.db).await.unwrap();
    assert_eq!((found.rows, found.problem_count), (4, 0));
}

#[tokio::test]
async fn many_rows_in_one_write_follow_each_other() {
    let trail = Trail::start().await;
    let tx = trail.database.db.begin_write().await.unwrap();
    for number in 0..5 {
        let entry = Entry::new("visit.called").branch(branch(number % 2));
        trail.audit.record(&tx, &trail.ctx(), entry).await.unwrap();
    }
    tx.commit().await.unwrap();
    let found = trail.audit.verify(&trail.database.db).await.unwrap();
    assert_eq!((found.rows, found.chains, found.problem_count), (5, 2, 0));
}

#[tokio::test]
async fn two_nodes_and_many_writers_make_one_chain() {
    let trail = Trail::start().await;
    let nodes = [trail.audit.clone(), trail.node(1)];
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..48_usize {
        let (db, audit, ctx) = (trail.database.db.clone(), nodes[number % 2].clone(), trail.ctx());
        writers.spawn(async move {
            let tx = db.begin_write().await.unwrap();
            let entry = Entry::new("visit.called").on("visit", number).branch(branch(1));
            audit.record(&tx, &ctx, entry).await.unwrap();
            if number % 5 == 0 { drop(tx) } else { tx.commit().await.unwrap() }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let found = trail.audit.verify(&trail.database.db).await.unwrap();
    assert_eq!((found.rows, found.chains, found.problem_count), (38, 1, 0));
}
