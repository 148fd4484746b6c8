//! Lists for auditors.

use std::time::Duration;

use access::Scope;
use audit::{AuditError, Entry, Filter, Outcome};
use kernel::{Page, PageRequest, Timestamp};

use crate::trail::{Trail, branch};

async fn actions(trail: &Trail, scope: &Scope, filter: &Filter) -> Vec<String> {
    let page = PageRequest::default();
    let rows = trail.audit.list(&trail.database.db, scope, filter, &page).await;
    rows.expect("a list").items.into_iter().map(|row| row.action).collect()
}

async fn three_acts() -> Trail {
    let trail = Trail::start().await;
    let acts = [
        Entry::new("visit.called").on("visit", 1).branch(branch(1)),
        Entry::new("customer.unmasked")
            .on("customer", 2)
            .branch(branch(2))
            .reason("identity_check")
            .detail(serde_json::json!({ "field": "phone" })),
        Entry::new("session.refused").outcome(Outcome::Refused),
    ];
    for act in acts {
        trail.record(act).await;
        trail.clock.advance(Duration::from_mins(1));
    }
    trail
}

#[tokio::test]
async fn rows_are_listed_newest_first_within_the_scope() {
    let trail = three_acts().await;
    let all = actions(&trail, &Scope::All, &Filter::default()).await;
    assert_eq!(all, ["session.refused", "customer.unmasked", "visit.called"]);
    let scope = Scope::Branches([branch(1)].into());
    assert_eq!(actions(&trail, &scope, &Filter::default()).await, ["visit.called"]);
    let nothing = Scope::Branches([].into());
    assert_eq!(actions(&trail, &nothing, &Filter::default()).await, Vec::<String>::new());
}

#[tokio::test]
async fn every_filter_narrows() {
    let trail = three_acts().await;
    let start: Timestamp = "2026-11-22T01:00:00Z".parse().unwrap();
    let minute = Duration::from_mins(1);
    let filters = [
        Filter { branch: Some(branch(2)), ..Filter::default() },
        Filter { resource_kind: Some("customer".into()), ..Filter::default() },
        Filter { resource_id: Some("2".into()), ..Filter::default() },
        Filter { action: Some("customer.unmasked".into()), ..Filter::default() },
        Filter {
            actor: Some("test".into()),
            since: Some(start + minute),
            until: Some(start + minute * 2),
            ..Filter::default()
        },
    ];
    for filter in filters {
        assert_eq!(
            actions(&trail, &Scope::All, &filter).await,
            ["customer.unmasked"],
            "{filter:?}"
        );
    }
    let nobody = Filter { actor: Some("somebody".into()), ..Filter::default() };
    assert_eq!(actions(&trail, &Scope::All, &nobody).await, Vec::<String>::new());
}

#[tokio::test]
async fn pages_join_without_gap_or_overlap() {
    let trail = Trail::start().await;
    trail.fill(branch(1), 7).await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let request = PageRequest { limit: 3, cursor };
        let page = trail
            .audit
            .list(&trail.database.db, &Scope::All, &Filter::default(), &request)
            .await
            .unwrap();
        let Page { items, next } = page;
        assert!(items.len() <= 3);
        seen.extend(items.into_iter().map(|row| row.position));
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    // All of one instant, and still in the order in which they were recorded.
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn chains_of_one_instant_are_paged_without_gap_or_overlap() {
    let trail = Trail::start().await;
    for number in [1, 2, 3] {
        trail.fill(branch(number), 4).await;
        trail.clock.advance(Duration::from_micros(u64::from(number == 2)));
    }
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let request = PageRequest { limit: 2, cursor };
        let (db, filter) = (&trail.database.db, Filter::default());
        let page = trail.audit.list(db, &Scope::All, &filter, &request).await.unwrap();
        seen.extend(page.items.into_iter().map(|row| (row.at, row.position, row.id)));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 12);
    assert!(seen.is_sorted_by(|newer, older| newer > older), "{seen:?}");
}

#[tokio::test]
async fn a_row_tells_all_that_was_said() {
    let trail = three_acts().await;
    let filter = Filter { resource_id: Some("2".into()), ..Filter::default() };
    let page = PageRequest::default();
    let list = trail.audit.list(&trail.database.db, &Scope::All, &filter, &page).await.unwrap();
    let row = &list.items[0];
    assert_eq!(row.detail, serde_json::json!({ "field": "phone" }));
    assert_eq!(row.reason.as_deref(), Some("identity_check"));
    assert_eq!(row.branch_id, Some(branch(2)));
    assert_eq!((row.actor_kind.as_str(), row.actor_id.as_deref()), ("system", Some("test")));
    assert_eq!((row.outcome.as_str(), row.trace.as_str()), ("done", "job:test"));
}

#[tokio::test]
async fn a_foreign_cursor_is_refused() {
    let trail = Trail::start().await;
    for cursor in ["7", "", "1.2", "1.2.x", "1.2.00000000-0000-0000-0000-000000000001.4"] {
        let page = PageRequest { limit: 3, cursor: Some(cursor.into()) };
        let (db, filter) = (&trail.database.db, Filter::default());
        let list = trail.audit.list(db, &Scope::All, &filter, &page).await;
        assert!(matches!(list, Err(AuditError::Cursor)), "{cursor}");
    }
}
