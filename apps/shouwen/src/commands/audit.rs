//! `shouwen audit verify`: whether anything was done to the record.

use std::process::ExitCode;

use anyhow::Result;
use kernel::Locale;

use crate::cli::ConfigArgs;
use crate::ground::{self, Schema};
use crate::{commands, settings};

/// What to do with the record.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Reads every row and holds it against its digest, the heads and the anchors; ends with 1 when something is wrong.
    Verify(ConfigArgs),
}

/// Runs the command.
///
/// # Errors
/// The database, the key ring or the anchors cannot be read.
pub fn run(command: &Command) -> Result<ExitCode> {
    let Command::Verify(args) = command;
    let config = settings::load(args.config.as_deref())?;
    commands::block_on(0, async {
        let house = ground::open(config, Schema::Leave, None).await?;
        let found = house.app.audit.verify(&house.app.db).await?;
        house.app.db.clone().close().await?;
        for problem in &found.problems {
            commands::say(problem.sentence(Locale::En));
        }
        let unlisted = found.problem_count - u64::try_from(found.problems.len())?;
        if unlisted > 0 {
            commands::say(format!("and {unlisted} more"));
        }
        let (rows, chains, anchored) = (found.rows, found.chains, found.anchored);
        let verdict = if found.ok() {
            "nothing is wrong".to_owned()
        } else {
            format!("{} problems", found.problem_count)
        };
        commands::say(format!(
            "{rows} rows in {chains} chains, {anchored} of them anchored: {verdict}"
        ));
        Ok(if found.ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}
