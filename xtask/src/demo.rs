//! `cargo xtask demo`: from a fresh machine to one address.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args as ClapArgs;

use crate::{interface, shell};

/// Where the demo bank runs.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The port to listen on.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the demo's data; it is made on the first start and kept.
    #[arg(long, default_value = "demo-data")]
    data_dir: PathBuf,
}

/// Builds interface and server and starts the demo bank.
pub(crate) fn run(args: &Args) -> Result<()> {
    interface::build()?;
    let program = shell::build_release()?.join("shouwen");
    let folder = std::env::current_dir()?.join(&args.data_dir).display().to_string();
    let port = args.port.to_string();
    shell::run(
        &program.display().to_string(),
        &["serve", "--demo", "--port", &port, "--data-dir", &folder],
    )
}
