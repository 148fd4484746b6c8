//! The browser tests: a real server with the demo bank, a real Chromium.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::shell::{self, Child};
use crate::{interface, system};

/// A running server with the demo bank.
pub(crate) struct Server {
    /// Where it answers.
    pub(crate) url: String,
    _process: Child,
}

/// Starts a server with the demo bank on a free port and waits until it says where.
pub(crate) fn start_server(program: &Path, folder: &Path) -> Result<Server> {
    let mut process = Command::new(program)
        .args(["serve", "--demo", "--port", "0", "--data-dir"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", program.display()))?;
    let output = process.stdout.take().context("the server has no standard output")?;
    let process = Child(process);
    let mut lines = BufReader::new(output).lines();
    let url = lines
        .find_map(|line| {
            line.ok()?
                .split_whitespace()
                .find(|word| word.starts_with("http://"))
                .map(str::to_owned)
        })
        .context("the server ended without saying where it listens")?;
    std::thread::spawn(move || lines.for_each(drop));
    Ok(Server { url, _process: process })
}

/// Builds interface and server and runs the browser tests against them.
pub(crate) fn test() -> Result<()> {
    interface::build()?;
    let program = shell::build_program()?;
    interface::install("tests/browser")?;
    let browser = system::chromium().context("Chromium is missing; run `cargo xtask doctor`")?;
    shell::run_command(
        shell::command("npm", &["test"], "tests/browser")
            .env("SHOUWEN_PROGRAM", program)
            .env("SHOUWEN_BROWSER", browser),
    )
}
