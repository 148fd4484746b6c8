//! Everything that can be done to the tables without the key is found.

use audit::ProblemKind;

use crate::trail::{Trail, branch};

async fn five_rows() -> Trail {
    let trail = Trail::start().await;
    trail.fill(branch(1), 5).await;
    trail
}

#[tokio::test]
async fn a_changed_row_is_found() {
    let trail = five_rows().await;
    trail.tamper("UPDATE audit_rows SET resource_id = '77' WHERE position = 3").await;
    assert_eq!(trail.problems().await, [(3, 3, ProblemKind::Changed)]);
}

#[tokio::test]
async fn a_removed_row_is_found() {
    let trail = five_rows().await;
    trail.tamper("DELETE FROM audit_rows WHERE position IN (2, 3)").await;
    assert_eq!(trail.problems().await, [(2, 3, ProblemKind::Removed)]);
}

#[tokio::test]
async fn a_removed_row_is_found_when_the_gap_is_closed() {
    let trail = five_rows().await;
    trail.tamper("DELETE FROM audit_rows WHERE position = 4").await;
    trail.tamper("UPDATE audit_rows SET position = 4 WHERE position = 5").await;
    trail.tamper("UPDATE audit_chains SET length = 4").await;
    assert_eq!(trail.problems().await, [(4, 4, ProblemKind::Changed)]);
}

#[tokio::test]
async fn reordered_rows_are_found() {
    let trail = five_rows().await;
    for (from, to) in [(2, -1), (4, 2), (-1, 4)] {
        let sql = format!("UPDATE audit_rows SET position = {to} WHERE position = {from}");
        trail.tamper(&sql).await;
    }
    assert_eq!(
        trail.problems().await,
        [(2, 2, ProblemKind::Reordered), (4, 4, ProblemKind::Reordered)]
    );
}

#[tokio::test]
async fn a_cut_end_is_found_by_the_head() {
    let trail = five_rows().await;
    trail.tamper("DELETE FROM audit_rows WHERE position > 3").await;
    assert_eq!(trail.problems().await, [(4, 5, ProblemKind::Truncated)]);
}

#[tokio::test]
async fn a_changed_or_removed_head_is_found() {
    let trail = five_rows().await;
    trail.tamper("UPDATE audit_chains SET length = 4").await;
    assert_eq!(trail.problems().await, [(5, 5, ProblemKind::HeadChanged)]);
    trail.tamper("DELETE FROM audit_chains").await;
    assert_eq!(trail.problems().await, [(5, 5, ProblemKind::HeadChanged)]);
}

#[tokio::test]
async fn a_forged_row_is_found_even_when_the_head_follows_it() {
    let trail = five_rows().await;
    trail
        .tamper(
            "INSERT INTO audit_rows SELECT branch_id, chain, 6, at, actor_kind, actor_id, action, resource_kind, \
             resource_id, branch_id, reason, detail, trace, outcome, key_id, mac \
             FROM audit_rows WHERE position = 5",
        )
        .await;
    assert_eq!(
        trail.problems().await,
        [(6, 6, ProblemKind::Changed), (6, 6, ProblemKind::HeadChanged)]
    );
    trail.tamper("UPDATE audit_chains SET length = 6").await;
    assert_eq!(trail.problems().await, [(6, 6, ProblemKind::Changed)]);
}

#[tokio::test]
async fn a_row_before_the_first_is_found() {
    let trail = five_rows().await;
    trail.tamper("UPDATE audit_rows SET position = -5 WHERE position = 5").await;
    trail.tamper("DELETE FROM audit_chains WHERE length = 0").await;
    let problems = trail.problems().await;
    assert!(problems.contains(&(-5, -5, ProblemKind::Changed)), "{problems:?}");
    assert!(problems.contains(&(5, 5, ProblemKind::Truncated)), "{problems:?}");
}

#[tokio::test]
async fn a_chain_under_another_name_is_found() {
    let trail = five_rows().await;
    for name in ["head-office", ""] {
        trail.tamper(&format!("UPDATE audit_rows SET chain = '{name}'")).await;
        trail.tamper(&format!("UPDATE audit_chains SET chain = '{name}'")).await;
        assert_eq!(trail.problems().await.len(), 5);
    }
}

#[tokio::test]
async fn with_other_keys_nothing_verifies() {
    let trail = five_rows().await;
    let found = trail.node(2).verify(&trail.database.db).await.unwrap();
    assert_eq!(found.problem_count, 6, "five rows and the first line of the anchor file");
    trail.tamper("UPDATE audit_rows SET key_id = 'k9' WHERE position = 2").await;
    assert_eq!(trail.problems().await, [(2, 2, ProblemKind::KeyUnknown)]);
}
