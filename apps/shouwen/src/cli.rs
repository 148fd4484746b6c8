//! The commands and their options.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands;

/// Shouwen 首问: the system a bank serves its customers with.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// What to do; without a command the server starts.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Where the settings are.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ConfigArgs {
    /// The configuration file (TOML); defaults and `SHOUWEN__…` variables apply without one.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// One command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Starts the server.
    Serve(commands::serve::Args),
    /// Prints the settings in force, with secrets hidden.
    Config(ConfigArgs),
    /// Checks things without starting the server.
    #[command(subcommand)]
    Check(commands::check::Command),
    /// Verifies the audit.
    #[command(subcommand)]
    Audit(commands::audit::Command),
    /// Manages the key ring.
    #[command(subcommand)]
    Keys(commands::keys::Command),
    /// Creates a sign-in for a member of staff; the password is read from standard input.
    CreateAccount(commands::account::Args),
    /// Writes a copy of the database, the key ring and the audit anchors into a folder.
    Backup(commands::backup::BackupArgs),
    /// Puts a backup back into an empty place.
    Restore(commands::backup::RestoreArgs),
    /// Copies everything from one database into another, empty one.
    CopyDatabase(commands::copy_database::Args),
    /// Drives a running server with recorded arrivals.
    Replay(commands::replay::Args),
    /// Lets recorded customers come to a hall on paper and judges dispatch, estimates and staffing.
    #[command(subcommand)]
    Simulate(commands::simulate::Command),
    /// Writes generated documents.
    #[command(subcommand, hide = true)]
    Generate(commands::generate::Command),
}

/// Runs a command and says on standard error what went wrong.
pub fn run(cli: Cli) -> ExitCode {
    // Databases, backups and anchors are for the account that runs the program, and for nobody else on the machine.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let command = cli.command.unwrap_or_else(|| Command::Serve(commands::serve::Args::default()));
    let outcome = match command {
        Command::Serve(args) => commands::serve::run(&args),
        Command::Config(args) => commands::config::run(&args),
        Command::Check(command) => commands::check::run(&command),
        Command::Audit(command) => commands::audit::run(&command),
        Command::Keys(command) => commands::keys::run(&command),
        Command::CreateAccount(args) => commands::account::run(&args),
        Command::Backup(args) => commands::backup::backup(&args),
        Command::Restore(args) => commands::backup::restore(&args),
        Command::CopyDatabase(args) => commands::copy_database::run(&args),
        Command::Replay(args) => commands::replay::run(&args),
        Command::Simulate(command) => commands::simulate::run(&command),
        Command::Generate(command) => commands::generate::run(&command),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error);
            ExitCode::FAILURE
        }
    }
}
