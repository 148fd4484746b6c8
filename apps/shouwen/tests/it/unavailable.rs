//! A database that is locked, full or gone.

use db::{Backend, Db, DbConfig};
use sea_orm::ConnectionTrait;
use serde_json::json;
use testing::{Answer, TestApp};

use crate::bank::demo_bank;
use crate::server::Place;

/// Takes a number at the first branch.
async fn ticket(house: &TestApp, path: &str, service: &str) -> Answer {
    house.nobody().post(path, &json!({ "service_id": service })).await
}

async fn branch_and_service(house: &TestApp) -> (String, String) {
    let branches = house.nobody().get("/public/branches").await.expect(200);
    let path = format!("/public/branches/{}", branches.text_at("/items/0/id"));
    let kiosk = house.nobody().get(&format!("{path}/kiosk")).await.expect(200);
    (format!("{path}/tickets"), kiosk.text_at("/services/1/id"))
}

async fn count(house: &TestApp) -> usize {
    house.rows("SELECT id FROM lobby_visits").await.len()
}

fn assert_unavailable(answer: &Answer) {
    assert_eq!(answer.status(), 503, "{}", answer.text());
    assert_eq!(answer.text_at("/code"), "database.unavailable");
    assert!(answer.header("retry-after").is_some());
}

/// On PostgreSQL a full disk comes as an error of class 53, which the unit tests of `db` cover.
#[tokio::test]
async fn a_full_database_says_so_and_acknowledges_nothing() {
    let house = demo_bank().await;
    if house.app.db.backend() == Backend::Postgres {
        return;
    }
    let (path, service) = branch_and_service(&house).await;
    let write = async |sql: &str| {
        let tx = house.app.db.begin_write().await?;
        tx.execute_unprepared(sql).await?;
        tx.commit().await
    };
    let limit = async |sql: &str| {
        // What the house writes by itself may find the disk full in the same group, which then fails as a whole.
        let again = write(sql).await.is_err();
        if again {
            write(sql).await.unwrap();
        }
    };
    // No page more than there are: what fits into half-empty pages still goes in.
    limit("PRAGMA max_page_count = 1").await;
    let mut acknowledged = 0;
    let refused = loop {
        let answer = ticket(&house, &path, &service).await;
        if answer.status() != 201 {
            break answer;
        }
        acknowledged += 1;
    };
    assert_unavailable(&refused);
    assert_eq!(count(&house).await, acknowledged, "exactly what was acknowledged is there");
    limit("PRAGMA max_page_count = 1000000").await;
    assert_eq!(ticket(&house, &path, &service).await.status(), 201);
    assert_eq!(count(&house).await, acknowledged + 1);
}

#[tokio::test]
async fn a_database_that_is_gone_is_said_to_be_unavailable() {
    let house = demo_bank().await;
    let (path, service) = branch_and_service(&house).await;
    house.app.db.clone().close().await.unwrap();
    assert_unavailable(&ticket(&house, &path, &service).await);
}

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
