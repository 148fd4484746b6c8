//! `cargo xtask check` and `fix`: everything a machine can judge without running the product.

use anyhow::Result;

use crate::{generate, interface, shell, tidy};

/// Runs all checks, the quick ones first.
pub(crate) fn check() -> Result<()> {
    shell::run("cargo", &["fmt", "--all", "--check"])?;
    tidy::run()?;
    shell::run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    document()?;
    licences()?;
    interface::check()?;
    generate::run(&generate::Args { check: true })
}

/// Formats and applies what lints can mend.
pub(crate) fn fix() -> Result<()> {
    shell::run(
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--fix", "--allow-dirty", "--allow-staged"],
    )?;
    shell::run("cargo", &["fmt", "--all"])?;
    interface::install("ui")?;
    shell::run_in("ui", "npm", &["run", "fix"])
}

fn document() -> Result<()> {
    shell::say("cargo doc");
    let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"];
    shell::run_command(shell::command("cargo", &arguments, "").env("RUSTDOCFLAGS", "-D warnings"))
}

/// Bans, licences and sources; the advisory database needs the network and is looked at where there is one.
fn licences() -> Result<()> {
    if !shell::works("cargo-deny", "--version") {
        shell::say(
            "cargo-deny is not installed: licences and bans are not checked here (cargo install cargo-deny)",
        );
        return Ok(());
    }
    shell::run("cargo", &["deny", "--offline", "check", "bans", "licenses", "sources"])
}
