//! `copy-database` there and back.

use db::{Backend, Db, DbConfig, TestDatabase, copy};

use crate::server::{Place, said};

/// From SQLite into another SQLite, or with `TEST_DATABASE_URL` into PostgreSQL, and back into SQLite.
#[tokio::test]
async fn a_whole_installation_moves_there_and_back() {
    let (place, back) = (Place::with_demo().await, Place::empty());
    let middle = TestDatabase::create(&[]).await.unwrap();
    middle.db.clone().close().await.unwrap();
    let there = place
        .run(&["copy-database", "--from", &place.database(), "--to", &middle.config.url])
        .await;
    assert_eq!(there.status.code(), Some(0), "{}", said(&there));
    let twice = place
        .run(&["copy-database", "--from", &place.database(), "--to", &middle.config.url])
        .await;
    assert_eq!(twice.status.code(), Some(1));
    assert!(said(&twice).contains("not empty"), "{}", said(&twice));
    let home =
        place.run(&["copy-database", "--from", &middle.config.url, "--to", &back.database()]).await;
    assert_eq!(home.status.code(), Some(0), "{}", said(&home));

    let first = Db::open(&DbConfig::at(place.database())).await.unwrap();
    let last = Db::open(&DbConfig::at(back.database())).await.unwrap();
    assert_eq!(first.backend(), Backend::Sqlite);
    assert_eq!(copy::count_rows(&first).await.unwrap(), copy::count_rows(&last).await.unwrap());
    last.close().await.unwrap();
    for file in ["keys.toml", "audit-anchors.log"] {
        std::fs::copy(place.path().join(file), back.path().join(file)).unwrap();
    }
    let verified = back.run(&["audit", "verify"]).await;
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
}
