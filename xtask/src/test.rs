//! `cargo xtask test`: unit, property, both databases, interface, browser.

use anyhow::{Context, Result};
use clap::{Args as ClapArgs, ValueEnum};

use crate::{browser, interface, postgres, shell, system};

/// Which tests to run; all of them without a choice.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Only one part.
    part: Option<Part>,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The Rust tests on SQLite.
    Sqlite,
    /// The Rust tests on PostgreSQL.
    Postgres,
    /// The interface's own tests.
    Ui,
    /// The browser tests.
    Browser,
}

/// Runs the tests.
pub(crate) fn run(args: &Args) -> Result<()> {
    let wanted = |part: Part| args.part.is_none_or(|only| only == part);
    if !matches!(args.part, Some(Part::Ui)) {
        system::ensure_test_packages()?;
    }
    if wanted(Part::Sqlite) {
        rust(None)?;
        shell::run("cargo", &["test", "--workspace", "--doc", "--quiet"])?;
    }
    if wanted(Part::Postgres) {
        let server = postgres::start(postgres::Purpose::Tests)?;
        rust(Some(&server.url))?;
    }
    if wanted(Part::Ui) {
        interface::test()?;
    }
    if wanted(Part::Browser) {
        browser::test()?;
    }
    Ok(())
}

/// Runs all Rust tests, by nextest where it is installed; on PostgreSQL when an address is given.
fn rust(database: Option<&str>) -> Result<()> {
    let nextest = shell::works("cargo-nextest", "--version");
    let arguments: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]
    };
    let on = if database.is_some() { "PostgreSQL" } else { "SQLite" };
    shell::say(format!("cargo {} on {on}", arguments.join(" ")));
    let mut command = shell::command("cargo", arguments, "");
    // Pending and unreferenced snapshots are failures, not questions.
    command.env("INSTA_UPDATE", "no");
    // Named, the tests of mail fail without it instead of having nothing to test.
    let mail = system::mail_server().context("Exim is missing; run `cargo xtask doctor`")?;
    command.env("TEST_MAIL_SERVER", mail);
    match database {
        Some(url) => command.env("TEST_DATABASE_URL", url),
        None => command.env_remove("TEST_DATABASE_URL"),
    };
    shell::run_command(&mut command)
}
