//! Everything a developer or a machine does with this repository: `cargo xtask <command>`.
//!
//! # Map
//! - `shell`: runs programs and finds the repository.
//! - `system`: what is taken from the system's packages, installed when allowed and otherwise named exactly.
//! - `postgres`: a PostgreSQL server of our own for the tests.
//! - `layering`, `tidy`: rules about the source that the compiler does not know.
//! - one file for each of the larger commands.

mod bench;
mod browser;
mod check;
mod demo;
mod dist;
mod generate;
mod interface;
mod layering;
mod postgres;
mod shell;
mod system;
mod test;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Works on this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Formatting, lints, documents, layering, licences, generated files: everything but tests.
    Check,
    /// Formats and applies what lints can mend.
    Fix,
    /// Runs all tests: unit, property, both databases, interface, browser.
    Test(test::Args),
    /// Builds the interface into `ui/dist`.
    Ui,
    /// Starts the interface's development server; the server must be running on port 8080.
    Dev,
    /// Builds everything and starts the demo bank.
    Demo(demo::Args),
    /// Writes generated files; with `--check` fails when one is out of date.
    Generate(generate::Args),
    /// Checks layering, inheritance of lints, file sizes, migrations and documents.
    Tidy,
    /// Measures a running server under load and writes the figures.
    Bench(bench::Args),
    /// Builds the release, starts it on an empty folder and asks for a sign of life.
    Dist,
    /// Says what of the system is missing and how to install it.
    Doctor,
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Check => check::check(),
        Command::Fix => check::fix(),
        Command::Test(args) => test::run(&args),
        Command::Ui => interface::build(),
        Command::Dev => interface::develop(),
        Command::Demo(args) => demo::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Tidy => tidy::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Dist => dist::run(),
        Command::Doctor => system::doctor(),
    }
}
