//! What a wait range is, and the quantiles it is made of.

use serde::{Deserialize, Serialize};

/// The longest wait that is ever named, in seconds: a day.
pub(crate) const LONGEST_S: f64 = 86_400.0;

/// How soon a free server is expected to call, in seconds.
pub(crate) const PROMPT_S: f64 = 60.0;

/// The median of the standard normal distribution.
pub(crate) const Z50: f64 = 0.0;

/// The 80th percentile of the standard normal distribution.
pub(crate) const Z80: f64 = 0.841_621_233_572_914;

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

/// The quantile of a gamma distribution of mean one; `z` is the normal quantile.
///
/// By the cube of E. B. Wilson and M. M. Hilferty (Proceedings of the National Academy of Sciences 17 (1931), 684–688),
/// accurate to about two percent here.
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
