//! Load on a running server: how many requests it answers, how fast, and what that costs.
//!
//! The generator shares the machine with the server, and says so by measuring the server's own processor time.
//! Every figure is printed and, with `--json`, written into one object: `load` is a list of
//! `{name, backend, clients, requests_per_s, p50_ms, p99_ms, cpu_ms_per_request, rss_mib}`, and `engine` one of
//! `{name, times, p50_us, p99_us, target_us}`.
//!
//! # Map
//! - `client`: a lean HTTP/1.1 client, so that the generator leaves the processor to the server.
//! - `server`: starts the server and reads its processor time and memory.
//! - `load`: many clients doing one thing for some seconds.
//! - `cases`: what is measured; `desks`: counters with tellers for it.
//! - `engine`: the queueing engine by itself, without a server.
//! - `past`: a database with a million past visits.

mod cases;
mod client;
mod desks;
mod engine;
mod load;
mod past;
mod server;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

/// Measures a running server.
#[derive(Debug, Parser)]
struct Args {
    /// The server's program.
    #[arg(long)]
    program: PathBuf,
    /// Seconds of load for each figure.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Measures on this PostgreSQL server as well.
    #[arg(long)]
    postgres: Option<String>,
    /// How many past visits the start is measured with.
    #[arg(long, default_value_t = 1_000_000)]
    past_visits: u64,
    /// Measures the engine alone.
    #[arg(long)]
    engine: bool,
    /// Writes the figures as JSON into this file.
    #[arg(long)]
    json: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let engine = engine::run()?;
    let load = if args.engine { Vec::new() } else { load(&args).await? };
    if let Some(file) = &args.json {
        let figures = serde_json::json!({ "load": load, "engine": engine });
        std::fs::write(file, serde_json::to_string_pretty(&figures)?)?;
    }
    Ok(())
}

async fn load(args: &Args) -> Result<Vec<load::Figure>> {
    let mut figures = cases::run(&args.program, "sqlite", None, args.seconds).await?;
    if let Some(url) = &args.postgres {
        figures.extend(cases::run(&args.program, "postgres", Some(url), args.seconds).await?);
    }
    figures.push(past::start_with(&args.program, args.past_visits).await?);
    Ok(figures)
}
