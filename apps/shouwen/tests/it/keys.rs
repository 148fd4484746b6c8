//! A change of keys reaches every sealed value, of every room.

use std::collections::BTreeSet;

use db::Backend;
use sea_orm::QueryResult;

use crate::bank::demo_bank;

/// Binary columns that are digests and nothing to seal.
const DIGESTS: [&str; 13] = [
    "access_recovery_codes.code_hash",
    "access_sessions.token_hash",
    "audit_chains.head_mac",
    "audit_rows.mac",
    "customers_cards.number_index",
    "customers_customers.name_index",
    "customers_customers.phone_index",
    "customers_documents.number_index",
    "lobby_appointments.phone_index",
    "lobby_appointments.token_digest",
    "lobby_kiosks.token_digest",
    "lobby_leased_numbers.token_digest",
    "lobby_visits.token_digest",
];

/// A new binary column has to be named: by its room as sealed, or here.
#[tokio::test]
async fn every_binary_column_is_known_as_sealed_or_as_a_digest() {
    let house = demo_bank().await;
    let sql = match house.app.db.backend() {
        Backend::Sqlite => {
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND lower(c.type) LIKE '%blob%' AND lower(c.type) NOT LIKE 'uuid%'"
        }
        Backend::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE data_type = 'bytea' AND table_schema = current_schema()"
        }
    };
    let text = |row: &QueryResult, at| row.try_get_by_index::<String>(at).unwrap();
    let binary: BTreeSet<String> = house
        .rows(sql)
        .await
        .iter()
        .map(|row| format!("{}.{}", text(row, 0), text(row, 1)))
        .collect();
    let sealed = house.app.sealed.iter().map(|column| column.field.name().to_owned());
    let known: BTreeSet<String> = sealed.chain(DIGESTS.map(str::to_owned)).collect();
    assert_eq!(binary, known);
}

#[tokio::test]
async fn everything_that_the_demo_bank_holds_is_sealed_anew_once() {
    let house = demo_bank().await;
    let app = house.with_changed_keys();
    assert!(app::reseal(&app).await.unwrap() > 6_000, "names, numbers, documents of 2 000 people");
    assert_eq!(app::reseal(&app).await.unwrap(), 0, "everything is up to date");
    for column in app.sealed.iter() {
        let (table, sealed) = column.field.place();
        let sql = format!("SELECT {sealed} FROM {table} WHERE {sealed} IS NOT NULL");
        for row in house.rows(&sql).await {
            let value: Vec<u8> = row.try_get_by_index(0).unwrap();
            assert!(!app.vault.needs_rotation(&value), "{}", column.field.name());
        }
    }
}
