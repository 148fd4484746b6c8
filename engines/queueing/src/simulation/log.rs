//! What happened in a hall, in order.

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in microseconds.
    pub at_us: i64,
    /// What.
    pub what: Happening,
}

/// What can happen; arrivals and desks are named by their place in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A desk begins to call.
    Opened(usize),
    /// A desk calls nobody any more; a service that has begun there goes on.
    Closed(usize),
    /// Somebody came.
    Arrived(usize),
    /// Somebody was called to a desk, and the service began.
    Called {
        /// Who.
        who: usize,
        /// Where.
        desk: usize,
    },
    /// A service ended.
    Finished {
        /// Whose.
        who: usize,
        /// Where.
        desk: usize,
    },
    /// Somebody left unserved.
    Left(usize),
}

/// A day as it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Everything that happened, in order.
    pub events: Vec<Event>,
    /// How often somebody still waited beyond the hard maximum after everybody could call who was free to serve them.
    ///
    /// Anything but zero is a fault of the dispatch.
    pub neglected: u32,
}
