//! Somebody with a key to the database changes the record.

use db::{Db, DbConfig};
use sea_orm::ConnectionTrait;

use crate::server::{Place, said};

async fn tamper(place: &Place, sql: &str) {
    let db = Db::open(&DbConfig::at(place.database())).await.unwrap();
    let tx = db.begin_write().await.unwrap();
    assert!(tx.execute_unprepared(sql).await.unwrap().rows_affected() > 0);
    tx.commit().await.unwrap();
    db.close().await.unwrap();
}

#[tokio::test]
async fn a_record_nobody_touched_is_found_whole() {
    let place = Place::with_demo().await;
    let verified = place.run(&["audit", "verify"]).await;
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    assert!(said(&verified).contains("nothing is wrong"));
}

#[tokio::test]
async fn what_was_done_to_the_record_is_found() {
    const FIRST: &str = "(SELECT MIN(id) FROM audit_rows WHERE position > 1)";
    for (sql, word) in [
        (
            format!("UPDATE audit_rows SET action = 'nothing.happened' WHERE id = {FIRST}"),
            "changed",
        ),
        (format!("DELETE FROM audit_rows WHERE id = {FIRST}"), "removed"),
        ("DELETE FROM audit_rows WHERE position > 3".to_owned(), "removed"),
    ] {
        let place = Place::with_demo().await;
        tamper(&place, &sql).await;
        let verified = place.run(&["audit", "verify"]).await;
        assert_eq!(verified.status.code(), Some(1), "{sql}: {}", said(&verified));
        assert!(said(&verified).contains(word), "{sql}: {}", said(&verified));
    }
}
