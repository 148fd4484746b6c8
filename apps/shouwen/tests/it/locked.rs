//! A database that somebody else has locked.

use db::{Db, DbConfig};

use crate::server::Place;

#[tokio::test]
async fn a_locked_database_is_said_to_be_unavailable_and_nothing_is_lost() {
    let place = Place::with_demo().await;
    let server = place.start(&["--demo"]).await;
    let (branch, service) = server.branch_and_service().await;
    let other = Db::open(&DbConfig::at(place.database())).await.unwrap();
    let lock = other.begin_write().await.unwrap();
    let refused = server.ticket(&branch, &service, "while-it-is-locked").await.unwrap();
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    let problem: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(problem["code"], "database.unavailable");
    drop(lock);
    other.close().await.unwrap();
    let answered = server.ticket(&branch, &service, "while-it-is-locked").await.unwrap();
    assert_eq!(answered.status(), 201);
}
