//! A first honest wait range from recent service times.

use serde::{Deserialize, Serialize};

/// How many recent service times are looked at, the latest first.
const SAMPLE: usize = 200;

/// Below this many recent service times the typical one is used.
const ENOUGH: usize = 8;

/// A service time beyond this multiple of the median counts as this multiple: somebody forgot to finish.
const OUTLIER: f64 = 4.0;

/// The longest wait that is ever named, in seconds: a day.
pub(crate) const LONGEST_S: f64 = 86_400.0;

/// How soon a free server is expected to call, in seconds.
pub(crate) const PROMPT_S: f64 = 60.0;

/// The median of the standard normal distribution.
pub(crate) const Z50: f64 = 0.0;

/// The 80th percentile of the standard normal distribution.
pub(crate) const Z80: f64 = 0.841_621_233_572_914;

/// What the range is asked about.
#[derive(Clone, Copy, Debug)]
pub struct WaitQuestion<'a> {
    /// How many will be called first.
    pub ahead: u32,
    /// How many servers on duty may take this candidate and those ahead; paused and closed ones do not count.
    pub servers: u32,
    /// How many of them are free at this moment.
    pub free: u32,
    /// Recent service times in seconds, the latest first; more than 200 are not looked at.
    pub recent_service_s: &'a [u32],
    /// The usual service time in seconds, for when there are too few recent ones.
    pub typical_s: u32,
}

/// Where a range comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitBasis {
    /// Recent service times.
    Recent,
    /// The usual service time, since there are too few recent ones.
    Typical,
    /// Servers that are planned for now, since none of them has begun; the caller says so.
    Planned,
}

/// How long a candidate will probably wait: about one in two waits less than the low end, four in five less than the high end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitRange {
    /// The low end in seconds, about the median.
    pub low_s: u32,
    /// The high end in seconds, about the 80th percentile.
    pub high_s: u32,
    /// Where it comes from.
    pub basis: WaitBasis,
}

/// Estimates the wait until a call; `None` when no server is on duty, for then no range is honest.
///
/// The turn comes when `ahead + 1 − free` services have ended.
/// With `c` busy servers these ends come at intervals of mean `m / c`, so the wait has mean `n · m / c` and, by the
/// spread of the service times (squared coefficient of variation `v`), about the shape of a gamma distribution with
/// shape `n / v`. For exponential service times (`v = 1`) that is exact: the Erlang distribution.
/// Its quantiles come from Wilson and Hilferty's cube (Proceedings of the National Academy of Sciences 17 (1931),
/// 684–688), accurate to about two percent here.
///
/// Later arrivals of a higher class, breaks and postponed candidates are not foreseen.
pub fn wait_range(question: &WaitQuestion<'_>) -> Option<WaitRange> {
    if question.servers == 0 {
        return None;
    }
    let Service { mean_s, variation, basis } = Service::from(question);
    let free = question.free.min(question.servers);
    let ends = (f64::from(question.ahead) + 1.0 - f64::from(free)).max(0.0);
    let per_end = mean_s / f64::from(question.servers);
    // The first end bounds what a free server needs, so that the range never shrinks as the line grows.
    let quantile = |z| ends.max(1.0) * per_end * gamma_factor(ends.max(1.0) / variation, z);
    let (low, high) = if ends < 1.0 {
        (0.0, quantile(Z80).min(PROMPT_S))
    } else {
        (quantile(Z50), quantile(Z80))
    };
    Some(WaitRange { low_s: rounded(low), high_s: rounded(high), basis })
}

/// Mean and spread of a service time.
struct Service {
    mean_s: f64,
    variation: f64,
    basis: WaitBasis,
}

impl Service {
    fn from(question: &WaitQuestion<'_>) -> Self {
        let sample = &question.recent_service_s[..question.recent_service_s.len().min(SAMPLE)];
        if sample.len() < ENOUGH {
            let mean_s = f64::from(question.typical_s.max(1));
            return Self { mean_s, variation: 1.0, basis: WaitBasis::Typical };
        }
        let mut sorted = [0_u32; SAMPLE];
        let sorted = &mut sorted[..sample.len()];
        sorted.copy_from_slice(sample);
        sorted.sort_unstable();
        let median = f64::from(sorted[sorted.len() / 2]).max(1.0);
        // Summed in sorted order, so that the order of the sample does not matter.
        let capped = || sorted.iter().map(|seconds| f64::from(*seconds).min(median * OUTLIER));
        #[expect(clippy::cast_precision_loss, reason = "at most 200")]
        let count = sorted.len() as f64;
        let mean_s = (capped().sum::<f64>() / count).max(1.0);
        let variance =
            capped().map(|seconds| (seconds - mean_s) * (seconds - mean_s)).sum::<f64>() / count;
        // Between nearly constant and twice exponential: the quantile formula holds and rises with every service there.
        let variation = (variance / (mean_s * mean_s)).clamp(0.05, 2.0);
        Self { mean_s, variation, basis: WaitBasis::Recent }
    }
}

/// The quantile of a gamma distribution of mean one, by Wilson and Hilferty; `z` is the normal quantile.
pub(crate) fn gamma_factor(shape: f64, z: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    let root = 1.0 - ninth + z * ninth.sqrt();
    root * root * root
}

/// Returns whole seconds between none and a day.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a day after the clamp"
)]
pub(crate) fn rounded(seconds: f64) -> u32 {
    seconds.clamp(0.0, LONGEST_S).round() as u32
}
