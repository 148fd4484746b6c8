//! One file for each command; every command returns its exit code.

pub mod account;
pub mod audit;
pub mod backup;
pub(crate) mod calls;
pub mod check;
pub mod config;
pub mod copy_database;
pub mod generate;
pub mod keys;
pub mod replay;
pub mod serve;
pub mod simulate;

use std::future::Future;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use kernel::{Fault, Kind, Locale};

/// Writes a line for the person at the terminal.
pub(crate) fn say(line: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", line.as_ref());
    let _ = out.flush();
}

/// Writes an error and its causes for the person at the terminal.
pub(crate) fn complain(error: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "shouwen: {error}");
    for cause in error.chain().skip(1) {
        let _ = writeln!(out, "  because: {cause}");
    }
}

/// Turns a refusal into what a person at the terminal can act on: the sentence, and each field that is wrong.
pub(crate) fn told(refusal: impl Fault + Send + Sync + 'static) -> anyhow::Error {
    let mut text = refusal.sentence(Locale::En);
    for field in refusal.fields(Locale::En) {
        text.push_str(&["\n  ", &field.pointer, ": ", &field.detail].concat());
    }
    if refusal.kind() == Kind::Internal {
        anyhow::Error::new(refusal)
    } else {
        anyhow::Error::msg(text)
    }
}

/// Runs async work with a runtime of that many threads, one for each core when 0.
pub(crate) fn block_on(
    threads: usize,
    work: impl Future<Output = Result<ExitCode>>,
) -> Result<ExitCode> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if threads > 0 {
        builder.worker_threads(threads);
    }
    builder.enable_all().build()?.block_on(work)
}
