//! How far a mean of a few days can be trusted.

use serde::Serialize;

use crate::units::count;

/// The two-sided 95 % quantiles of Student's t distribution with one to ten degrees of freedom.
const T95: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/// The same of the normal distribution.
const Z95: f64 = 1.959_963_984_540_1;

/// A mean of independent days, with the range in which the true mean lies with 95 % confidence.
///
/// The range is Student's: `mean ± t · s / √n` (A. M. Law, *Simulation Modeling and Analysis*, 5th edition (2015), section
/// 9.4: independent replications).
/// Two ways of running the same days are compared by the band of their differences, day by day: with the same customers on
/// both sides, what days have in common cancels out (ibid., section 10.2: paired-t confidence intervals).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    /// The mean.
    pub mean: f64,
    /// The lower and the upper end of the range; `None` of a single day, which tells nothing of others.
    pub range: Option<[f64; 2]>,
}

impl Band {
    /// Sums up one value for each day; `None` of no days.
    pub fn of(days: &[f64]) -> Option<Self> {
        let n = count(days.len());
        let mean = days.first().map(|_| days.iter().sum::<f64>() / n)?;
        let squares: f64 = days.iter().map(|day| (day - mean).powi(2)).sum();
        let range = (days.len() > 1).then(|| {
            let margin = t95(days.len() - 1) * (squares / (n - 1.0) / n).sqrt();
            [mean - margin, mean + margin]
        });
        Some(Self { mean, range })
    }
}

/// Returns the quantile of Student's t; beyond the table by the expansion of M. Abramowitz, I. Stegun, *Handbook of Mathematical
/// Functions* (1964), formula 26.7.5, to three decimals.
fn t95(freedom: usize) -> f64 {
    if let Some(known) = freedom.checked_sub(1).and_then(|index| T95.get(index)) {
        return *known;
    }
    let n = count(freedom);
    let first = (Z95.powi(3) + Z95) / (4.0 * n);
    let second = (5.0 * Z95.powi(5) + 16.0 * Z95.powi(3) + 3.0 * Z95) / (96.0 * n * n);
    let third = (3.0 * Z95.powi(7) + 19.0 * Z95.powi(5) + 17.0 * Z95.powi(3) - 15.0 * Z95)
        / (384.0 * n.powi(3));
    Z95 + first + second + third
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quantiles_are_those_of_the_printed_tables() {
        for (freedom, expected) in [(1, 12.706), (10, 2.228), (11, 2.201), (20, 2.086), (30, 2.042)]
        {
            assert!((t95(freedom) - expected).abs() < 0.001, "{freedom}: {}", t95(freedom));
        }
    }

    #[test]
    fn three_days_give_the_band_of_the_textbook_formula() {
        // Mean 12, standard deviation 2, t 4.303: 12 ± 4.303 × 2 / √3.
        let band = Band::of(&[10.0, 12.0, 14.0]).unwrap();
        let [low, high] = band.range.unwrap();
        assert!((band.mean - 12.0).abs() < 1e-9);
        assert!((low - 7.031).abs() < 0.001 && (high - 16.969).abs() < 0.001, "{low} {high}");
    }

    #[test]
    fn one_day_has_no_range_and_no_day_no_band() {
        assert_eq!(Band::of(&[5.0]), Some(Band { mean: 5.0, range: None }));
        assert_eq!(Band::of(&[]), None);
    }

    proptest! {
        #[test]
        fn the_mean_lies_within_its_range(days in prop::collection::vec(0.0..10_000.0_f64, 2..60)) {
            let band = Band::of(&days).unwrap();
            let [low, high] = band.range.unwrap();
            prop_assert!(low <= band.mean && band.mean <= high);
        }
    }
}
