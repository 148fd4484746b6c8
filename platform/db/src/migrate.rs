//! Brings the schema up: forward only, one node at a time.

use std::collections::HashSet;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, TransactionTrait,
};
use sea_orm_migration::sea_query::{Alias, Query, Table};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::{Backend, Db, DbConfig, DbError};

/// The migrations of all rooms, in the order in which they are applied.
pub type Migrations = Vec<Box<dyn MigrationTrait>>;

const TABLE: &str = "db_migrations";

/// An arbitrary number that all nodes agree on, for PostgreSQL's advisory lock.
const LOCK: i64 = 0x5368_6f75;

/// Applies what has not been applied yet and returns the names of what was.
///
/// Other nodes that start at the same time wait: PostgreSQL holds an advisory lock on a connection of its own,
/// SQLite a lock on a file beside the database.
///
/// # Errors
/// The database is away, or a migration fails; the failed one is taken back whole.
pub async fn migrate(
    db: &Db,
    config: &DbConfig,
    migrations: &[Box<dyn MigrationTrait>],
) -> Result<Vec<String>, DbError> {
    match db.backend() {
        Backend::Sqlite => {
            let lock = config.sqlite_file().map(|file| file.with_extension("migrating"));
            let lock = lock.map(std::fs::File::create).transpose().map_err(DbError::Folder)?;
            if let Some(lock) = &lock {
                lock.lock().map_err(DbError::Folder)?;
            }
            migrate_alone(config, migrations).await
        }
        Backend::Postgres => {
            let holder = Database::connect(single(config)).await?;
            holder.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})")).await?;
            let applied = migrate_alone(config, migrations).await;
            holder.close().await?;
            applied
        }
    }
}

/// Migrates on a connection of its own.
async fn migrate_alone(
    config: &DbConfig,
    migrations: &[Box<dyn MigrationTrait>],
) -> Result<Vec<String>, DbError> {
    let connection = Database::connect(single(config)).await?;
    let applied = apply(&connection, migrations).await;
    connection.close().await?;
    applied
}

fn single(config: &DbConfig) -> ConnectOptions {
    let mut options = ConnectOptions::new(config.url.as_str());
    options.max_connections(1).sqlx_logging(false);
    options
}

async fn apply(
    connection: &DatabaseConnection,
    migrations: &[Box<dyn MigrationTrait>],
) -> Result<Vec<String>, DbError> {
    let manager = SchemaManager::new(connection);
    manager
        .create_table(
            Table::create()
                .table(Alias::new(TABLE))
                .if_not_exists()
                .col(sea_orm_migration::schema::string("name").primary_key())
                .to_owned(),
        )
        .await?;
    let rows = connection
        .query_all(Query::select().column(Alias::new("name")).from(Alias::new(TABLE)))
        .await?;
    let known = rows
        .iter()
        .map(|row| row.try_get_by_index::<String>(0))
        .collect::<Result<HashSet<_>, DbErr>>()?;
    let mut applied = Vec::new();
    for migration in migrations.iter().filter(|migration| !known.contains(migration.name())) {
        apply_one(connection, migration.as_ref()).await?;
        tracing::info!(migration.name = migration.name(), "applied a migration");
        applied.push(migration.name().to_owned());
    }
    Ok(applied)
}

#[expect(
    clippy::disallowed_methods,
    reason = "schema changes run alone, before anybody else writes"
)]
async fn apply_one(
    connection: &DatabaseConnection,
    migration: &dyn MigrationTrait,
) -> Result<(), DbError> {
    let tx = connection.begin().await?;
    migration.up(&SchemaManager::new(&tx)).await?;
    let mark = Query::insert()
        .into_table(Alias::new(TABLE))
        .columns([Alias::new("name")])
        .values_panic([migration.name().into()])
        .to_owned();
    tx.execute(&mark).await?;
    Ok(tx.commit().await?)
}
