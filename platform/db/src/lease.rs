//! Leases: one row says which node does a thing that only one may do at a time.
//!
//! A holder renews its lease inside the very transaction in which it acts.
//! The row is then locked until that transaction ends, so that a node which was believed dead and wakes up late
//! finds its lease gone and writes nothing.
//!
//! ```no_run
//! # async fn example(db: db::Db, now: kernel::Timestamp, node: &str) -> Result<(), db::DbError> {
//! use std::time::Duration;
//! let lease = db::lease::Lease::new("events.relay", node, Duration::from_secs(10));
//! let tx = db.begin_write().await?;
//! if lease.hold(&tx, now).await? {
//!     // Act, in this transaction.
//!     tx.commit().await?;
//! }
//! # Ok(())
//! # }
//! ```

use std::sync::Arc;
use std::time::Duration;

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use sea_orm_migration::sea_query::{Alias, Index, Table};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, schema};

use crate::migrate::Migrations;
use crate::{DbError, WriteTx};

/// The claim of one owner on one name.
#[derive(Clone, Debug)]
pub struct Lease {
    name: Arc<str>,
    owner: Arc<str>,
    lasts: Duration,
}

const HOLD: &str = "INSERT INTO db_leases (name, owner, until) VALUES ($1, $2, $3) \
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until \
    WHERE db_leases.owner = excluded.owner OR db_leases.until <= $4";

const SEIZE: &str = "INSERT INTO db_leases (name, owner, until) VALUES ($1, $2, $3) \
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until";

const RELEASE: &str = "DELETE FROM db_leases WHERE name = $1 AND owner = $2";

impl Lease {
    /// Names a lease, who wants it (unique to one running process) and how long it lasts after each renewal.
    pub fn new(name: &str, owner: &str, lasts: Duration) -> Self {
        Self { name: name.into(), owner: owner.into(), lasts }
    }

    /// Takes or renews the lease and returns whether it is held; it stays locked until the transaction ends.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn hold(&self, tx: &WriteTx, now: Timestamp) -> Result<bool, DbError> {
        let mut values = self.values(now);
        values.push(now.micros().into());
        self.execute(tx, HOLD, values).await
    }

    /// Takes the lease from whoever holds it.
    ///
    /// For the start of the one process that serves a SQLite file: its predecessor is gone, and waiting for the end
    /// of its lease would only lengthen the pause after a crash.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn seize(&self, tx: &WriteTx, now: Timestamp) -> Result<bool, DbError> {
        self.execute(tx, SEIZE, self.values(now)).await
    }

    /// Gives the lease back, so that another need not wait for its end; nothing happens when it is not held.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn release(&self, tx: &WriteTx) -> Result<(), DbError> {
        let values = vec![(*self.name).into(), (*self.owner).into()];
        self.execute(tx, RELEASE, values).await.map(drop)
    }

    fn values(&self, now: Timestamp) -> Vec<Value> {
        vec![(*self.name).into(), (*self.owner).into(), (now + self.lasts).micros().into()]
    }

    async fn execute(&self, tx: &WriteTx, sql: &str, values: Vec<Value>) -> Result<bool, DbError> {
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
        Ok(tx.execute_raw(statement).await?.rows_affected() > 0)
    }
}

/// Returns the migrations of this module.
pub fn migrations() -> Migrations {
    vec![Box::new(Leases)]
}

struct Leases;

impl MigrationName for Leases {
    fn name(&self) -> &'static str {
        "db_0001_leases"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Leases {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("db_leases"))
            .col(schema::string("name"))
            .col(schema::string("owner"))
            .col(schema::big_integer("until"))
            .primary_key(Index::create().name("db_leases_pkey").col(Alias::new("name")))
            .to_owned();
        manager.create_table(table).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TestDatabase;

    async fn hold(test: &TestDatabase, lease: &Lease, now: Timestamp) -> bool {
        let tx = test.db.begin_write().await.unwrap();
        let held = lease.hold(&tx, now).await.unwrap();
        tx.commit().await.unwrap();
        held
    }

    #[tokio::test]
    async fn a_lease_has_one_holder_until_it_ends_or_is_given_back() {
        let test = TestDatabase::create(&migrations()).await.unwrap();
        let ten = Duration::from_secs(10);
        let first = Lease::new("relay", "first", ten);
        let second = Lease::new("relay", "second", ten);
        let start = Timestamp::from_micros(1_000_000);
        assert!(hold(&test, &first, start).await);
        assert!(!hold(&test, &second, start + Duration::from_secs(9)).await);
        assert!(hold(&test, &first, start + Duration::from_secs(9)).await, "renewed");
        assert!(!hold(&test, &second, start + ten).await);
        assert!(hold(&test, &second, start + Duration::from_secs(19)).await, "it had ended");
        assert!(!hold(&test, &first, start + Duration::from_secs(20)).await);

        let tx = test.db.begin_write().await.unwrap();
        first.release(&tx).await.unwrap();
        second.release(&tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(hold(&test, &first, start + Duration::from_secs(20)).await);

        let tx = test.db.begin_write().await.unwrap();
        assert!(second.seize(&tx, start).await.unwrap());
        tx.commit().await.unwrap();
        assert!(!hold(&test, &first, start).await);
    }
}
