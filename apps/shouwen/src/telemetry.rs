//! Logs on standard error, numbers for Prometheus, traces by OTLP.
//!
//! Standard output belongs to what a command was asked for; the server prints one line on it, when it is ready.

#[cfg(feature = "otlp")]
mod otlp;

use std::io::IsTerminal;
use std::panic::PanicHookInfo;
use std::time::Duration;

use anyhow::{Context, Result};
use app::config::{LogFormat, TelemetryConfig};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

/// Upper ends of the buckets in which durations are counted, in seconds.
const SECONDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// How often old samples are folded into the buckets.
const UPKEEP: Duration = Duration::from_secs(5);

type AnyLayer = Box<dyn Layer<Registry> + Send + Sync>;

/// What was started; traces that still wait are sent by [`Telemetry::finish`].
#[derive(Debug)]
pub struct Telemetry {
    /// The numbers for Prometheus.
    pub metrics: PrometheusHandle,
    #[cfg(feature = "otlp")]
    traces: Option<otlp::Traces>,
}

/// Starts logs, metrics and traces; to be called once, inside the runtime.
///
/// # Errors
/// The filter cannot be read, the address of the collector cannot be used, or telemetry was started before.
pub fn start(config: &TelemetryConfig) -> Result<Telemetry> {
    let filter =
        EnvFilter::try_new(&config.log_filter).context("`telemetry.log_filter` cannot be read")?;
    let mut layers: Vec<AnyLayer> = vec![log(config.log_format).with_filter(filter).boxed()];
    #[cfg(feature = "otlp")]
    let traces = otlp::start(&config.otlp_endpoint)?.map(|(traces, layer)| {
        layers.push(layer);
        traces
    });
    #[cfg(not(feature = "otlp"))]
    anyhow::ensure!(
        config.otlp_endpoint.is_empty(),
        "`telemetry.otlp_endpoint` is set, but this program was built without the feature `otlp`"
    );
    tracing_subscriber::registry()
        .with(std::mem::take(&mut layers))
        .try_init()
        .context("logs were started before")?;
    std::panic::set_hook(Box::new(log_panic));
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .install_recorder()
        .context("metrics were started before")?;
    Ok(Telemetry {
        metrics,
        #[cfg(feature = "otlp")]
        traces,
    })
}

impl Telemetry {
    /// Folds samples into buckets until told to stop.
    pub async fn keep(metrics: PrometheusHandle, stop: CancellationToken) {
        let mut every = tokio::time::interval(UPKEEP);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = every.tick() => metrics.run_upkeep(),
            }
        }
    }

    /// Sends the traces that still wait.
    pub async fn finish(self) {
        #[cfg(feature = "otlp")]
        if let Some(traces) = self.traces {
            traces.finish().await;
        }
    }
}

fn log(format: LogFormat) -> AnyLayer {
    match format {
        LogFormat::Json => {
            fmt::layer().json().flatten_event(true).with_writer(std::io::stderr).boxed()
        }
        LogFormat::Text => {
            let colours = std::io::stderr().is_terminal();
            fmt::layer().with_ansi(colours).with_writer(std::io::stderr).boxed()
        }
    }
}

/// Writes a panic into the log, where operators look, with the place it came from.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let text = panic.payload_as_str().unwrap_or("a panic without a text");
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(panic.place = %place, "a defect: {text}");
}
