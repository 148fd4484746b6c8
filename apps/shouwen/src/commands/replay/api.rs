//! Speaks with the server and keeps every latency.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use hdrhistogram::Histogram;
use kernel::{Clock, Ids};
use serde_json::Value;

/// Figures that all speakers share.
#[derive(Debug)]
pub(crate) struct Figures {
    latencies: Mutex<BTreeMap<&'static str, Histogram<u64>>>,
    errors: AtomicU64,
}

impl Figures {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { latencies: Mutex::default(), errors: AtomicU64::new(0) })
    }

    /// Returns how many requests failed that should not have.
    pub(crate) fn errors(&self) -> u64 {
        self.errors.load(Ordering::SeqCst)
    }

    /// Calls back with each operation's latencies in microseconds.
    pub(crate) fn each(&self, mut look: impl FnMut(&'static str, &Histogram<u64>)) {
        let latencies = self.latencies.lock().unwrap_or_else(PoisonError::into_inner);
        latencies.iter().for_each(|(operation, histogram)| look(operation, histogram));
    }

    fn keep(&self, operation: &'static str, started: Instant) {
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let mut latencies = self.latencies.lock().unwrap_or_else(PoisonError::into_inner);
        let histogram = latencies.entry(operation).or_insert_with(|| {
            Histogram::new_with_max(60_000_000, 3).unwrap_or_else(|_| unreachable_histogram())
        });
        histogram.saturating_record(micros.max(1));
    }
}

/// The bounds above are constants that the library accepts; the default has the same meaning.
fn unreachable_histogram() -> Histogram<u64> {
    Histogram::new(3)
        .unwrap_or_else(|_| unreachable!("three significant digits are always accepted"))
}

/// Somebody who speaks with the server: a customer, or a signed-in member of staff.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    figures: Arc<Figures>,
    ids: Ids,
    clock: Clock,
}

impl Api {
    /// Returns a customer of the server at this address.
    pub(crate) fn new(server: &str, figures: Arc<Figures>) -> Result<Self> {
        let http = reqwest::Client::builder().pool_max_idle_per_host(256).build()?;
        let base = format!("{}/api/v1", server.trim_end_matches('/'));
        Ok(Self { http, base, token: None, figures, ids: Ids::system(), clock: Clock::system() })
    }

    /// Returns the same address spoken to as a demo role.
    pub(crate) async fn sign_in(&self, role: &str, branch: &str, ordinal: usize) -> Result<Self> {
        let body = serde_json::json!({ "role": role, "branch_id": branch, "ordinal": ordinal });
        let (status, session) = self.post("sign_in", "/demo/session", &body).await?;
        let token = session["token"].as_str().map(str::to_owned);
        let token = token
            .with_context(|| format!("cannot sign in as demo `{role}` ({status}): {session}"))?;
        Ok(Self { token: Some(token), ..self.clone() })
    }

    /// Asks for something.
    pub(crate) async fn get(&self, operation: &'static str, path: &str) -> Result<Value> {
        let request = self.http.get(format!("{}{path}", self.base));
        let (status, body) = self.send(operation, request).await?;
        if status != 200 {
            bail!("`{path}` answered {status}: {body}");
        }
        Ok(body)
    }

    /// Has something done; a refusal that the caller expects is its own affair, see [`Api::error`].
    pub(crate) async fn post(
        &self,
        operation: &'static str,
        path: &str,
        body: &Value,
    ) -> Result<(u16, Value)> {
        let key: uuid::Uuid = self.ids.next(self.clock.now());
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("idempotency-key", key.to_string())
            .json(body);
        self.send(operation, request).await
    }

    /// Counts an answer that should not have come.
    pub(crate) fn error(&self, operation: &str, status: u16, body: &Value) {
        self.figures.errors.fetch_add(1, Ordering::SeqCst);
        tracing::warn!(operation, status, %body, "the server refused");
    }

    async fn send(
        &self,
        operation: &'static str,
        request: reqwest::RequestBuilder,
    ) -> Result<(u16, Value)> {
        let request = match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let started = Instant::now();
        let response =
            request.send().await.with_context(|| format!("`{operation}` got no answer"))?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        self.figures.keep(operation, started);
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }
}
