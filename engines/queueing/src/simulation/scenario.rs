//! Who will come and who is there to serve.

use crate::dispatch::{Key, Server, Within};

/// Somebody who will come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When, in microseconds of any fixed epoch.
    pub at_us: i64,
    /// The code of the class.
    pub class: String,
    /// What is wanted.
    pub service: Key,
    /// Skills a desk must have for it; all of them.
    pub skills: Vec<String>,
    /// How long the service takes once it has begun, in microseconds.
    pub service_us: i64,
    /// How long the wait may last before this one leaves, in microseconds; `None` means for ever.
    pub patience_us: Option<i64>,
    /// Whether the arrival is known beforehand, such as by appointment.
    pub announced: bool,
}

/// A place where somebody serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The services rendered here; `None` means all.
    pub services: Option<Vec<Key>>,
    /// The skills of whoever sits here; `None` means all.
    pub skills: Option<Vec<String>>,
    /// The services it is specialised in.
    pub preferred: Vec<Key>,
    /// When somebody sits here, in order and not overlapping.
    pub shifts: Vec<Shift>,
}

impl Desk {
    /// Returns a desk for everything and everybody.
    pub fn generic(shifts: Vec<Shift>) -> Self {
        Self { services: None, skills: None, preferred: Vec::new(), shifts }
    }
}

/// A time on duty: from the first instant to just before the second.
///
/// A service that has begun is brought to its end after the shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The first instant, in microseconds.
    pub from_us: i64,
    /// The instant after the last.
    pub to_us: i64,
}

/// A day on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Who comes; the place in this list names them, and breaks a tie of the dispatch.
    pub arrivals: Vec<Arrival>,
    /// Who serves.
    pub desks: Vec<Desk>,
}

/// The desks and skills of a scenario, held so that candidates and servers of the dispatch can borrow them.
pub(crate) struct Views<'a> {
    wanted: Vec<Vec<&'a str>>,
    had: Vec<Option<Vec<&'a str>>>,
    desks: &'a [Desk],
}

impl<'a> Views<'a> {
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        fn words(skills: &[String]) -> Vec<&str> {
            skills.iter().map(String::as_str).collect()
        }
        Self {
            wanted: scenario.arrivals.iter().map(|arrival| words(&arrival.skills)).collect(),
            had: scenario.desks.iter().map(|desk| desk.skills.as_deref().map(words)).collect(),
            desks: &scenario.desks,
        }
    }

    /// Returns the skills that an arrival asks for.
    pub(crate) fn wanted(&self, who: usize) -> &[&'a str] {
        &self.wanted[who]
    }

    /// Returns a desk as the dispatch sees it.
    pub(crate) fn server(&self, desk: usize) -> Server<'_> {
        let place = &self.desks[desk];
        Server {
            keys: &[],
            services: place.services.as_deref().map_or(Within::All, Within::Only),
            skills: self.had[desk].as_deref().map_or(Within::All, Within::Only),
            preferred: &place.preferred,
        }
    }
}
