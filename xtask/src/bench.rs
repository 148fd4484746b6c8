//! `cargo xtask bench`: load on a running server.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args as ClapArgs;

use crate::{postgres, shell};

/// What to measure and where to write it.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Writes the figures as JSON into this file as well.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Measures on PostgreSQL too.
    #[arg(long)]
    postgres: bool,
    /// Measures the queueing engine alone, in seconds.
    #[arg(long)]
    engine: bool,
    /// Seconds of load for each figure.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// Builds the release and the load generator and measures.
pub(crate) fn run(args: &Args) -> Result<()> {
    let programs = shell::build_release()?;
    let generator = programs.join("sw-benches").display().to_string();
    let mut command = shell::command(&generator, &["--seconds", &args.seconds.to_string()], "");
    command.arg("--program").arg(programs.join("shouwen"));
    if args.engine {
        command.arg("--engine");
    }
    if let Some(file) = &args.json {
        command.arg("--json").arg(std::env::current_dir()?.join(file));
    }
    let server =
        if args.postgres { Some(postgres::start(postgres::Purpose::Figures)?) } else { None };
    if let Some(server) = &server {
        command.arg("--postgres").arg(&server.url);
    }
    shell::run_command(&mut command)
}
