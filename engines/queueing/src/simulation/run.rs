//! The hall in motion.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::log::{Event, Happening, Log};
use super::scenario::{Scenario, Views};
use crate::dispatch::{Candidate, Key, choose};
use crate::points::Points;
use crate::policy::Policy;

/// Lets a day go by under a policy.
///
/// At every instant first everything happens that is due, then the free desks call, the one that has been idle longest
/// first, and then those leave whose patience is at an end.
/// A desk that is free while somebody waits whom it may serve does not exist after that.
pub fn simulate(policy: &Policy, scenario: &Scenario) -> Log {
    let views = Views::new(scenario);
    let mut hall = Hall::new(policy, scenario, &views);
    while let Some(Reverse(due)) = hall.agenda.pop() {
        hall.happen(due);
        let more_now = |next: &Due| next.at_us == due.at_us && next.stage == due.stage;
        while let Some(Reverse(also)) = hall.agenda.pop_if_next(more_now) {
            hall.happen(also);
        }
        if due.stage == Stage::Due {
            hall.call(due.at_us);
        }
    }
    hall.log
}

/// Something that will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at_us: i64,
    stage: Stage,
    step: Step,
}

/// Whether something happens before or after the desks call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Due,
    PatienceEnds,
}

/// What will happen, in the order in which it happens at the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Finish { desk: usize, who: usize },
    Close(usize),
    Open(usize),
    Arrive(usize),
    GiveUp(usize),
}

/// A heap that can be asked about its top before it is popped.
#[derive(Default)]
struct Agenda(BinaryHeap<Reverse<Due>>);

impl Agenda {
    fn add(&mut self, at_us: i64, step: Step) {
        let gives_up = matches!(step, Step::GiveUp(_));
        let stage = if gives_up { Stage::PatienceEnds } else { Stage::Due };
        self.0.push(Reverse(Due { at_us, stage, step }));
    }

    fn pop(&mut self) -> Option<Reverse<Due>> {
        self.0.pop()
    }

    fn pop_if_next(&mut self, is_meant: impl Fn(&Due) -> bool) -> Option<Reverse<Due>> {
        self.0.peek().is_some_and(|Reverse(next)| is_meant(next)).then(|| self.0.pop()).flatten()
    }
}

/// A desk while the day goes by.
#[derive(Clone, Copy, Default)]
struct Seat {
    on_duty: bool,
    busy: bool,
    idle_since_us: i64,
}

struct Hall<'a> {
    policy: &'a Policy,
    scenario: &'a Scenario,
    views: &'a Views<'a>,
    agenda: Agenda,
    seats: Vec<Seat>,
    waiting: Vec<Candidate<'a>>,
    log: Log,
}

impl<'a> Hall<'a> {
    fn new(policy: &'a Policy, scenario: &'a Scenario, views: &'a Views<'a>) -> Self {
        let mut agenda = Agenda::default();
        for (who, arrival) in scenario.arrivals.iter().enumerate() {
            agenda.add(arrival.at_us, Step::Arrive(who));
        }
        for (desk, shift) in scenario
            .desks
            .iter()
            .enumerate()
            .flat_map(|(desk, place)| place.shifts.iter().map(move |shift| (desk, shift)))
        {
            agenda.add(shift.from_us, Step::Open(desk));
            agenda.add(shift.to_us, Step::Close(desk));
        }
        let seats = vec![Seat::default(); scenario.desks.len()];
        Self { policy, scenario, views, agenda, seats, waiting: Vec::new(), log: Log::default() }
    }

