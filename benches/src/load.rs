//! Many clients doing one thing for some seconds.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::Result;
use futures::future::try_join_all;
use hdrhistogram::Histogram;
use serde::Serialize;

use crate::server::Server;

/// What was measured; the shape of `--json`.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// What was done.
    pub(crate) name: &'static str,
    /// The database underneath.
    pub(crate) backend: &'static str,
    /// How many clients did it at once.
    pub(crate) clients: usize,
    /// Answers a second, of all clients together.
    pub(crate) requests_per_s: f64,
    /// The median latency.
    pub(crate) p50_ms: f64,
    /// The latency that one in a hundred exceeds.
    pub(crate) p99_ms: f64,
    /// The server's processor time for one request.
    pub(crate) cpu_ms_per_request: f64,
    /// The server's resident memory afterwards.
    pub(crate) rss_mib: f64,
}

impl Figure {
    /// Sums up latencies in microseconds that came within `elapsed`.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of requests are far below what a float holds exactly"
    )]
    pub(crate) fn new(
        name: &'static str,
        backend: &'static str,
        clients: usize,
        latencies: &Histogram<u64>,
        elapsed: Duration,
        cpu: Duration,
        server: &Server,
    ) -> Result<Self> {
        let count = latencies.len() as f64;
        let millis = |quantile| latencies.value_at_quantile(quantile) as f64 / 1_000.0;
        Ok(Self {
            name,
            backend,
            clients,
            requests_per_s: count / elapsed.as_secs_f64(),
            p50_ms: millis(0.5),
            p99_ms: millis(0.99),
            cpu_ms_per_request: if count > 0.0 { cpu.as_secs_f64() * 1_000.0 / count } else { 0.0 },
            rss_mib: server.rss_mib()?,
        })
    }

    /// Prints one line for a person as soon as it is measured.
    #[expect(clippy::print_stdout, reason = "this program talks to a person at a terminal")]
    pub(crate) fn printed(self) -> Self {
        println!(
            "{:<22} {:<8} {:>5} clients {:>9.1}/s  P50 {:>8.2} ms  P99 {:>8.2} ms  {:>7.3} CPU-s/1000  {:>6.1} MiB",
            self.name,
            self.backend,
            self.clients,
            self.requests_per_s,
            self.p50_ms,
            self.p99_ms,
            self.cpu_ms_per_request,
            self.rss_mib
        );
        self
    }
}

/// Lets every worker repeat its act until the time is over; the first tenth is warm-up and not counted.
pub(crate) async fn run<W, F>(
    workers: Vec<W>,
    time: Duration,
    act: impl Fn(W) -> F + Copy,
) -> Result<Histogram<u64>>
where
    F: Future<Output = Result<(W, bool)>>,
{
    let began = Instant::now();
    let warm = began + time / 10;
    let end = warm + time;
    let one = |mut worker: W| async move {
        let mut latencies = Histogram::<u64>::new_with_max(60_000_000, 3)?;
        while Instant::now() < end {
            let started = Instant::now();
            let (back, counts) = act(worker).await?;
            worker = back;
            if started >= warm && counts {
                latencies.saturating_record(
                    u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX).max(1),
                );
            }
        }
        anyhow::Ok(latencies)
    };
    let mut all = Histogram::<u64>::new_with_max(60_000_000, 3)?;
    for latencies in try_join_all(workers.into_iter().map(one)).await? {
        all.add(latencies)?;
    }
    Ok(all)
}
