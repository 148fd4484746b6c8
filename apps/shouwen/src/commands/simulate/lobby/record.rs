//! Recorded days as they went, in the words of the engine.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use queueing::{
    Arrival, ClassRule, Desk, Event, Happening, Policy, PolicyError, PolicyRules, Scenario,
};

use super::days::Days;
use super::paper::{micros, service_key, waited_s};
use crate::commands::calls::Call;

/// Recorded days: who came, and what happened.
#[derive(Debug)]
pub(crate) struct Record {
    /// The callers, without patience, and as many agents as ever spoke at once.
    pub(crate) scenario: Scenario,
    /// What happened.
    pub(crate) events: Vec<Event>,
}

/// Returns the rule by which the recorded centre is taken to have called: the earliest first, whoever it is.
///
/// How far it favoured its priority customers is left to the estimate to learn, by class.
/// Targets are those of our own classes, so that the record can be judged by them.
///
/// # Errors
/// Our rules cannot be rewritten so; see [`queueing::first_come_first_served`].
pub(crate) fn recorded_policy(ours: &Policy) -> Result<Policy, PolicyError> {
    let of_ours = |code: &str| ClassRule {
        target_s: ours.rule(ours.class_or_default(code)).target_s,
        ..ClassRule::plain(code)
    };
    Policy::new(PolicyRules::of(vec![of_ours("priority"), of_ours("ordinary")]))
}

impl Record {
    /// Tells recorded days.
    ///
    /// The record does not say who was on duty without speaking, so an agent is on duty from call to end of call only;
    /// one who takes a caller at once is on duty from the moment the caller comes.
    pub(crate) fn of(days: &Days) -> Self {
        let mut told = Vec::new();
        let mut arrivals = Vec::new();
        for (day, place) in days.all().iter().zip(0_u32..) {
            for call in &day.calls {
                tell(arrivals.len(), call, place, &mut told);
                arrivals.push(arrival(call, place));
            }
        }
        told.sort_unstable();
        let mut floor = Floor::default();
        for told in told {
            floor.follow(told);
        }
        let desks = vec![Desk::generic(Vec::new()); floor.agents];
        Self { scenario: Scenario { arrivals, desks }, events: floor.events }
    }
}

/// What a caller did and when, in the order in which it happens at the same time.
type Told = (i64, Step, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Finishes,
    HangsUp,
    IsCalled,
    Comes,
    ComesAndIsCalled,
}

fn tell(who: usize, call: &Call, place: u32, told: &mut Vec<Told>) {
    let mut add = |second, step| told.push((micros(place, second), step, who));
    let called_s = call.arrival_s + waited_s(call);
    match call.service_s {
        None => {
            add(call.arrival_s, Step::Comes);
            add(called_s, Step::HangsUp);
        }
        Some(service_s) => {
            if waited_s(call) > 0 {
                add(call.arrival_s, Step::Comes);
                add(called_s, Step::IsCalled);
            } else {
                add(called_s, Step::ComesAndIsCalled);
            }
            add(called_s + service_s, Step::Finishes);
        }
    }
}

/// Gives every caller the first agent who does not speak.
#[derive(Default)]
struct Floor {
    silent: BinaryHeap<Reverse<usize>>,
    agents: usize,
    speaking: HashMap<usize, usize>,
    events: Vec<Event>,
}

impl Floor {
    fn follow(&mut self, (at_us, step, who): Told) {
        match step {
            Step::Comes => self.note(at_us, Happening::Arrived(who)),
            Step::HangsUp => self.note(at_us, Happening::Left(who)),
            Step::IsCalled => {
                let desk = self.open(at_us);
                self.call(at_us, who, desk);
            }
            Step::ComesAndIsCalled => {
                let desk = self.open(at_us);
                self.note(at_us, Happening::Arrived(who));
                self.call(at_us, who, desk);
            }
            Step::Finishes => {
                if let Some(desk) = self.speaking.remove(&who) {
                    self.note(at_us, Happening::Finished { who, desk });
                    self.note(at_us, Happening::Closed(desk));
                    self.silent.push(Reverse(desk));
                }
            }
        }
    }

    fn open(&mut self, at_us: i64) -> usize {
        let desk = self.silent.pop().map_or(self.agents, |Reverse(desk)| desk);
        self.agents = self.agents.max(desk + 1);
        self.note(at_us, Happening::Opened(desk));
        desk
    }

    fn call(&mut self, at_us: i64, who: usize, desk: usize) {
        self.speaking.insert(who, desk);
        self.note(at_us, Happening::Called { who, desk });
    }

    fn note(&mut self, at_us: i64, what: Happening) {
        self.events.push(Event { at_us, what });
    }
}

fn arrival(call: &Call, place: u32) -> Arrival {
    Arrival {
        at_us: micros(place, call.arrival_s),
        class: if call.priority { "priority" } else { "ordinary" }.to_owned(),
        service: service_key(&call.kind),
        skills: Vec::new(),
        service_us: micros(0, call.service_s.unwrap_or(0)),
        patience_us: None,
        announced: false,
    }
}
