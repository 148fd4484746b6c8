//! The interface: installed, checked, tested and built with Node.

use std::path::Path;

use anyhow::{Result, bail};

use crate::shell;

/// Installs the interface's packages as the lock file says, unless they are there.
pub(crate) fn install(folder: &str) -> Result<()> {
    if !shell::works("npm", "--version") {
        bail!(
            "Node is missing; install Node 20 or newer with npm (Debian: apt-get install nodejs npm)"
        );
    }
    let lock = shell::root().join(folder).join("package-lock.json");
    let mark = shell::root().join(folder).join("node_modules/.package-lock.json");
    if newer(&mark, &lock) {
        return Ok(());
    }
    shell::run_in(folder, "npm", &["ci", "--no-audit", "--no-fund"])
}

fn newer(file: &Path, than: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|meta| meta.modified()).ok();
    time(file) >= time(than) && file.exists()
}

/// Builds the interface into `ui/dist`.
pub(crate) fn build() -> Result<()> {
    install("ui")?;
    shell::run_in("ui", "npm", &["run", "build"])
}

/// Checks types, style and imports.
pub(crate) fn check() -> Result<()> {
    install("ui")?;
    shell::run_in("ui", "npm", &["run", "check"])
}

/// Runs the interface's own tests.
pub(crate) fn test() -> Result<()> {
    install("ui")?;
    shell::run_in("ui", "npm", &["test"])
}

/// Starts the development server.
pub(crate) fn develop() -> Result<()> {
    install("ui")?;
    shell::run_in("ui", "npm", &["run", "dev"])
}
