//! Runs programs and finds the repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Tells the person what happens now.
#[expect(clippy::print_stderr, reason = "this program talks to a person at a terminal")]
pub(crate) fn say(line: impl AsRef<str>) {
    eprintln!("xtask: {}", line.as_ref());
}

/// Returns a command that will run in a folder below the root.
pub(crate) fn command(program: &str, arguments: &[&str], folder: &str) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root().join(folder));
    command
}

/// Runs a command and fails with its name when it fails.
pub(crate) fn run_command(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command.status().with_context(|| format!("cannot start {shown}"))?;
    if !status.success() {
        bail!("{shown} failed with {status}");
    }
    Ok(())
}

/// Runs a program at the root.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<()> {
    say(format!("{program} {}", arguments.join(" ")));
    run_command(&mut command(program, arguments, ""))
}

/// Runs a program in a folder below the root.
pub(crate) fn run_in(folder: &str, program: &str, arguments: &[&str]) -> Result<()> {
    say(format!("{program} {} (in {folder})", arguments.join(" ")));
    run_command(&mut command(program, arguments, folder))
}

/// Builds the program as the tests build it, so that what they built is not built anew: cargo joins the features of all
/// that it is asked for. Returns where the program stands.
pub(crate) fn build_program() -> Result<PathBuf> {
    run("cargo", &["build", "--workspace", "--bins", "--tests"])?;
    Ok(root().join("target/debug/shouwen"))
}

/// Builds all programs for use and measurement, and returns the folder in which they stand.
pub(crate) fn build_release() -> Result<PathBuf> {
    run("cargo", &["build", "--release", "--workspace", "--bins"])?;
    Ok(root().join("target/release"))
}

/// Returns whether a program can be started with an argument.
pub(crate) fn works(program: &str, argument: &str) -> bool {
    let status =
        Command::new(program).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Returns what a program prints.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = command(program, arguments, "")
        .output()
        .with_context(|| format!("cannot start `{program}`"))?;
    if !output.status.success() {
        bail!("`{program}` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Ends a child process when dropped, politely first.
pub(crate) struct Child(pub(crate) std::process::Child);

impl Drop for Child {
    fn drop(&mut self) {
        let pid = self.0.id().to_string();
        let asked = Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .is_ok_and(|status| status.success());
        if !asked {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}
