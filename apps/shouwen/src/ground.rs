//! Opens what every command stands on: the database, the key ring, the house.

use anyhow::{Context, Result, bail};
use app::AppConfig;
use app::feature::{Composition, compose};
use app::start::{self, Ground, House};
use db::{Db, copy, migrate};
use kernel::{Clock, Ids};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use vault::{Algorithm, KeyRing, Random, Vault};

use crate::{keys_file, rooms};

/// What seals the data of an installation that was not told otherwise.
pub const ALGORITHM: Algorithm = Algorithm::Aes256Gcm;

/// Whether the schema is brought up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Missing tables and columns are added.
    BringUp,
    /// The database must be up to date; for commands that only look.
    Leave,
}

/// Opens the database and the key ring, brings the schema up, and opens the house without running anything in it.
///
/// The key ring is made when there is none and the database is empty.
///
/// # Errors
/// The database is away or its key ring is missing; the schema is older than this program and is to be left; a rule
/// pack cannot be used.
pub async fn open(
    config: AppConfig,
    schema: Schema,
    metrics: Option<PrometheusHandle>,
) -> Result<House> {
    let composition = compose(rooms::all());
    let found = keys_file::find(&config.keys.ring_file)?;
    if schema == Schema::Leave {
        require_database(&config)?;
    }
    let db = Db::open(&config.database).await.context("the database cannot be opened")?;
    let empty = copy::list_tables(&db).await?.is_empty();
    let ring = match found {
        Some(ring) => ring,
        None if empty && schema == Schema::BringUp => new_ring(&config)?,
        None => bail!(
            "the database holds data, but its key ring `{}` is missing; put the ring of this database there \
             (without it sealed personal data cannot be read and the audit cannot be verified)",
            config.keys.ring_file.display()
        ),
    };
    bring_up(&db, &config, &composition, schema).await?;
    let ground = Ground {
        config,
        db,
        clock: Clock::system(),
        ids: Ids::system(),
        vault: Vault::new(ring, Random::system()),
        metrics,
        stop: CancellationToken::new(),
    };
    start::open(ground, composition).await.context("the house cannot be opened")
}

/// Fails when a file of SQLite does not exist, so that a command which only looks does not make one.
///
/// # Errors
/// There is no such file.
pub fn require_database(config: &AppConfig) -> Result<()> {
    match config.database.sqlite_file() {
        Some(file) if !file.exists() => bail!("there is no database at `{}`", file.display()),
        _ => Ok(()),
    }
}

fn new_ring(config: &AppConfig) -> Result<KeyRing> {
    let ring = KeyRing::generate(ALGORITHM, Clock::system().now(), &Random::system())?;
    keys_file::create(&config.keys.ring_file, &ring)?;
    tracing::info!(
        keys.file = %config.keys.ring_file.display(),
        "made a new key ring; keep a copy of it apart from the database and its backups"
    );
    Ok(ring)
}

async fn bring_up(
    db: &Db,
    config: &AppConfig,
    composition: &Composition,
    schema: Schema,
) -> Result<()> {
    if schema == Schema::BringUp {
        migrate::migrate(db, &config.database, &composition.migrations)
            .await
            .context("the schema cannot be brought up")?;
        return Ok(());
    }
    let known = copy::applied_migrations(db).await?;
    let missing = composition
        .migrations
        .iter()
        .filter(|migration| !known.iter().any(|name| name == migration.name()));
    match missing.count() {
        0 => Ok(()),
        count => bail!(
            "the schema is {count} migrations behind this program; start the server once to bring it up"
        ),
    }
}
