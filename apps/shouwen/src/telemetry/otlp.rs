//! Traces by OTLP over HTTP, such as `http://collector:4318`.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tokio::runtime::Handle;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;

use super::AnyLayer;

/// The collector's path for traces.
const PATH: &str = "/v1/traces";

/// The way to the collector.
#[derive(Debug)]
pub(super) struct Traces(SdkTracerProvider);

/// Opens the way to the collector; `None` when no address is set.
pub(super) fn start(endpoint: &str) -> Result<Option<(Traces, AnyLayer)>> {
    if endpoint.is_empty() {
        return Ok(None);
    }
    let address = format!("{}{PATH}", endpoint.trim_end_matches('/'));
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_endpoint(address)
        .build()
        .context("`telemetry.otlp_endpoint` cannot be used")?;
    let exporter = OnRuntime { inner: Arc::new(exporter), runtime: Handle::current() };
    let resource = Resource::builder().with_service_name("shouwen").build();
    let provider =
        SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shouwen"));
    Ok(Some((Traces(provider), layer.with_filter(LevelFilter::INFO).boxed())))
}

impl Traces {
    /// Sends what waits; a collector that is away must not hold up the end.
    pub(super) async fn finish(self) {
        let sent = tokio::task::spawn_blocking(move || {
            self.0.shutdown_with_timeout(Duration::from_secs(3))
        });
        if let Ok(Err(error)) = sent.await {
            tracing::warn!(error = %error, "the last traces could not be sent");
        }
    }
}

/// Sends on the server's runtime: batches are made on a thread of their own, which has none.
#[derive(Debug)]
struct OnRuntime {
    inner: Arc<opentelemetry_otlp::SpanExporter>,
    runtime: Handle,
}

impl SpanExporter for OnRuntime {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let inner = Arc::clone(&self.inner);
        let sent = self.runtime.spawn(async move { inner.export(batch).await }).await;
        sent.unwrap_or_else(|error| Err(OTelSdkError::InternalFailure(error.to_string())))
    }

    fn set_resource(&mut self, resource: &Resource) {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.set_resource(resource);
        }
    }
}
