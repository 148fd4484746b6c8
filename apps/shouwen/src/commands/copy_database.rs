//! `shouwen copy-database`: everything from one database into another, empty one.

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use app::feature::compose;
use db::{Db, DbConfig, copy, migrate};

use crate::{commands, rooms};

/// From where to where.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The database to read, `sqlite:…` or `postgres://…`; it must be up to date.
    #[arg(long, value_name = "URL")]
    pub from: String,
    /// The database to write, `sqlite:…` or `postgres://…`; it must be empty.
    #[arg(long, value_name = "URL")]
    pub to: String,
}

/// Copies.
///
/// # Errors
/// The source is not up to date, the target is not empty, one of them is away; the target is then as it was.
pub fn run(args: &Args) -> Result<ExitCode> {
    ensure!(args.from != args.to, "`--from` and `--to` are the same database");
    commands::block_on(0, async {
        let source = DbConfig::at(&args.from);
        if let Some(file) = source.sqlite_file() {
            ensure!(file.exists(), "there is no database at `{}`", file.display());
        }
        let from = Db::open(&source).await.context("the source cannot be opened")?;
        let rows = copy_into(&from, &DbConfig::at(&args.to)).await?;
        from.close().await?;
        commands::say(format!(
            "{rows} rows copied; the key ring and the audit anchors go with them and stay as they are"
        ));
        Ok(ExitCode::SUCCESS)
    })
}

/// Copies an open database into one that is made for it, and returns how many rows that were.
///
/// # Errors
/// As [`run`].
pub async fn copy_into(from: &Db, target: &DbConfig) -> Result<u64> {
    let migrations = compose(rooms::all()).migrations;
    let applied = copy::applied_migrations(from).await?;
    let missing = migrations
        .iter()
        .filter(|migration| !applied.iter().any(|name| name == migration.name()))
        .count();
    ensure!(
        missing == 0,
        "the source is {missing} migrations behind this program; start the server on it once"
    );
    ensure!(applied.len() == migrations.len(), "the source was written by a newer program");
    let to = Db::open(target).await.context("the target cannot be opened")?;
    migrate::migrate(&to, target, &migrations)
        .await
        .context("the target's schema cannot be made")?;
    copy::require_new(&to, &migrations).await?;
    let tell =
        |copied: &copy::Copied| commands::say(format!("{:>9} {}", copied.rows, copied.table));
    let copied = copy::copy_all(from, &to, tell).await?;
    to.close().await?;
    Ok(copied.iter().map(|table| table.rows).sum())
}
