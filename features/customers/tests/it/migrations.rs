//! What stood on timelines before a visit was one entry.

use db::{TestDatabase, migrate};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

/// Returns an id as it stands in a table, by a number.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[tokio::test]
async fn what_happened_before_is_put_together_by_visits() {
    let mut migrations = customers::feature().migrations;
    let visits = migrations.pop().unwrap();
    assert_eq!(visits.name(), "customers_0003_visits_on_timelines");
    let database = TestDatabase::create(&migrations).await.unwrap();
    let visit = format!(r#"{{"visit_id":"{}","number":"A001"}}"#, id(70));
    let rows = [
        (1, 10, "visit.taken", visit.as_str()),
        (2, 20, "visit.called", visit.as_str()),
        (3, 20, "visit.served", visit.as_str()),
        (4, 5, "customer.created", r#"{"tier":"gold"}"#),
    ];
    let tx = database.db.begin_write().await.unwrap();
    for (number, at, kind, payload) in rows {
        let columns = ["id", "customer_id", "kind", "at", "actor", "payload"];
        let values: [Expr; 6] = [
            id(number).into(),
            id(99).into(),
            kind.into(),
            i64::from(at).into(),
            "nobody".into(),
            payload.into(),
        ];
        let insert = Query::insert()
            .into_table("customers_timeline")
            .columns(columns)
            .values_panic(values)
            .take();
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
    migrations.push(visits);
    migrate::migrate(&database.db, &database.config, &migrations).await.unwrap();
    let all = "SELECT visit_id, leads FROM customers_timeline ORDER BY id";
    let all = Statement::from_string(database.db.backend().into(), all);
    let found = database.db.reader().query_all_raw(all).await.unwrap();
    let found: Vec<(Option<Uuid>, bool)> = found
        .iter()
        .map(|row| (row.try_get("", "visit_id").unwrap(), row.try_get("", "leads").unwrap()))
        .collect();
    assert_eq!(
        found,
        [(Some(id(70)), true), (Some(id(70)), false), (Some(id(70)), false), (None, true)]
    );
}
