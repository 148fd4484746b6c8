//! `shouwen generate`: documents that are written by the program and kept in the repository.

mod configuration;
mod problems;
mod source;

use std::process::ExitCode;

use access::{RolePack, matrix};
use anyhow::{Context, Result, anyhow};
use app::feature::compose;

use crate::{commands, rooms};

/// Which document is printed.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// The description of the API, OpenAPI 3.1.
    Openapi,
    /// The page of all problem codes.
    Problems,
    /// Which role may do what.
    AccessMatrix,
    /// All settings with their defaults and explanations.
    Configuration,
}

/// Prints the document.
///
/// # Errors
/// It cannot be written; a defect.
pub fn run(command: &Command) -> Result<ExitCode> {
    let text = match command {
        Command::Openapi => compose(rooms::all()).openapi.to_pretty_json()?,
        Command::Problems => problems::render(),
        Command::AccessMatrix => access_matrix()?,
        Command::Configuration => configuration::render()?,
    };
    commands::say(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Renders the built-in roles; what a bank changed is its own matter.
fn access_matrix() -> Result<String> {
    let text =
        data::built_in::find("access/roles.yaml").context("the pack of roles is not built in")?;
    let (_, roles) =
        data::document::read::<RolePack>(&text).map_err(|problems| anyhow!("{problems:?}"))?;
    Ok(matrix::render(&roles, &compose(rooms::all()).permissions))
}
