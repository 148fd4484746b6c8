//! Starts the server and reads its processor time and memory.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Clock ticks a second in `/proc`, fixed on Linux since the last century.
const TICKS_PER_SECOND: f64 = 100.0;

/// A running server with the demo bank.
#[derive(Debug)]
pub(crate) struct Server {
    /// `host:port`.
    pub(crate) address: String,
    /// From starting the process to its address.
    pub(crate) started_in: Duration,
    child: Child,
    pid: u32,
}

impl Server {
    /// Starts the program and waits until it says where it listens.
    pub(crate) async fn start(
        program: &Path,
        folder: &Path,
        database: Option<&str>,
    ) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(["serve", "--demo", "--port", "0", "--data-dir"]).arg(folder);
        command.env("SHOUWEN__TELEMETRY__LOG_FILTER", "warn");
        if let Some(url) = database {
            command.env("SHOUWEN__DATABASE__URL", url);
        }
        let began = Instant::now();
        let mut child = command
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the server")?;
        let mut lines = BufReader::new(child.stdout.take().context("no standard output")?).lines();
        let address = loop {
            let line = lines
                .next_line()
                .await?
                .context("the server ended without saying where it listens")?;
            if let Some((_, address)) = line.split_once("http://") {
                break address
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches('/')
                    .to_owned();
            }
        };
        let pid = child.id().context("the server has ended")?;
        let address = address.replace("localhost", "127.0.0.1");
        Ok(Self { address, started_in: began.elapsed(), child, pid })
    }

    /// Returns the processor time spent so far, user and system.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        // The name in parentheses may hold spaces; the numbers come after it.
        let fields: Vec<&str> =
            stat.rsplit_once(')').context("unreadable stat")?.1.split_whitespace().collect();
        let ticks = |index: usize| {
            fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0)
        };
        Ok(Duration::from_secs_f64((ticks(11) + ticks(12)) / TICKS_PER_SECOND))
    }

    /// Returns the resident memory in MiB.
    pub(crate) fn rss_mib(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(kib / 1_024.0)
    }

    /// Asks the server to stop and waits.
    pub(crate) async fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.pid.to_string()]).status().await?;
        self.child.wait().await?;
        Ok(())
    }
}
