//! `shouwen config`: the settings in force.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::ConfigArgs;
use crate::{commands, settings};

/// Prints the settings with secrets hidden.
///
/// # Errors
/// The settings cannot be loaded.
pub fn run(args: &ConfigArgs) -> Result<ExitCode> {
    commands::say(settings::print(&settings::load(args.config.as_deref())?)?);
    Ok(ExitCode::SUCCESS)
}
