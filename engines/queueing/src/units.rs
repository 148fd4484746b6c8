//! Conversions between what is counted and what is calculated with.

/// Returns seconds as a fraction.
#[expect(clippy::cast_precision_loss, reason = "a wait is far below 2^53 microseconds")]
pub(crate) fn seconds(micros: i64) -> f64 {
    micros as f64 / 1_000_000.0
}

/// Returns the whole seconds that have passed; none when the clock went backwards.
pub(crate) fn whole_seconds(micros: i64) -> u32 {
    u32::try_from(micros.max(0) / 1_000_000).unwrap_or(u32::MAX)
}

/// Returns a number of people or things to calculate with.
#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^53 people")]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}
