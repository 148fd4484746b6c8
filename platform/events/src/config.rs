//! The settings of events and live streams.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The settings of events and live streams.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventsConfig {
    /// For how many days events are kept after all subscribers have seen them.
    pub retention_days: u32,
    /// After how many milliseconds another node takes over from a relay that is silent; PostgreSQL only.
    pub lease_ms: u64,
    /// How often, in milliseconds, the relay looks for events that nobody announced, and other nodes for its place.
    pub poll_ms: u64,
    /// How many milliseconds a failing subscriber waits before its first repetition; each further one waits twice as long.
    pub retry_ms: u64,
    /// After how many milliseconds of silence a live stream sends a comment, so that proxies keep it open.
    pub heartbeat_ms: u64,
    /// How many recent events each node keeps in memory for screens that reconnect.
    pub ring_events: usize,
    /// How many events may wait for one slow screen before it is told to start over.
    pub stream_backlog: usize,
}

impl Default for EventsConfig {
    fn default() -> Self {
        Self {
            retention_days: 7,
            lease_ms: 10_000,
            poll_ms: 1_000,
            retry_ms: 200,
            heartbeat_ms: 15_000,
            ring_events: 10_000,
            stream_backlog: 256,
        }
    }
}

impl EventsConfig {
    pub(crate) fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms.max(1))
    }

    /// Returns how long a stream may be silent before it says that it is still there.
    pub fn heartbeat(&self) -> Duration {
        Duration::from_millis(self.heartbeat_ms.max(1))
    }

    pub(crate) fn retention(&self) -> Duration {
        Duration::from_hours(24 * u64::from(self.retention_days))
    }

    /// Returns the wait before the next repetition, after this many failures in a row.
    pub(crate) fn retry(&self, failures: i32) -> Duration {
        const LONGEST: Duration = Duration::from_mins(1);
        let doublings = failures.clamp(1, 16).unsigned_abs() - 1;
        Duration::from_millis(self.retry_ms.saturating_mul(1 << doublings)).min(LONGEST)
    }
}
