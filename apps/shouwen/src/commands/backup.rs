//! `shouwen backup` and `shouwen restore`: a folder with everything that an installation needs to come back.
//!
//! The folder holds `database.db` (always SQLite, whatever the database is), the audit anchors, on request the key ring,
//! and `manifest.json`, which is written last: a folder without it is not a backup.
//! A backup is made while the server goes on serving.

mod manifest;
mod restore;

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use app::AppConfig;
use app::feature::compose;
use db::{Backend, Db, DbConfig, copy, migrate};
use kernel::Clock;

use crate::cli::ConfigArgs;
use crate::{commands, ground, keys_file, rooms, settings};
use manifest::{Keys, Manifest};

/// The database inside a backup.
const DATABASE: &str = "database.db";
/// The audit anchors inside a backup.
const ANCHORS: &str = "audit-anchors.log";
/// The key ring inside a backup.
const RING: &str = "keys.toml";

/// What to back up and where to.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// The settings.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// The folder; it is made, and must be empty when it exists.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Puts the key ring into the backup; whoever has the folder then reads every customer.
    #[arg(long)]
    pub with_keys: bool,
}

/// What to restore and where from.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// The settings of the place to restore into; its database must not exist or be empty.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// The folder of a backup.
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
}

/// Makes a backup.
///
/// # Errors
/// The database or the key ring cannot be read, or the folder cannot be written.
pub fn backup(args: &BackupArgs) -> Result<ExitCode> {
    let config = settings::load(args.config.config.as_deref())?;
    commands::block_on(0, async {
        let manifest = make(&config, &args.to, args.with_keys).await?;
        let rows: u64 = manifest.rows.values().sum();
        commands::say(format!(
            "{rows} rows of {} tables are in `{}`",
            manifest.rows.len(),
            args.to.display()
        ));
        if !args.with_keys {
            let ids = manifest.keys.ids.join(", ");
            commands::say(format!(
                "the key ring ({ids}) is not in it; without these keys it cannot be restored"
            ));
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Restores a backup into an empty place and verifies the audit.
///
/// # Errors
/// The backup is not whole, the place is not empty, the key ring is missing.
pub fn restore(args: &RestoreArgs) -> Result<ExitCode> {
    let config = settings::load(args.config.config.as_deref())?;
    commands::block_on(0, restore::run(config, &args.from))
}

async fn make(config: &AppConfig, folder: &Path, with_keys: bool) -> Result<Manifest> {
    ground::require_database(config)?;
    let ring_file = &config.keys.ring_file;
    let ring = keys_file::load(ring_file)?;
    make_folder(folder)?;
    // Anchors first: the rows copied afterwards are at least as new.
    if let Some(anchors) = config.audit.anchor_file.as_ref().filter(|anchors| anchors.exists()) {
        fs::copy(anchors, folder.join(ANCHORS)).context("the audit anchors cannot be copied")?;
    }
    let db = Db::open(&config.database).await.context("the database cannot be opened")?;
    let file = folder.join(DATABASE);
    match db.backend() {
        Backend::Sqlite => {
            copy::snapshot(&db, &file).await.context("the database cannot be copied")?;
        }
        Backend::Postgres => {
            commands::copy_database::copy_into(&db, &sqlite(&file)).await?;
        }
    }
    if with_keys {
        keys_file::create(&folder.join(RING), &ring)?;
    }
    let backend = if db.backend() == Backend::Sqlite { "sqlite" } else { "postgres" };
    db.close().await?;
    let copied = Db::open(&sqlite(&file)).await.context("the copy cannot be opened")?;
    let manifest = Manifest {
        format: manifest::FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: Clock::system().now(),
        backend: backend.to_owned(),
        migrations: copy::applied_migrations(&copied).await?,
        rows: copy::count_rows(&copied).await?,
        keys: Keys {
            included: with_keys,
            ids: ring.describe().map(|(id, ..)| id.to_string()).collect(),
        },
        files: Vec::new(),
    };
    copied.close().await?;
    manifest.write(folder)
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        let empty = fs::read_dir(folder)
            .with_context(|| format!("cannot read `{}`", folder.display()))?
            .next()
            .is_none();
        ensure!(empty, "`{}` is not empty", folder.display());
        return Ok(());
    }
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("cannot make the folder `{}`", folder.display()))
}

/// Returns how to open a file of SQLite.
fn sqlite(file: &Path) -> DbConfig {
    DbConfig::at(format!("sqlite:{}", file.display()))
}

/// Brings a copy of an older database up to this program.
async fn bring_up(config: &DbConfig) -> Result<()> {
    let db = Db::open(config).await?;
    migrate::migrate(&db, config, &compose(rooms::all()).migrations).await?;
    Ok(db.close().await?)
}
