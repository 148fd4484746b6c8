//! Chance that repeats itself.

use std::f64::consts::TAU;

/// A source of chance that gives the same numbers for the same seed.
///
/// It is `SplitMix64` (G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014):
/// small, quick and good enough to draw customers with; it keeps no secrets.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Returns the source of that seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a source of its own for the thing of that number, so that one thing more does not change the others.
    #[must_use]
    pub fn of(seed: u64, number: u64) -> Self {
        let mut both = Self(seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        Self(both.next())
    }

    /// Draws a number from 0 up to, but not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Draws from the exponential distribution of that mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -(-self.unit()).ln_1p() * mean
    }

    /// Draws from the lognormal distribution of that mean and squared coefficient of variation.
    ///
    /// Service times of bank calls are lognormal to a remarkable degree (L. Brown and others, *Statistical analysis of
    /// a telephone call center*, Journal of the American Statistical Association 100 (2005), 36–50).
    pub fn lognormal(&mut self, mean: f64, variation: f64) -> f64 {
        let spread = variation.max(0.0).ln_1p();
        mean * (spread.sqrt() * self.normal() - spread / 2.0).exp()
    }

    /// Draws from the standard normal distribution, by Box and Muller.
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (-self.unit()).ln_1p()).sqrt();
        radius * (TAU * self.unit()).cos()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
