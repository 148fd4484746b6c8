//! One small table to write to.

use db::TestDatabase;
use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer;

struct Notes;

impl MigrationName for Notes {
    fn name(&self) -> &'static str {
        "test_0001_notes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Notes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("notes"))
            .col(big_integer("id").primary_key())
            .col(big_integer("value"))
            .to_owned();
        manager.create_table(table).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

pub(crate) async fn database() -> TestDatabase {
    TestDatabase::create(&[Box::new(Notes)]).await.unwrap()
}

pub(crate) async fn insert(db: &impl ConnectionTrait, id: i64) -> Result<(), DbErr> {
    db.execute_unprepared(&format!("INSERT INTO notes (id, value) VALUES ({id}, 0)"))
        .await
        .map(drop)
}

pub(crate) async fn count(db: &db::Db) -> i64 {
    let count = Query::select()
        .expr(Func::count(Expr::col(Alias::new("id"))))
        .from(Alias::new("notes"))
        .to_owned();
    db.reader().query_one(&count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
