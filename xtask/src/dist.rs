//! `cargo xtask dist`: the release, and proof that it starts on an empty folder.

use anyhow::Result;

use crate::{browser, interface, shell};

/// Builds the release, starts it on an empty folder and asks for a sign of life.
pub(crate) fn run() -> Result<()> {
    interface::build()?;
    shell::run(
        "cargo",
        &["build", "--profile", "dist", "--package", "shouwen", "--package", "slip-bridge"],
    )?;
    let program = shell::root().join("target/dist/shouwen");
    let folder = tempfile::tempdir()?;
    let server = browser::start_server(&program, folder.path())?;
    shell::say(format!("the release answers at {}", server.url));
    Ok(())
}
