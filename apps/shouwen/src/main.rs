//! The `shouwen` program: parse, load, compose, run. Everything else is in the library beside it.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    shouwen::cli::run(shouwen::cli::Cli::parse())
}
