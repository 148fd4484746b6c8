//! `shouwen simulate lobby`: what the dispatch, the wait estimate, the forecast and the staffing are worth.
//!
//! The records are those that `shouwen replay` drives a server with (see `commands::calls` for the columns).
//! Ways of calling are compared by letting the same customers come again to as many counters as were at work; who would
//! have waited how long before hanging up is drawn from what the record shows of patience.
//! Estimates are judged twice: on the recorded waits, and on the simulated ones under our rules.
//! An estimate, a forecast and a staffing plan know only what came before.
//!
//! # Map
//! - `days`: the days of the records, those learned from and those judged.
//! - `past`: what the days before teach of services and patience.
//! - `paper`: days as a scenario of the engine. `record`: days as they went.
//! - `compare`: the ways of calling. `estimates`: the wait estimates. `plan`: forecast and staffing.
//! - `report`: what is printed.

mod compare;
mod days;
mod estimates;
mod paper;
mod past;
mod plan;
mod record;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, Result, anyhow, ensure};
use queueing::{ALL, Policy, ServiceTarget};
use serde::Deserialize;

use crate::commands::{self, calls};
use days::{Days, Span};
use estimates::Estimate;
use paper::{Assumptions, Counters};
use past::Past;
use report::{Report, Setting};

/// Where the rules of the hall are built in.
const RULES: &str = "lobby/cn/dispatch.yaml";

/// What to simulate.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The records to judge by: tab-separated text with a header line.
    #[arg(long, value_name = "FILE")]
    calls: PathBuf,
    /// The records to learn from; without them everything is learned on the way.
    #[arg(long, value_name = "FILE")]
    train: Option<PathBuf>,
    /// The days to judge by, as `yymmdd..yymmdd`; all that were not learned from without it.
    #[arg(long, value_name = "SPAN")]
    days: Option<Span>,
    /// The days to learn from, as `yymmdd..yymmdd`; all of `--train` without it.
    #[arg(long, value_name = "SPAN", requires = "train")]
    train_days: Option<Span>,
    /// How many counters are open: a number, or `schedule` for as many as the record shows at work.
    #[arg(long, default_value = "schedule")]
    counters: Counters,
    /// The share of ordinary callers who count as care customers; the records know none.
    #[arg(long, default_value_t = 0.1)]
    care_share: f64,
    /// How many times longer than on record customers are willing to wait; a hall is not a telephone.
    #[arg(long, default_value_t = 1.0)]
    patience: f64,
    /// The pack with our rules; the built-in `lobby/cn` without it.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// The seed of everything that is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The share of callers that staffing should serve in time.
    #[arg(long, default_value_t = 0.8)]
    target_share: f64,
    /// The wait in seconds that still counts as in time.
    #[arg(long, default_value_t = 20)]
    target_s: u32,
    /// Prints one JSON object instead of tables.
    #[arg(long)]
    json: bool,
}

/// Simulates and prints.
///
/// # Errors
/// The records or the rules cannot be read, no day is left to judge, or days to learn from come after it.
pub fn run(args: &Args) -> Result<ExitCode> {
    ensure!((0.0..=1.0).contains(&args.care_share), "`--care-share` must lie between 0 and 1");
    ensure!(
        args.patience.is_finite() && args.patience > 0.0,
        "`--patience` must be a positive number"
    );
    let report = report(args)?;
    commands::say(if args.json { serde_json::to_string(&report)? } else { report.tables() });
    Ok(ExitCode::SUCCESS)
}

fn report(args: &Args) -> Result<Report> {
    let target = ServiceTarget::new(args.target_share, f64::from(args.target_s))?;
    let policy = rules(args.rules.as_deref())?;
    let train = args.train.as_deref().map(read).transpose()?.unwrap_or_default();
    let days = Days::choose(read(&args.calls)?, args.days, train, args.train_days)?;
    let past = Past::of(days.learned_from().flat_map(|day| &day.calls));
    let assumptions = Assumptions {
        counters: args.counters,
        care_share: args.care_share,
        patience: args.patience,
        seed: args.seed,
    };
    let comparison = compare::compare(&days, &past, &assumptions, &policy)?;
    let estimates = estimates::judge(&days, &comparison.ours, &policy)?;
    Ok(Report {
        setting: Setting::of(&days, &past, &assumptions),
        policies: comparison.policies,
        recorded: comparison.recorded,
        fairness: comparison.fairness,
        estimate: Estimate::of(&estimates[0].classes[ALL]),
        estimates,
        plan: plan::plan(&days, &past, &assumptions, &policy, &target, args.target_s),
    })
}

fn read(path: &Path) -> Result<Vec<calls::Call>> {
    let text = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    calls::read(&text)
}

/// The part of the rules of a hall that the simulation needs.
#[derive(Deserialize)]
struct Rules {
    dispatch: Policy,
}

fn rules(path: Option<&Path>) -> Result<Policy> {
    let text = match path {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| format!("cannot read `{}`", path.display()))?,
        None => data::built_in::find(RULES).context("the rules of the hall are not built in")?,
    };
    let (_, rules) = data::document::read::<Rules>(&text)
        .map_err(|problems| anyhow!("the rules cannot be used: {problems:?}"))?;
    Ok(rules.dispatch)
}

impl FromStr for Counters {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        match (text, text.parse()) {
            ("schedule", _) => Ok(Self::Schedule),
            (_, Ok(counters)) if counters > 0 => Ok(Self::Fixed(counters)),
            _ => Err(anyhow!("neither `schedule` nor a number of counters")),
        }
    }
}

#[cfg(test)]
mod tests;