    fn happen(&mut self, due: Due) {
        match due.step {
            Step::Finish { desk, who } => {
                self.seats[desk].busy = false;
                self.seats[desk].idle_since_us = due.at_us;
                self.note(due.at_us, Happening::Finished { who, desk });
            }
            Step::Close(desk) => {
                self.seats[desk].on_duty = false;
                self.note(due.at_us, Happening::Closed(desk));
            }
            Step::Open(desk) => {
                self.seats[desk].on_duty = true;
                self.seats[desk].idle_since_us = due.at_us;
                self.note(due.at_us, Happening::Opened(desk));
            }
            Step::Arrive(who) => self.arrive(who),
            Step::GiveUp(who) => {
                if self.remove(key(who)) {
                    self.note(due.at_us, Happening::Left(who));
                }
            }
        }
    }

    fn arrive(&mut self, who: usize) {
        let arrival = &self.scenario.arrivals[who];
        let class = self.policy.class_or_default(&arrival.class);
        let candidate = Candidate::new(key(who), class, arrival.at_us, arrival.service);
        self.waiting.push(Candidate { skills: self.views.wanted(who), ..candidate });
        if let Some(patience_us) = arrival.patience_us {
            let ends_us = arrival.at_us.saturating_add(patience_us.max(0));
            self.agenda.add(ends_us, Step::GiveUp(who));
        }
        self.note(arrival.at_us, Happening::Arrived(who));
    }

    /// Lets every free desk call, and looks whether anybody was neglected.
    fn call(&mut self, now_us: i64) {
        let mut free: Vec<usize> =
            (0..self.seats.len()).filter(|desk| self.seats[*desk].is_free()).collect();
        free.sort_unstable_by_key(|desk| (self.seats[*desk].idle_since_us, *desk));
        for desk in &free {
            self.leave_to_specialists(*desk);
            let decision = choose(self.policy, &self.views.server(*desk), now_us, &self.waiting);
            if let Ok(decision) = decision {
                self.serve(*desk, decision.id, now_us);
            }
        }
        free.retain(|desk| self.seats[*desk].is_free());
        self.look_for_neglect(&free, now_us);
    }

    fn serve(&mut self, desk: usize, id: Key, now_us: i64) {
        self.remove(id);
        let who = who(id);
        let ends_us = now_us.saturating_add(self.scenario.arrivals[who].service_us.max(0));
        self.seats[desk].busy = true;
        self.note(now_us, Happening::Called { who, desk });
        self.agenda.add(ends_us, Step::Finish { desk, who });
    }

    /// Marks those whom another desk on duty is specialised in, when the policy asks for it.
    fn leave_to_specialists(&mut self, desk: usize) {
        if self.policy.rules().specialist_deduction == Points::ZERO {
            return;
        }
        let others = self.scenario.desks.iter().enumerate();
        let others = others.filter(|(other, _)| *other != desk && self.seats[*other].on_duty);
        let special: Vec<Key> =
            others.flat_map(|(_, place)| place.preferred.iter().copied()).collect();
        for candidate in &mut self.waiting {
            candidate.specialist_on_duty = special.contains(&candidate.service);
        }
    }

    fn look_for_neglect(&mut self, free: &[usize], now_us: i64) {
        let overdue = |candidate: &&Candidate<'_>| {
            candidate.waited_s(now_us) >= self.policy.rule(candidate.class).hard_max_s
        };
        let helpless = |candidate: &Candidate<'_>| {
            free.iter().any(|desk| self.views.server(*desk).can_serve(candidate))
        };
        let neglected = self.waiting.iter().filter(overdue).filter(|one| helpless(one)).count();
        self.log.neglected += u32::try_from(neglected).unwrap_or(u32::MAX);
    }

    fn remove(&mut self, id: Key) -> bool {
        let place = self.waiting.iter().position(|candidate| candidate.id == id);
        place.map(|place| self.waiting.swap_remove(place)).is_some()
    }

    fn note(&mut self, at_us: i64, what: Happening) {
        self.log.events.push(Event { at_us, what });
    }
}

impl Seat {
    fn is_free(self) -> bool {
        self.on_duty && !self.busy
    }
}

fn key(who: usize) -> Key {
    who as Key
}

fn who(id: Key) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}
