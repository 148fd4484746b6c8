//! What other rooms read from memory follows changes at once on this node.

use organisation::api;
use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn a_change_is_seen_at_once() {
    let bank = Bank::found().await;
    let (app, manager) = (&bank.house.app, bank.east_manager().await);
    let counter = api::find_counter(app, bank.counter).await.unwrap().unwrap();
    assert!(counter.active && counter.serves(bank.services[0].id));
    assert_eq!(api::counters(app, bank.east).await.unwrap().len(), 1);
    let change = json!({ "version": 1, "active": false });
    let _ = manager.patch(&format!("/counters/{}", bank.counter), &change).await.expect(200);
    assert!(api::counters(app, bank.east).await.unwrap().is_empty());
    assert!(!api::find_counter(app, bank.counter).await.unwrap().unwrap().active);
}

/// Whoever asks after a commit sees it, also while somebody else is just looking for changes.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_is_seen_at_once_by_all_who_ask_together() {
    let bank = Bank::found().await;
    let (app, ctx, east) = (&bank.house.app, bank.house.ctx(), bank.east);
    for round in 0..30 {
        let offered: Vec<_> = bank.services.iter().take(round % 3).map(|one| one.id).collect();
        let expected = offered.len();
        let tx = app.db.begin_write().await.unwrap();
        api::offer_services(app, &ctx, &tx, east, offered).await.unwrap();
        tx.commit().await.unwrap();
        let readers = (0..8).map(|_| {
            let asking = app.clone();
            let ask = async move { api::offered_services(&asking, east).await.unwrap().len() };
            app.tasks.spawn(ask)
        });
        for reader in readers.collect::<Vec<_>>() {
            assert_eq!(reader.await.unwrap(), expected, "round {round}");
        }
    }
}

#[tokio::test]
async fn what_is_taken_back_is_never_seen() {
    let bank = Bank::found().await;
    let app = &bank.house.app;
    let tx = app.db.begin_write().await.unwrap();
    api::offer_services(app, &bank.house.ctx(), &tx, bank.east, Vec::new()).await.unwrap();
    drop(tx);
    assert_eq!(api::offered_services(app, bank.east).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_region_is_a_branch_and_all_below() {
    let bank = Bank::found().await;
    let app = &bank.house.app;
    assert_eq!(api::branches_below(app, bank.head).await.unwrap().len(), 3);
    assert_eq!(api::branches_below(app, bank.east).await.unwrap(), [bank.east]);
    let serving = api::branches(app).await.unwrap();
    assert_eq!(
        serving.iter().map(|branch| branch.code.as_str()).collect::<Vec<_>>(),
        ["E01", "W01"]
    );
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let bank = Bank::found().await;
    let app = &bank.house.app;
    let nowhere = bank.house.app.ids.next(bank.house.now());
    assert!(api::find_branch(app, nowhere).await.unwrap().is_none());
    let error = api::counters(app, nowhere).await.unwrap_err();
    assert_eq!(kernel::Fault::code(&error), "branch.not_found");
}
