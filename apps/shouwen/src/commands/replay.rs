//! `shouwen replay`: drives a running server with recorded arrivals, through its public API.
//!
//! The records are those of a real bank's telephone centre (see `commands::calls` for the columns).
//! Each call becomes a customer who takes a number at the recorded time; call types become services, priority callers
//! are marked as priority by the lobby manager, recorded service times decide when tellers finish, and callers who hung
//! up leave after the recorded patience. Time runs `speed` times faster than recorded.
//!
//! # Map
//! - `replay::calls`: the customers of a recorded day.
//! - `replay::api`: speaks with the server and keeps every latency.
//! - `replay::drive`: customers and tellers.
//! - `replay::report`: what is printed.

mod api;
mod calls;
mod drive;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::commands;

/// What to replay and where.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The address of the running server; its demo bank must be loaded.
    #[arg(long)]
    server: String,
    /// The records: tab-separated text with a header line.
    #[arg(long, value_name = "FILE")]
    calls: PathBuf,
    /// The branch whose customers come, by id or by code; the first one without it.
    #[arg(long)]
    branch: Option<String>,
    /// How many times faster than recorded.
    #[arg(long, default_value_t = 60.0)]
    speed: f64,
    /// The recorded day, as `yymmdd`; the first one in the file without it.
    #[arg(long)]
    day: Option<String>,
    /// The first hour of the day that is replayed.
    #[arg(long, default_value_t = 0)]
    from: u32,
    /// The hour before which the replay ends.
    #[arg(long, default_value_t = 24)]
    to: u32,
    /// How many tellers serve; one for each counter of the branch without it.
    #[arg(long)]
    tellers: Option<usize>,
    /// Prints one JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

/// Replays and prints.
///
/// # Errors
/// The records cannot be read, the server does not answer, or it has no demo bank.
pub fn run(args: &Args) -> Result<ExitCode> {
    anyhow::ensure!(
        args.speed.is_finite() && args.speed > 0.0,
        "`--speed` must be a positive number"
    );
    let text = std::fs::read(&args.calls)
        .with_context(|| format!("cannot read `{}`", args.calls.display()))?;
    let calls = calls::read(&text, args.day.as_deref(), args.from, args.to)?;
    anyhow::ensure!(!calls.is_empty(), "there are no calls on that day between those hours");
    commands::block_on(0, async {
        let plan = drive::Plan {
            calls,
            speed: args.speed,
            branch: args.branch.clone(),
            tellers: args.tellers,
        };
        let report = drive::run(&args.server, plan).await?;
        let text = if args.json { serde_json::to_string(&report)? } else { report.table() };
        commands::say(text);
        Ok(if report.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}
