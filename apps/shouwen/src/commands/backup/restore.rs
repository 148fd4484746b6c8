//! Puts a backup back, into an empty place only.

use std::fs::{self, File};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use app::AppConfig;
use app::feature::compose;
use db::{Backend, Db, copy};
use kernel::Locale;
use vault::KeyRing;

use super::manifest::Manifest;
use super::{ANCHORS, DATABASE, RING, bring_up, sqlite};
use crate::ground::{self, Schema};
use crate::{commands, keys_file, rooms};

/// Restores; everything is looked at before anything is written.
pub(super) async fn run(config: AppConfig, folder: &Path) -> Result<ExitCode> {
    let manifest = Manifest::load(folder)?;
    require_known(&manifest)?;
    require_empty(&config).await?;
    let ring = ring(&config, folder, &manifest)?;
    let anchors = anchors(&config, folder, &manifest)?;
    if let Some(ring) = ring {
        keys_file::create(&config.keys.ring_file, &ring)?;
    }
    if let Some(target) = anchors {
        keys_file::make_folder(target)?;
        fs::copy(folder.join(ANCHORS), target).context("the audit anchors cannot be written")?;
    }
    write_database(&config, folder).await?;
    compare(&config, &manifest).await?;
    verify(config, &manifest).await
}

fn require_known(manifest: &Manifest) -> Result<()> {
    let known = compose(rooms::all()).migrations;
    let unknown = manifest
        .migrations
        .iter()
        .find(|name| !known.iter().any(|migration| migration.name() == *name));
    match unknown {
        Some(name) => bail!(
            "the backup was made by a newer program ({}): `{name}` is not known here",
            manifest.program
        ),
        None => Ok(()),
    }
}

async fn require_empty(config: &AppConfig) -> Result<()> {
    if let Some(file) = config.database.sqlite_file() {
        // A log left behind by a crash would be played into the restored file.
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut path = file.clone().into_os_string();
            path.push(suffix);
            ensure!(
                !Path::new(&path).exists(),
                "there is a database at `{}`; a backup is restored into an empty place only",
                Path::new(&path).display()
            );
        }
        return Ok(());
    }
    let db = Db::open(&config.database).await.context("the database cannot be opened")?;
    let tables = copy::list_tables(&db).await?;
    db.close().await?;
    ensure!(
        tables.is_empty(),
        "the database has {} tables; a backup is restored into an empty one only",
        tables.len()
    );
    Ok(())
}

/// Returns the ring that is to be written; `None` when the place has the keys already.
fn ring(config: &AppConfig, folder: &Path, manifest: &Manifest) -> Result<Option<KeyRing>> {
    let place = &config.keys.ring_file;
    let (ring, write) = match keys_file::find(place)? {
        Some(ring) => (ring, false),
        None if manifest.has(RING) => (keys_file::load(&folder.join(RING))?, true),
        None => bail!("the key ring is not in the backup; put it at `{}` first", place.display()),
    };
    for id in &manifest.keys.ids {
        let there = ring.describe().any(|(other, ..)| other.as_str() == id);
        ensure!(
            there,
            "the key ring `{}` does not hold the key `{id}` of the backup",
            place.display()
        );
    }
    Ok(write.then_some(ring))
}

/// Returns where the anchors are to be written; `None` when there are none, or the same ones are there already.
fn anchors<'a>(
    config: &'a AppConfig,
    folder: &Path,
    manifest: &Manifest,
) -> Result<Option<&'a Path>> {
    let Some(place) = config.audit.anchor_file.as_deref().filter(|_| manifest.has(ANCHORS)) else {
        return Ok(None);
    };
    if !place.exists() {
        return Ok(Some(place));
    }
    ensure!(
        fs::read(place)? == fs::read(folder.join(ANCHORS))?,
        "`{}` holds other anchors than the backup; move them away and keep them, for they tell what came after it",
        place.display()
    );
    Ok(None)
}

async fn write_database(config: &AppConfig, folder: &Path) -> Result<()> {
    let source = folder.join(DATABASE);
    if config.database.backend()? == Backend::Postgres {
        // An older backup is brought up in a copy; the backup itself stays as it is.
        let passage = tempfile::tempdir()?;
        let copied = passage.path().join(DATABASE);
        fs::copy(&source, &copied)?;
        bring_up(&sqlite(&copied)).await?;
        let from = Db::open(&sqlite(&copied)).await?;
        commands::copy_database::copy_into(&from, &config.database).await?;
        return Ok(from.close().await?);
    }
    let target = config.database.sqlite_file().context("the database has no file")?;
    keys_file::make_folder(&target)?;
    let draft = target.with_extension("restoring");
    fs::copy(&source, &draft).with_context(|| format!("cannot write `{}`", draft.display()))?;
    File::open(&draft)?.sync_all()?;
    fs::rename(&draft, &target)?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?)
}

/// Holds the number of rows of every table against the manifest.
async fn compare(config: &AppConfig, manifest: &Manifest) -> Result<()> {
    let db = Db::open(&config.database).await?;
    let counts = copy::count_rows(&db).await?;
    db.close().await?;
    for (table, expected) in &manifest.rows {
        let found = counts.get(table).copied().unwrap_or_default();
        ensure!(found == *expected, "`{table}` has {found} rows and should have {expected}");
    }
    Ok(())
}

async fn verify(config: AppConfig, manifest: &Manifest) -> Result<ExitCode> {
    let house = ground::open(config, Schema::BringUp, None).await?;
    let found = house.app.audit.verify(&house.app.db).await?;
    house.app.db.clone().close().await?;
    let rows: u64 = manifest.rows.values().sum();
    commands::say(format!("{rows} rows of the backup of {} are restored", manifest.made_at));
    for problem in &found.problems {
        commands::say(problem.sentence(Locale::En));
    }
    commands::say(format!(
        "audit: {} rows in {} chains, {} problems",
        found.rows, found.chains, found.problem_count
    ));
    Ok(if found.ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
