//! The command line.

use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;

use axum::http::HeaderValue;
use clap::Parser;
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use crate::escpos::Paper;
use crate::http::{Bridge, router};
use crate::printer::Printer;

/// Prints slips for the kiosk page on an ESC/POS printer.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// The origin of the kiosk page, such as `https://queue.bank.example`; no other is answered.
    #[arg(long, env = "SLIP_BRIDGE_ORIGIN")]
    origin: HeaderValue,
    /// The printer: `host:port` or the path of a device, such as `/dev/usb/lp0`.
    #[arg(long, env = "SLIP_BRIDGE_PRINTER")]
    printer: Printer,
    /// The port on 127.0.0.1.
    #[arg(long, env = "SLIP_BRIDGE_PORT", default_value_t = 9180)]
    port: u16,
    /// Columns of a line: 48 on rolls of 80 mm, 32 on rolls of 58 mm.
    #[arg(long, env = "SLIP_BRIDGE_COLUMNS", default_value_t = 48, value_parser = clap::value_parser!(u8).range(16..=64))]
    columns: u8,
}

/// Runs until it is told to end.
pub fn run(cli: Cli) -> ExitCode {
    tracing_subscriber::fmt().with_target(false).init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime.and_then(|runtime| runtime.block_on(serve(cli)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the bridge ended");
            ExitCode::FAILURE
        }
    }
}

async fn serve(cli: Cli) -> std::io::Result<()> {
    let Cli { origin, printer, port, columns } = cli;
    let (paper, turn) = (Paper { columns }, Mutex::new(()));
    let bridge = Arc::new(Bridge { origin, printer, paper, turn });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    tracing::info!(address = %listener.local_addr()?, "the bridge listens");
    axum::serve(listener, router(bridge)).with_graceful_shutdown(told_to_end()).await
}

/// Waits for Ctrl-C or the system's wish.
async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}
