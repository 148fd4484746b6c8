//! How long people are willing to wait, learned from those who left and from those who were served before they would have.

use crate::simulation::Chance;
use crate::units::count;

/// Patience as it shows in a record, by Kaplan and Meier.
///
/// Whoever was served would have waited longer, nobody knows how much: such a wait is censored.
/// The estimate counts it among those at risk until then (E. L. Kaplan, P. Meier, *Nonparametric estimation from
/// incomplete observations*, Journal of the American Statistical Association 53 (1958), 457–481).
/// Beyond the longest wait on record patience goes on with the constant rate of the whole record.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// After each of these waits in seconds, rising, that share is still willing to wait.
    steps: Vec<(u32, f64)>,
    /// The mean patience if it were exponential: all time waited over all who left.
    mean_s: f64,
}

impl Survival {
    /// Learns from waits in seconds, each with whether it ended by leaving; `None` when nobody ever left.
    pub fn of(waits: impl IntoIterator<Item = (u32, bool)>) -> Option<Self> {
        let mut waits: Vec<(u32, bool)> = waits.into_iter().collect();
        waits.sort_unstable();
        let left = waits.iter().filter(|(_, left)| *left).count();
        if left == 0 {
            return None;
        }
        let total: f64 = waits.iter().map(|(wait, _)| f64::from(*wait)).sum();
        let mut steps = Vec::new();
        let (mut at_risk, mut willing) = (waits.len(), 1.0);
        for same in waits.chunk_by(|one, other| one.0 == other.0) {
            let left = same.iter().filter(|(_, left)| *left).count();
            if left > 0 {
                willing *= 1.0 - count(left) / count(at_risk);
                steps.push((same[0].0, willing));
            }
            at_risk -= same.len();
        }
        Some(Self { steps, mean_s: (total / count(left)).max(1.0) })
    }

    /// Returns the share still willing to wait after that many seconds.
    pub fn willing_after(&self, seconds: u32) -> f64 {
        let passed = self.steps.partition_point(|(wait, _)| *wait <= seconds);
        passed.checked_sub(1).map_or(1.0, |last| self.steps[last].1)
    }

    /// Returns the mean patience in seconds of the exponential distribution that explains the record best.
    pub fn mean_s(&self) -> f64 {
        self.mean_s
    }

    /// Draws the patience in seconds of somebody who was still willing after that many.
    pub fn draw_beyond(&self, seconds: u32, chance: &mut Chance) -> f64 {
        let level = self.willing_after(seconds) * (1.0 - chance.unit());
        let last = self.steps.last().map_or(0, |(wait, _)| *wait);
        let step = self.steps.partition_point(|(_, willing)| *willing > level);
        match self.steps.get(step) {
            Some((wait, _)) if *wait > seconds => f64::from(*wait),
            _ => f64::from(last.max(seconds)) + chance.exponential(self.mean_s),
        }
    }
}
