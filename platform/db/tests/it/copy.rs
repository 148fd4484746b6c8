//! A whole database into another one.
//!
//! With `TEST_DATABASE_URL` the way goes from PostgreSQL to SQLite and back, otherwise between two files.

use std::path::Path;

use db::copy::{self, CopyError};
use db::{Backend, Db, DbConfig, TestDatabase, migrate};
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, binary_null, boolean, double, integer, string, text, text_null, uuid,
    uuid_null,
};

/// More than two pages.
const MANY: u32 = 4_321;

struct World;

impl MigrationName for World {
    fn name(&self) -> &'static str {
        "test_0001_world"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for World {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Named such that the order of names is not the order of references.
        manager.create_table(places()).await?;
        manager.create_table(lines()).await?;
        let seed = Query::insert()
            .into_table("zones")
            .columns(["id", "count", "share", "open", "name", "note", "seal"])
            .values_panic([
                1.into(),
                1_i64.into(),
                0.5.into(),
                true.into(),
                "seed".into(),
                "".into(),
                Vec::<u8>::new().into(),
            ])
            .to_owned();
        manager.create_table(zones()).await?;
        manager.execute(seed).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Points into itself.
fn places() -> TableCreateStatement {
    Table::create()
        .table("places")
        .col(uuid("id").primary_key())
        .col(uuid_null("above"))
        .foreign_key(
            ForeignKey::create().name("fk_places").from("places", "above").to("places", "id"),
        )
        .to_owned()
}

/// Points to places, and has a key of two columns.
fn lines() -> TableCreateStatement {
    Table::create()
        .table("lines")
        .col(uuid("place"))
        .col(integer("number"))
        .col(text_null("words"))
        .col(binary_null("seal"))
        .primary_key(Index::create().name("pk_lines").col("place").col("number"))
        .foreign_key(
            ForeignKey::create().name("fk_lines").from("lines", "place").to("places", "id"),
        )
        .to_owned()
}

/// Has every kind of column, and a row that the migration put there.
fn zones() -> TableCreateStatement {
    Table::create()
        .table("zones")
        .col(integer("id").primary_key())
        .col(big_integer("count"))
        .col(double("share"))
        .col(boolean("open"))
        .col(string("name"))
        .col(text("note"))
        .col(binary("seal"))
        .to_owned()
}

fn migrations() -> migrate::Migrations {
    vec![Box::new(World)]
}

async fn execute(db: &Db, sql: &str, values: Vec<Value>) {
    let tx = db.begin_write().await.unwrap();
    tx.execute_raw(Statement::from_sql_and_values(db.backend().into(), sql, values)).await.unwrap();
    tx.commit().await.unwrap();
}

fn id(number: u128) -> Value {
    uuid::Uuid::from_u128(number).into()
}

/// Fills a source: a tree whose children sort before their parents, many lines, odd values.
async fn fill(db: &Db) {
    for (place, above) in [(9, None), (5, Some(9)), (2, Some(5)), (1, Some(2))] {
        let above = above.map_or(Value::Uuid(None), id);
        execute(db, "INSERT INTO places (id, above) VALUES ($1, $2)", vec![id(place), above]).await;
    }
    let tx = db.begin_write().await.unwrap();
    for number in 0..MANY {
        let words = (number % 3 > 0).then(|| format!("第{number}行，'引号'"));
        let values =
            vec![id(5), number.cast_signed().into(), words.into(), vec![0_u8, 255, 1].into()];
        let sql = "INSERT INTO lines (place, number, words, seal) VALUES ($1, $2, $3, $4)";
        tx.execute_raw(Statement::from_sql_and_values(db.backend().into(), sql, values))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let odd = vec![
        7.into(),
        i64::MIN.into(),
        0.1.into(),
        false.into(),
        "名".into(),
        "".into(),
        Vec::<u8>::new().into(),
    ];
    let sql = "INSERT INTO zones (id, count, share, open, name, note, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    execute(db, sql, odd).await;
    execute(db, "UPDATE zones SET name = $1 WHERE id = 1", vec!["changed".into()]).await;
}

/// Says everything that is in a database.
async fn content(db: &Db) -> Vec<String> {
    let mut all = Vec::new();
    for sql in [
        "SELECT CAST(COUNT(*) AS bigint), CAST(SUM(number) AS bigint), CAST(COUNT(words) AS bigint) FROM lines",
        "SELECT CAST(COUNT(*) AS bigint), CAST(COUNT(above) AS bigint), CAST(1 AS bigint) FROM places",
        "SELECT count, CAST(id AS bigint), CAST(CASE WHEN open THEN 1 ELSE 0 END AS bigint) FROM zones ORDER BY id",
    ] {
        for row in db
            .reader()
            .query_all_raw(Statement::from_string(db.backend().into(), sql))
            .await
            .unwrap()
        {
            let number = |index| row.try_get_by_index::<i64>(index).unwrap();
            all.push(format!("{} {} {}", number(0), number(1), number(2)));
        }
    }
    let sql = "SELECT words, seal FROM lines WHERE number IN (0, 1) ORDER BY number";
    for row in
        db.reader().query_all_raw(Statement::from_string(db.backend().into(), sql)).await.unwrap()
    {
        let words: Option<String> = row.try_get_by_index(0).unwrap();
        let seal: Vec<u8> = row.try_get_by_index(1).unwrap();
        all.push(format!("{words:?} {seal:?}"));
    }
    let sql = "SELECT name, share FROM zones ORDER BY id";
    for row in
        db.reader().query_all_raw(Statement::from_string(db.backend().into(), sql)).await.unwrap()
    {
        all.push(format!(
            "{} {}",
            row.try_get_by_index::<String>(0).unwrap(),
            row.try_get_by_index::<f64>(1).unwrap()
        ));
    }
    all
}

async fn file(folder: &Path, name: &str, migrations: &migrate::Migrations) -> Db {
    let config = DbConfig::at(format!("sqlite:{}", folder.join(name).display()));
    let db = Db::open(&config).await.unwrap();
    migrate::migrate(&db, &config, migrations).await.unwrap();
    db
}

#[tokio::test]
async fn everything_arrives_there_and_back() {
    let (first, last) = (
        TestDatabase::create(&migrations()).await.unwrap(),
        TestDatabase::create(&migrations()).await.unwrap(),
    );
    fill(&first.db).await;
    let middle = file(first.folder(), "middle.db", &migrations()).await;
    copy::require_new(&middle, &migrations()).await.unwrap();
    let mut told = Vec::new();
    let copied =
        copy::copy_all(&first.db, &middle, |table| told.push(table.clone())).await.unwrap();
    assert_eq!(told, copied);
    let position = |name: &str| copied.iter().position(|table| table.table == name).unwrap();
    assert!(position("places") < position("lines"));
    assert_eq!(copied[position("lines")].rows, u64::from(MANY));
    assert_eq!(content(&first.db).await, content(&middle).await);
    copy::require_new(&last.db, &migrations()).await.unwrap();
    copy::copy_all(&middle, &last.db, |_| ()).await.unwrap();
    assert_eq!(content(&first.db).await, content(&last.db).await);
    assert_eq!(
        copy::count_rows(&first.db).await.unwrap(),
        copy::count_rows(&last.db).await.unwrap()
    );
}

#[tokio::test]
async fn a_target_with_data_is_refused() {
    let test = TestDatabase::create(&migrations()).await.unwrap();
    copy::require_new(&test.db, &migrations()).await.unwrap();
    execute(&test.db, "INSERT INTO places (id) VALUES ($1)", vec![id(1)]).await;
    let refused = copy::require_new(&test.db, &migrations()).await;
    assert!(matches!(refused, Err(CopyError::NotEmpty { table, rows: 1 }) if table == "places"));
}

#[tokio::test]
async fn a_copy_that_fails_leaves_the_target_as_it_was() {
    let test = TestDatabase::create(&migrations()).await.unwrap();
    fill(&test.db).await;
    let target = file(test.folder(), "target.db", &migrations()).await;
    execute(
        &target,
        "CREATE TRIGGER full BEFORE INSERT ON zones BEGIN SELECT RAISE(ABORT, 'full'); END",
        Vec::new(),
    )
    .await;
    assert!(copy::copy_all(&test.db, &target, |_| ()).await.is_err());
    copy::require_new(&target, &migrations()).await.unwrap();
}

#[tokio::test]
async fn another_schema_is_refused() {
    let test = TestDatabase::create(&migrations()).await.unwrap();
    let target = file(test.folder(), "target.db", &Vec::new()).await;
    assert!(matches!(
        copy::copy_all(&test.db, &target, |_| ()).await,
        Err(CopyError::Differs { .. })
    ));
}

#[tokio::test]
async fn a_file_is_copied_while_somebody_writes() {
    let test = TestDatabase::create(&migrations()).await.unwrap();
    let copied = test.folder().join("copied.db");
    if test.db.backend() == Backend::Postgres {
        assert!(copy::snapshot(&test.db, &copied).await.is_err());
        return;
    }
    fill(&test.db).await;
    let tx = test.db.begin_write().await.unwrap();
    tx.execute_unprepared("DELETE FROM lines").await.unwrap();
    copy::snapshot(&test.db, &copied).await.unwrap();
    tx.commit().await.unwrap();
    let copied = file(test.folder(), "copied.db", &migrations()).await;
    assert_eq!(copy::count_rows(&copied).await.unwrap()["lines"], u64::from(MANY));
    assert_eq!(copy::count_rows(&test.db).await.unwrap()["lines"], 0);
    assert_eq!(copy::applied_migrations(&copied).await.unwrap(), ["test_0001_world"]);
    assert!(
        copy::has_rows(&copied, "places").await.unwrap()
            && !copy::has_rows(&test.db, "lines").await.unwrap()
    );
}
