//! What is known of a hall when somebody asks how long it will take.

use crate::dispatch::Key;

/// What somebody wants or is served with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The service.
    pub service: Key,
    /// Its usual time in seconds, for as long as too few of it were seen.
    pub typical_s: u32,
}

/// What a wait is estimated from.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The code of the class of whoever asks.
    pub class: &'a str,
    /// What is wanted.
    pub work: Work,
    /// The hour of the day, 0 to 23, as the hall counts it; services take longer at some hours.
    pub hour: u8,
    /// Now, in microseconds of the epoch in which calls are told.
    pub now_us: i64,
    /// Those who will be called first as things stand.
    pub ahead: &'a [Ahead],
    /// Those who are not here yet, are expected, and will be called first in time.
    pub due: &'a [Due],
    /// The counters on duty that may take the one who asks; paused and closed ones are not among them.
    pub counters: &'a [CounterNow],
}

/// People who will be called first, of one service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// What they want.
    pub work: Work,
    /// How many they are.
    ///
    /// Whoever may also be called by counters that cannot take the one who asks counts for the share of the counters
    /// that can: two whom four counters may take, of which one is ours, count as half a person.
    pub people: f64,
}

/// Somebody who is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Due {
    /// What is wanted.
    pub work: Work,
    /// In how many seconds that one stands ahead: on coming, or later when priority has to be gained first.
    pub in_s: u32,
    /// The share of a person who will be called by the counters that can take the one who asks; see [`Ahead::people`].
    pub people: f64,
}

/// A counter at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterNow {
    /// Nobody is served.
    Free,
    /// Somebody has been served for a while.
    Busy {
        /// What is served.
        work: Work,
        /// For how many seconds already.
        for_s: u32,
    },
}
