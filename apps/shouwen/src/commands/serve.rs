//! `shouwen serve`: the server.
//!
//! It ends with 0 when it was told to stop, and with 1 when it could not start or go on.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use app::{App, AppConfig};
use db::DbConfig;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::cli::ConfigArgs;
use crate::ground::{self, Schema};
use crate::telemetry::{self, Telemetry};
use crate::{commands, demo, interface, settings};

/// Where the demo bank keeps its data when it is told neither a folder nor a configuration.
const DEMO_FOLDER: &str = "demo-data";

/// The open files that thousands of live screens need.
const OPEN_FILES: u64 = 65_536;

/// How to serve.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// The settings.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// Loads an invented bank into an empty database and lets everybody sign in as anybody; never in production.
    #[arg(long)]
    pub demo: bool,
    /// The port to listen on; 0 takes a free one.
    #[arg(long)]
    pub port: Option<u16>,
    /// The folder for the SQLite database, the key ring and the audit anchors.
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}

/// Serves until told to stop.
///
/// # Errors
/// The settings, the key ring or the database cannot be used; the port is taken.
pub fn run(args: &Args) -> Result<ExitCode> {
    let config = configure(args, settings::load(args.config.config.as_deref())?);
    commands::block_on(config.server.threads, serve(config))
}

/// Applies the options to the settings.
fn configure(args: &Args, mut config: AppConfig) -> AppConfig {
    config.demo |= args.demo;
    if let Some(port) = args.port {
        config.server.listen.set_port(port);
    }
    let demo_folder =
        (args.demo && args.config.config.is_none()).then(|| PathBuf::from(DEMO_FOLDER));
    if let Some(folder) = args.data_dir.clone().or(demo_folder) {
        keep_in(&mut config, &folder);
    }
    if config.demo {
        config.access.rates = access::config::RateConfig::off();
        config.access.streams = access::config::StreamsConfig::off();
    }
    config
}

/// Puts everything that is kept into one folder.
fn keep_in(config: &mut AppConfig, folder: &Path) {
    let url = format!("sqlite:{}", folder.join("shouwen.db").display());
    config.database = DbConfig { url, ..config.database.clone() };
    config.keys.ring_file = folder.join("keys.toml");
    config.audit.anchor_file = Some(folder.join("audit-anchors.log"));
}

async fn serve(mut config: AppConfig) -> Result<ExitCode> {
    let telemetry = telemetry::start(&config.telemetry)?;
    raise_open_files();
    let asked = config.server.listen;
    let listener =
        app::serve::listen(asked).with_context(|| format!("cannot listen on `{asked}`"))?;
    let address = listener.local_addr()?;
    if config.demo && config.public_url == AppConfig::default().public_url {
        config.public_url = reachable(address);
    }
    let house = ground::open(config, Schema::BringUp, Some(telemetry.metrics.clone())).await?;
    demo::prepare(&house.app).await.context("the demo bank cannot be loaded")?;
    demo::past::write(&house.app).await.context("the past of the demo bank cannot be written")?;
    anchor(&house.app).await?;
    let (app, operations) = house.run();
    app.tasks.spawn(Telemetry::keep(telemetry.metrics.clone(), app.stop.clone()));
    app.tasks.spawn(stop_on_signal(
        app.clone(),
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    ));
    let router = app::router::build(app.clone(), operations, interface::serve);
    tracing::info!(server.address = %address, server.public_url = app.config.public_url, demo = app.config.demo, "ready");
    commands::say(format!("首问 Shouwen 已启动 · ready at {}", reachable(address)));
    let served = app::serve::serve(app.clone(), listener, router).await;
    close(app).await;
    telemetry.finish().await;
    served.context("the server failed")?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the address that a browser on this machine understands.
fn reachable(address: SocketAddr) -> String {
    match address.ip() {
        IpAddr::V4(ip) if !ip.is_loopback() && !ip.is_unspecified() => format!("http://{address}"),
        IpAddr::V6(ip) if !ip.is_loopback() && !ip.is_unspecified() => format!("http://{address}"),
        _ => format!("http://localhost:{}", address.port()),
    }
}

/// Writes the first anchor, so that what happened while the server was down is noticed.
async fn anchor(app: &App) -> Result<()> {
    let anchored =
        app.audit.anchor(&app.db, app.clock.now()).await.context("the audit cannot be anchored")?;
    for chain in anchored.refused {
        tracing::error!(audit.chain = %chain, "the audit chain is behind its anchor; run `shouwen audit verify`");
    }
    Ok(())
}

/// Each connection is an open file, and what a system allows by default is too little for a bank's screens.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(OPEN_FILES, |maximum| maximum.min(OPEN_FILES));
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), ..limit };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(error = %error, wanted, "cannot raise the limit of open files");
        }
    }
}

/// Tells everything to stop when the system or somebody at the terminal asks for it.
async fn stop_on_signal(app: App, mut interrupted: Signal, mut terminated: Signal) {
    tokio::select! {
        () = app.stop.cancelled() => return,
        _ = interrupted.recv() => tracing::info!("interrupted, stopping"),
        _ = terminated.recv() => tracing::info!("asked to end, stopping"),
    }
    app.stop.cancel();
}

/// Closes the database, unless something still holds it after a while.
async fn close(app: App) {
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
    match tokio::time::timeout(PATIENCE, app.db.clone().close()).await {
        Ok(Ok(())) => tracing::info!("stopped"),
        Ok(Err(error)) => {
            tracing::warn!(error = %error, "the database could not be closed in order");
        }
        Err(_) => tracing::warn!("the database is still in use and is left to close itself"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_keeps_everything_in_its_folder_and_has_no_limits() {
        let args = Args {
            demo: true,
            port: Some(0),
            data_dir: Some(PathBuf::from("/x")),
            ..Args::default()
        };
        let config = configure(&args, AppConfig::default());
        assert!(config.demo);
        assert_eq!(config.server.listen.port(), 0);
        assert_eq!(config.database.url, "sqlite:/x/shouwen.db");
        assert_eq!(config.keys.ring_file, Path::new("/x/keys.toml"));
        assert_eq!(config.audit.anchor_file.as_deref(), Some(Path::new("/x/audit-anchors.log")));
        let access = &config.access;
        assert_eq!((access.rates.ticket.per_minute, access.streams.per_address), (0, 0));
    }

    #[test]
    fn a_demo_with_a_configuration_keeps_the_configured_database() {
        let config = ConfigArgs { config: Some(PathBuf::from("bank.toml")) };
        let args = Args { config, demo: true, ..Args::default() };
        let mut configured = AppConfig::default();
        configured.database.url = "postgres://db/shouwen".to_owned();
        assert_eq!(configure(&args, configured).database.url, "postgres://db/shouwen");
    }

    #[test]
    fn addresses_are_such_that_a_browser_understands_them() {
        assert_eq!(reachable("0.0.0.0:80".parse().unwrap()), "http://localhost:80");
        assert_eq!(reachable("127.0.0.1:8080".parse().unwrap()), "http://localhost:8080");
        assert_eq!(reachable("10.1.2.3:8080".parse().unwrap()), "http://10.1.2.3:8080");
        assert_eq!(reachable("[::1]:8080".parse().unwrap()), "http://localhost:8080");
    }
}
