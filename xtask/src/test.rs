//! `cargo xtask test`: unit, property, both databases, interface, browser.

use anyhow::Result;
use clap::Args as ClapArgs;

use crate::{browser, interface, postgres, shell, system};

/// Which tests to run; all of them without a choice.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Only the Rust tests on SQLite.
    #[arg(long)]
    sqlite: bool,
    /// Only the Rust tests on PostgreSQL.
    #[arg(long)]
    postgres: bool,
    /// Only the interface's own tests.
    #[arg(long)]
    ui: bool,
    /// Only the browser tests.
    #[arg(long)]
    browser: bool,
}

/// Runs the tests.
pub(crate) fn run(args: &Args) -> Result<()> {
    let all = !(args.sqlite || args.postgres || args.ui || args.browser);
    if all || args.postgres || args.browser {
        system::ensure_test_packages()?;
    }
    if all || args.sqlite {
        rust(None)?;
        shell::run("cargo", &["test", "--workspace", "--doc", "--quiet"])?;
    }
    if all || args.postgres {
        let server = postgres::start()?;
        rust(Some(&server.url))?;
    }
    if all || args.ui {
        interface::test()?;
    }
    if all || args.browser {
        browser::test()?;
    }
    Ok(())
}

/// Runs all Rust tests, by nextest where it is installed; on PostgreSQL when an address is given.
fn rust(database: Option<&str>) -> Result<()> {
    let nextest = shell::works("cargo-nextest", "--version");
    let arguments: &[&str] =
        if nextest { &["nextest", "run", "--workspace"] } else { &["test", "--workspace", "--lib", "--bins", "--tests"] };
    let on = if database.is_some() { "PostgreSQL" } else { "SQLite" };
    shell::say(format!("cargo {} on {on}", arguments.join(" ")));
    let mut command = shell::command("cargo", arguments, "");
    // Pending and unreferenced snapshots are failures, not questions.
    command.env("INSTA_UPDATE", "no");
    match database {
        Some(url) => command.env("TEST_DATABASE_URL", url),
        None => command.env_remove("TEST_DATABASE_URL"),
    };
    shell::run_command(&mut command)
}
