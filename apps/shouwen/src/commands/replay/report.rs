//! What a replay found.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::api::Figures;

/// The figures of one replay; the shape of `--json`.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Requests that failed and should not have.
    pub(crate) errors: u64,
    /// Customers whose service ended.
    pub(crate) served: usize,
    /// Customers who left before they were called.
    pub(crate) left: usize,
    /// Waits of those who were called, by class, in recorded time.
    pub(crate) waits: BTreeMap<String, Waits>,
    /// Latencies by operation, in real time.
    pub(crate) latency_ms: BTreeMap<&'static str, Latency>,
}

/// Waits of one class, in seconds of recorded time.
#[derive(Debug, Serialize)]
pub(crate) struct Waits {
    count: usize,
    mean_s: f64,
    p50_s: f64,
    p90_s: f64,
    max_s: f64,
}

/// Latencies of one operation, in milliseconds of real time.
#[derive(Debug, Serialize)]
pub(crate) struct Latency {
    count: u64,
    mean: f64,
    p50: f64,
    p99: f64,
    max: f64,
}

impl Waits {
    /// Sums waits up.
    pub(crate) fn of(mut waits: Vec<f64>) -> Self {
        waits.sort_by(f64::total_cmp);
        let count = waits.len();
        let at = |share: f64| waits.get(nearest_rank(count, share)).copied().unwrap_or(0.0);
        Self {
            count,
            mean_s: round(mean(&waits)),
            p50_s: round(at(0.5)),
            p90_s: round(at(0.9)),
            max_s: round(at(1.0)),
        }
    }
}

/// Returns the index of a quantile by the nearest-rank method.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of customers are small and shares lie between 0 and 1"
)]
fn nearest_rank(count: usize, share: f64) -> usize {
    ((count as f64 * share).ceil() as usize).max(1) - 1
}

#[expect(clippy::cast_precision_loss, reason = "counts of customers are small")]
fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Reads the latencies out of the shared figures.
#[expect(clippy::cast_precision_loss, reason = "a latency is far below what a float holds exactly")]
pub(crate) fn latencies(figures: &Figures) -> BTreeMap<&'static str, Latency> {
    let millis = |micros: u64| (micros as f64 / 10.0).round() / 100.0;
    let mut all = BTreeMap::new();
    figures.each(|operation, histogram| {
        let latency = Latency {
            count: histogram.len(),
            mean: (histogram.mean() / 10.0).round() / 100.0,
            p50: millis(histogram.value_at_quantile(0.5)),
            p99: millis(histogram.value_at_quantile(0.99)),
            max: millis(histogram.max()),
        };
        all.insert(operation, latency);
    });
    all
}

impl Report {
    /// Writes the figures for a person at a terminal.
    pub(crate) fn table(&self) -> String {
        let mut text =
            format!("served {}, left {}, errors {}\n", self.served, self.left, self.errors);
        let _ = writeln!(
            text,
            "\n{:<12} {:>7} {:>8} {:>8} {:>8} {:>8}",
            "class", "called", "mean s", "P50 s", "P90 s", "max s"
        );
        for (class, waits) in &self.waits {
            let Waits { count, mean_s, p50_s, p90_s, max_s } = waits;
            let _ = writeln!(
                text,
                "{class:<12} {count:>7} {mean_s:>8} {p50_s:>8} {p90_s:>8} {max_s:>8}"
            );
        }
        let _ = writeln!(
            text,
            "\n{:<12} {:>7} {:>8} {:>8} {:>8} {:>8}",
            "operation", "count", "mean ms", "P50 ms", "P99 ms", "max ms"
        );
        for (operation, latency) in &self.latency_ms {
            let Latency { count, mean, p50, p99, max } = latency;
            let _ =
                writeln!(text, "{operation:<12} {count:>7} {mean:>8} {p50:>8} {p99:>8} {max:>8}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_by_nearest_rank() {
        let waits = Waits::of((1..=10).map(f64::from).collect());
        assert_eq!((waits.p50_s, waits.p90_s, waits.max_s, waits.mean_s), (5.0, 9.0, 10.0, 5.5));
        let none = Waits::of(Vec::new());
        assert_eq!((none.count, none.p50_s, none.max_s), (0, 0.0, 0.0));
    }
}
