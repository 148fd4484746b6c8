//! `cargo xtask generate`: files that are written by a program and kept in the repository.

use anyhow::{Result, bail};
use clap::Args as ClapArgs;

use crate::{interface, shell};

/// Whether to write or only to compare.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Fails when a file is out of date instead of writing it.
    #[arg(long)]
    pub(crate) check: bool,
}

/// What is generated, and the program's word for it.
const FILES: [(&str, &str); 4] = [
    ("docs/api/openapi.json", "openapi"),
    ("docs/api/problems.md", "problems"),
    ("docs/access-matrix.txt", "access-matrix"),
    ("docs/guides/configuration.toml", "configuration"),
];

/// The interface's types, generated from the description of the API.
const CLIENT: &str = "ui/src/api/schema.ts";

/// Writes or compares the generated files.
pub(crate) fn run(args: &Args) -> Result<()> {
    shell::build_program()?;
    let mut stale = Vec::new();
    for (file, word) in FILES {
        let text = shell::output("target/debug/shouwen", &["generate", word])?;
        let path = shell::root().join(file);
        if std::fs::read_to_string(&path).ok().as_deref() == Some(&text) {
            continue;
        }
        stale.push(file);
        if !args.check {
            std::fs::write(&path, text)?;
        }
    }
    if !args.check {
        interface::install("ui")?;
        return shell::run_in("ui", "npm", &["run", "generate"]);
    }
    interface::install("ui")?;
    let before = std::fs::read(shell::root().join(CLIENT))?;
    shell::run_in("ui", "npm", &["run", "generate"])?;
    if std::fs::read(shell::root().join(CLIENT))? != before {
        stale.push(CLIENT);
    }
    if stale.is_empty() {
        Ok(())
    } else {
        bail!("out of date, run `cargo xtask generate`: {}", stale.join(", "))
    }
}
