//! How good estimates were.

use serde::Serialize;

use super::watch::Scored;

/// How far estimates were from the waits, and how often a range kept what it said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// How many waits.
    pub waits: u32,
    /// The mean wait in seconds.
    pub mean_wait_s: f64,
    /// The mean absolute error of the low end taken as the one number to name, in seconds.
    pub error_s: f64,
    /// The median absolute error of the same number, in seconds.
    pub median_error_s: f64,
    /// The share of waits not longer than the low end; the range promises a half.
    pub within_low: f64,
    /// The share of waits not longer than the high end; the range promises four fifths.
    pub within_high: f64,
    /// The mean distance between the two ends in seconds.
    pub mean_width_s: f64,
    /// The mean absolute error of the wait of whoever was called last, in seconds.
    pub last_to_enter_error_s: f64,
    /// The mean absolute error of the wait so far of the head of the line, in seconds.
    pub head_of_line_error_s: f64,
    /// The mean absolute error of people in line times the time between calls, in seconds.
    pub queue_length_error_s: f64,
    /// The mean absolute error of one number for all, in seconds.
    pub constant_error_s: f64,
}

impl Score {
    /// Judges estimates beside their rivals; `constant_s` is the one number for all.
    pub fn of<'a>(scored: impl IntoIterator<Item = &'a Scored>, constant_s: f64) -> Self {
        let mut sum = Self::default();
        let mut errors_s = Vec::new();
        for wait in scored {
            sum.add(wait, constant_s);
            errors_s.push(wait.waited_s.abs_diff(wait.range.low_s));
        }
        errors_s.sort_unstable();
        let median_error_s = errors_s.get(errors_s.len() / 2).copied().map_or(0.0, f64::from);
        let waits = f64::from(sum.waits.max(1));
        let mean = |total: f64| total / waits;
        Self {
            waits: sum.waits,
            mean_wait_s: mean(sum.mean_wait_s),
            error_s: mean(sum.error_s),
            median_error_s,
            within_low: mean(sum.within_low),
            within_high: mean(sum.within_high),
            mean_width_s: mean(sum.mean_width_s),
            last_to_enter_error_s: mean(sum.last_to_enter_error_s),
            head_of_line_error_s: mean(sum.head_of_line_error_s),
            queue_length_error_s: mean(sum.queue_length_error_s),
            constant_error_s: mean(sum.constant_error_s),
        }
    }

    fn add(&mut self, wait: &Scored, constant_s: f64) {
        let waited_s = f64::from(wait.waited_s);
        let off = |foreseen_s: f64| (waited_s - foreseen_s).abs();
        let within = |end_s: u32| f64::from(u8::from(wait.waited_s <= end_s));
        self.waits += 1;
        self.mean_wait_s += waited_s;
        self.error_s += off(f64::from(wait.range.low_s));
        self.within_low += within(wait.range.low_s);
        self.within_high += within(wait.range.high_s);
        self.mean_width_s += f64::from(wait.range.high_s - wait.range.low_s);
        self.last_to_enter_error_s += off(wait.rivals.last_to_enter_s);
        self.head_of_line_error_s += off(wait.rivals.head_of_line_s);
        self.queue_length_error_s += off(wait.rivals.queue_length_s);
        self.constant_error_s += off(constant_s);
    }
}
