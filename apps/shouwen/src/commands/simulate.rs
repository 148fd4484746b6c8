//! `shouwen simulate`: a hall on paper, run by the code that runs the real one.

pub mod lobby;

use std::process::ExitCode;

use anyhow::Result;

/// What is simulated.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Compares ways of calling, and wait estimates, over recorded arrivals.
    Lobby(lobby::Args),
}

/// Simulates and prints.
///
/// # Errors
/// The records or the rules cannot be read.
pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Lobby(args) => lobby::run(args),
    }
}
