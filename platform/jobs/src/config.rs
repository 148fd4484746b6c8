//! The settings of jobs.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The settings of jobs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JobsConfig {
    /// How many jobs of one queue each node runs at the same time.
    pub concurrency: usize,
    /// How often, in milliseconds, a node looks for jobs that nobody announced.
    pub poll_ms: u64,
    /// After how many milliseconds of silence the jobs of a node are given to others.
    pub lease_ms: u64,
    /// How many milliseconds a failed job waits before its first repetition; each further one waits twice as long.
    pub retry_ms: u64,
    /// How many milliseconds running jobs are given to end when the server stops.
    pub drain_ms: u64,
    /// For how many days jobs that are done stay in the table.
    pub keep_done_days: u32,
    /// For how many days jobs that failed for good stay in the table.
    pub keep_failed_days: u32,
}

impl Default for JobsConfig {
    fn default() -> Self {
        Self {
            concurrency: 4,
            poll_ms: 1_000,
            lease_ms: 30_000,
            retry_ms: 5_000,
            drain_ms: 20_000,
            keep_done_days: 7,
            keep_failed_days: 90,
        }
    }
}

impl JobsConfig {
    pub(crate) fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms.max(1))
    }

    pub(crate) fn lease(&self) -> Duration {
        Duration::from_millis(self.lease_ms.max(1))
    }

    pub(crate) fn drain(&self) -> Duration {
        Duration::from_millis(self.drain_ms)
    }

    /// Returns the wait after this many failed attempts: doubled each time up to an hour, and up to a quarter more.
    ///
    /// The addition is drawn from the id, so that jobs which failed together do not come back together.
    pub(crate) fn retry(&self, attempts: i32, id: Uuid) -> Duration {
        const LONGEST: Duration = Duration::from_hours(1);
        let doublings = attempts.clamp(1, 16).unsigned_abs() - 1;
        let wait = Duration::from_millis(self.retry_ms.saturating_mul(1 << doublings)).min(LONGEST);
        let [.., high, low] = id.into_bytes();
        wait + wait * u32::from(u16::from_be_bytes([high, low])) / (4 * u32::from(u16::MAX))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_wait_grows_and_has_an_end(attempts in 0..i32::MAX, id in any::<u128>()) {
            let (config, id) = (JobsConfig::default(), Uuid::from_u128(id));
            let wait = config.retry(attempts, id);
            prop_assert!(wait >= Duration::from_secs(5));
            prop_assert!(wait <= Duration::from_mins(75));
            prop_assert!(config.retry(attempts.saturating_add(1), id) >= wait);
        }
    }
}
