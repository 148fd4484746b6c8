//! What a lognormal service time says of the time that is left.

use std::f64::consts::FRAC_1_SQRT_2;

/// Returns the mean time left of a service that has lasted for a while already.
///
/// Bank service times are lognormal (Brown and others 2005), and the longer such a service has lasted, beyond its first
/// moments, the longer it is going to last: with `σ² = ln(1 + v)`, `μ = ln m − σ²/2` and `z = (ln e − μ) / σ` the mean
/// time left after `e` is `m Φ(σ − z) / Φ(−z) − e`.
///
/// Between half the mean and six times the mean, where the tail of the formula is more belief than knowledge.
pub(super) fn mean_left_s(mean_s: f64, variation: f64, lasted_s: f64) -> f64 {
    let variance = variation.max(0.01).ln_1p();
    let spread = variance.sqrt();
    let standing = (lasted_s.max(1.0).ln() - (mean_s.ln() - variance / 2.0)) / spread;
    let willing = upper_tail(standing);
    let left = if willing > 1e-9 {
        mean_s * upper_tail(standing - spread) / willing - lasted_s
    } else {
        f64::INFINITY
    };
    left.clamp(mean_s / 2.0, mean_s * 6.0)
}

/// Returns the share of a standard normal distribution above a value, to about seven digits.
///
/// The complementary error function by the rational approximation of C. Hastings, *Approximations for digital
/// computers*, Princeton 1955, as improved for small tails by its exponential factor.
fn upper_tail(value: f64) -> f64 {
    let x = value.abs() * FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = t
        * (0.254_829_592
            + t * (-0.284_496_736
                + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    let tail = 0.5 * series * (-x * x).exp();
    if value < 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_tail_agrees_with_tables() {
        for (value, tail) in [
            (0.0, 0.5),
            (1.0, 0.158_655_3),
            (1.644_854, 0.05),
            (-1.0, 0.841_344_7),
            (3.0, 0.001_349_9),
        ] {
            assert!((upper_tail(value) - tail).abs() < 2e-7, "{value}: {}", upper_tail(value));
        }
    }

    /// By adding up the tail of the distribution in steps of a tenth of a second.
    #[test]
    fn the_time_left_is_the_area_of_the_tail() {
        let (mean_s, variation) = (180.0_f64, 1.2_f64);
        let variance = variation.ln_1p();
        let survival = |seconds: f64| {
            upper_tail((seconds.ln() - mean_s.ln() + variance / 2.0) / variance.sqrt())
        };
        for lasted_s in [120.0, 300.0, 600.0] {
            let area: f64 =
                (0..200_000).map(|step| survival(lasted_s + (f64::from(step) + 0.5) * 0.1)).sum();
            let expected = area * 0.1 / survival(lasted_s);
            let left = mean_left_s(mean_s, variation, lasted_s);
            assert!((left / expected - 1.0).abs() < 0.01, "{left} against {expected}");
        }
    }

    #[test]
    fn extremes_stay_within_bounds() {
        for (variation, lasted_s) in [(0.0, 1e9), (2.0, 0.0), (0.05, 1e6), (2.0, 1e9)] {
            let left = mean_left_s(200.0, variation, lasted_s);
            assert!((100.0..=1200.0).contains(&left), "{variation} {lasted_s}: {left}");
        }
    }
}
