//! The file of heads finds what the tables alone cannot tell.

use std::time::Duration;

use audit::{Anchored, ProblemKind};

use crate::trail::{Trail, branch};

const CUT: [&str; 2] = [
    "DELETE FROM audit_rows WHERE position > 3",
    "UPDATE audit_chains SET length = 3, head_mac = (SELECT mac FROM audit_rows WHERE position = 3)",
];

async fn anchored() -> Trail {
    let trail = Trail::start().await;
    trail.fill(branch(1), 5).await;
    assert_eq!(trail.anchor().await, Anchored { written: 1, refused: vec![] });
    trail
}

#[tokio::test]
async fn an_end_that_was_cut_with_its_head_is_found() {
    let trail = anchored().await;
    for sql in CUT {
        trail.tamper(sql).await;
    }
    assert_eq!(trail.problems().await, [(4, 5, ProblemKind::Truncated)]);
}

#[tokio::test]
async fn emptied_tables_are_found() {
    let trail = anchored().await;
    trail.tamper("DELETE FROM audit_rows").await;
    trail.tamper("DELETE FROM audit_chains").await;
    assert_eq!(trail.problems().await, [(1, 5, ProblemKind::Truncated)]);
}

#[tokio::test]
async fn a_history_that_grew_again_is_found_and_not_anchored_over() {
    let trail = anchored().await;
    for sql in CUT {
        trail.tamper(sql).await;
    }
    trail.fill(branch(1), 4).await;
    let refused = vec![branch(1).to_string()];
    assert_eq!(trail.anchor().await, Anchored { written: 0, refused });
    assert_eq!(trail.problems().await, [(1, 5, ProblemKind::Rewritten)]);
}

#[tokio::test]
async fn anchors_grow_with_the_chain_and_across_nodes() {
    let trail = anchored().await;
    assert_eq!(trail.anchor().await.written, 0, "nothing moved");
    trail.fill(branch(1), 1).await;
    trail.fill(branch(2), 1).await;
    assert_eq!(trail.anchor().await.written, 2);
    trail.fill(branch(2), 1).await;
    let other = trail.node(1);
    let written = other.anchor(&trail.database.db, trail.clock.now()).await.unwrap().written;
    assert_eq!(written, 1);
    let found = other.verify(&trail.database.db).await.unwrap();
    assert_eq!((found.problem_count, found.anchored), (0, 2));
}

#[tokio::test]
async fn a_missing_file_is_found() {
    let trail = anchored().await;
    std::fs::remove_file(trail.anchor_file()).unwrap();
    assert_eq!(trail.problems().await, [(0, 0, ProblemKind::AnchorMissing)]);
}

#[tokio::test]
async fn a_chain_without_its_line_is_found() {
    let trail = anchored().await;
    let text = std::fs::read_to_string(trail.anchor_file()).unwrap();
    let begin = text.lines().next().unwrap();
    std::fs::write(trail.anchor_file(), format!("{begin}\n")).unwrap();
    trail.clock.advance(Duration::from_hours(2));
    trail.fill(branch(2), 1).await;
    trail.tamper("UPDATE audit_chains SET head_mac = mac FROM audit_rows WHERE position = 4 AND length = 5").await;
    trail.anchor().await;
    let problems = trail.problems().await;
    assert!(problems.contains(&(1, 1, ProblemKind::AnchorMissing)), "{problems:?}");
    assert!(problems.contains(&(5, 5, ProblemKind::HeadChanged)), "{problems:?}");
}

#[tokio::test]
async fn a_changed_removed_or_reordered_line_is_found() {
    let trail = anchored().await;
    trail.fill(branch(2), 1).await;
    trail.anchor().await;
    let whole = std::fs::read_to_string(trail.anchor_file()).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let changed = whole.replace(" 5 ", " 3 ");
    let removed = [lines[0], lines[2], ""].join("\n");
    let reordered = [lines[0], lines[2], lines[1], ""].join("\n");
    for text in [changed, removed, reordered] {
        assert_ne!(text, whole);
        std::fs::write(trail.anchor_file(), text).unwrap();
        let problems = trail.problems().await;
        assert_eq!(problems[0].2, ProblemKind::AnchorChanged, "{problems:?}");
    }
    std::fs::write(trail.anchor_file(), whole).unwrap();
    assert_eq!(trail.problems().await, []);
}

#[tokio::test]
async fn a_line_cut_short_by_a_crash_is_no_crime() {
    let trail = anchored().await;
    let whole = std::fs::read_to_string(trail.anchor_file()).unwrap();
    std::fs::write(trail.anchor_file(), &whole[..whole.len() - 30]).unwrap();
    assert_eq!(trail.problems().await, []);
    trail.fill(branch(1), 1).await;
    assert_eq!(trail.anchor().await.written, 1);
    let found = trail.audit.verify(&trail.database.db).await.unwrap();
    assert_eq!((found.problem_count, found.anchored), (0, 1));
    let text = std::fs::read_to_string(trail.anchor_file()).unwrap();
    assert_eq!(text.lines().filter(|line| line.ends_with(" torn")).count(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_for_the_server_alone() {
    use std::os::unix::fs::PermissionsExt;

    let trail = anchored().await;
    let mode = std::fs::metadata(trail.anchor_file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
