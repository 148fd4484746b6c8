//! A database of its own for every test, made from a migrated template.
//!
//! SQLite by default: a file copied from a template that the first test of a build migrates.
//! PostgreSQL when `TEST_DATABASE_URL` names a server on which databases may be created: `CREATE DATABASE … TEMPLATE …`.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sea_orm_migration::MigrationTrait;

use crate::migrate::migrate;
use crate::{Backend, Db, DbConfig, DbError};

/// A database that only one test uses.
#[derive(Debug)]
pub struct TestDatabase {
    /// The open database.
    pub db: Db,
    /// How to open it once more, as another node or after a crash.
    pub config: DbConfig,
    folder: tempfile::TempDir,
}

static COUNTER: AtomicU64 = AtomicU64::new(0);

impl TestDatabase {
    /// Creates and opens a database with these migrations applied.
    ///
    /// # Errors
    /// The template cannot be made, or the server of `TEST_DATABASE_URL` does not answer.
    pub async fn create(migrations: &[Box<dyn MigrationTrait>]) -> Result<Self, DbError> {
        let folder = tempfile::tempdir().map_err(DbError::Folder)?;
        let config = match server() {
            Some(server) => postgres(&server, migrations).await?,
            None => sqlite(folder.path(), migrations).await?,
        };
        let db = Db::open(&config).await?;
        Ok(Self { db, config, folder })
    }

    /// Returns a folder that lives as long as the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told their server by the environment")]
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

/// Names the set of migrations and the test program, whose build time changes when a migration is edited.
fn fingerprint(migrations: &[Box<dyn MigrationTrait>]) -> String {
    let mut hasher = DefaultHasher::new();
    for migration in migrations {
        migration.name().hash(&mut hasher);
    }
    if let Ok(program) = std::env::current_exe() {
        program.hash(&mut hasher);
        program.metadata().and_then(|meta| meta.modified()).ok().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

async fn sqlite(
    folder: &Path,
    migrations: &[Box<dyn MigrationTrait>],
) -> Result<DbConfig, DbError> {
    let template = template_file(migrations).await?;
    let file = folder.join("test.db");
    std::fs::copy(template, &file).map_err(DbError::Folder)?;
    Ok(DbConfig::at(format!("sqlite:{}", file.display())))
}

/// Returns the migrated template, made once for each build and moved into place whole.
async fn template_file(migrations: &[Box<dyn MigrationTrait>]) -> Result<PathBuf, DbError> {
    let folder = std::env::temp_dir().join("shouwen-test-templates");
    std::fs::create_dir_all(&folder).map_err(DbError::Folder)?;
    let template = folder.join(format!("{}.db", fingerprint(migrations)));
    if template.exists() {
        return Ok(template);
    }
    let number = COUNTER.fetch_add(1, Ordering::SeqCst);
    let draft = folder.join(format!("draft-{}-{number}.db", process::id()));
    let config = DbConfig::at(format!("sqlite:{}", draft.display()));
    let db = Db::open(&config).await?;
    migrate(&db, &config, migrations).await?;
    db.close().await?;
    std::fs::rename(&draft, &template).map_err(DbError::Folder)?;
    let _ = std::fs::remove_file(draft.with_extension("migrating"));
    Ok(template)
}

async fn postgres(
    server: &str,
    migrations: &[Box<dyn MigrationTrait>],
) -> Result<DbConfig, DbError> {
    let mut options = ConnectOptions::new(server);
    options.max_connections(1).sqlx_logging(false);
    let admin = Database::connect(options).await?;
    let template = format!("shouwen_template_{}", fingerprint(migrations));
    ensure_template(&admin, server, &template, migrations).await?;
    let number = COUNTER.fetch_add(1, Ordering::SeqCst);
    let name = format!("shouwen_test_{}_{number}", process::id());
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await?;
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
    admin.close().await?;
    // A machine that is busy with other tests is slow, and no test of the rooms is about that.
    Ok(DbConfig { pool: 8, wait_ms: 30_000, ..DbConfig::at(named(server, &name)) })
}

async fn ensure_template(
    admin: &DatabaseConnection,
    server: &str,
    template: &str,
    migrations: &[Box<dyn MigrationTrait>],
) -> Result<(), DbError> {
    admin.execute_unprepared("SELECT pg_advisory_lock(778001)").await?;
    let ready = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
    let ready = sea_orm::Statement::from_string(Backend::Postgres.into(), ready);
    if admin.query_one_raw(ready).await?.is_none() {
        let draft = format!("{template}_draft");
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {draft}")).await?;
        admin.execute_unprepared(&format!("CREATE DATABASE {draft}")).await?;
        let config = DbConfig { pool: 2, ..DbConfig::at(named(server, &draft)) };
        let db = Db::open(&config).await?;
        migrate(&db, &config, migrations).await?;
        db.close().await?;
        admin.execute_unprepared(&format!("ALTER DATABASE {draft} RENAME TO {template}")).await?;
    }
    admin.execute_unprepared("SELECT pg_advisory_unlock(778001)").await?;
    Ok(())
}

/// Puts a database name into the server's address.
fn named(server: &str, name: &str) -> String {
    let (address, options) =
        server.split_once('?').map_or((server, String::new()), |(a, o)| (a, format!("?{o}")));
    let base = address
        .rsplit_once('/')
        .filter(|(base, _)| !base.ends_with('/'))
        .map_or(address, |(base, _)| base);
    format!("{base}/{name}{options}")
}
