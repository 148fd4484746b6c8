//! The `slip-bridge` program: parse and run. Everything else is in the library beside it.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    slip_bridge::cli::run(slip_bridge::cli::Cli::parse())
}
