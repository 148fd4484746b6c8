//! Follows what happens in a hall, estimates every wait when it begins and learns from it when it ends.

use super::estimator::{Asked, Estimator};
use super::situation::{Ahead, CounterNow, Due, Situation, Work};
use crate::dispatch::{Candidate, Key, goes_first};
use crate::policy::Policy;
use crate::simulation::{Event, Happening, Scenario, Views};
use crate::units::{count, seconds, whole_seconds};
use crate::wait::WaitRange;

/// The usual service time in seconds where nothing else is known: five minutes.
const TYPICAL_S: u32 = 300;

/// How far ahead announced arrivals are looked at, in microseconds: two hours.
const FORESIGHT_US: i64 = 2 * 3600 * 1_000_000;

const HOUR_US: i64 = 3600 * 1_000_000;

/// A wait that ended with a call, and what was foreseen when it began.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The place of the arrival in the scenario.
    pub who: usize,
    /// How long it took, in seconds.
    pub waited_s: u32,
    /// What was foreseen.
    pub range: WaitRange,
    /// What the usual simple estimates foresaw.
    pub rivals: Rivals,
}

/// What simple estimates foresee, in seconds (R. Ibrahim, W. Whitt, *Real-time delay estimation based on delay history*,
/// Manufacturing & Service Operations Management 11 (2009), 397–415).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rivals {
    /// The wait of whoever was called last.
    pub last_to_enter_s: f64,
    /// How long the one has waited who has waited longest.
    pub head_of_line_s: f64,
    /// The people in line times the mean time between the calls of the last ten minutes.
    pub queue_length_s: f64,
}

/// Follows a day, recorded or simulated; an instant of it is counted in microseconds from midnight.
///
/// Every wait is estimated with what is known at its beginning, and the estimator learns from it at its end, never before.
/// Whoever is called at the instant of arrival has not waited and is left out.
pub fn watch(
    policy: &Policy,
    scenario: &Scenario,
    events: &[Event],
    estimator: &mut Estimator,
) -> Vec<Scored> {
    let views = Views::new(scenario);
    let mut hall = Hall {
        policy,
        scenario,
        views: &views,
        announced: announced(scenario),
        waiting: Vec::new(),
        desks: vec![Desk::default(); scenario.desks.len()],
        last_wait_s: 0.0,
        scored: Vec::new(),
    };
    for event in events {
        hall.follow(event, estimator);
    }
    hall.scored
}

/// Lists who is expected, by time.
fn announced(scenario: &Scenario) -> Vec<usize> {
    let mut announced: Vec<usize> =
        (0..scenario.arrivals.len()).filter(|who| scenario.arrivals[*who].announced).collect();
    announced.sort_by_key(|who| scenario.arrivals[*who].at_us);
    announced
}

struct Hall<'a> {
    policy: &'a Policy,
    scenario: &'a Scenario,
    views: &'a Views<'a>,
    announced: Vec<usize>,
    waiting: Vec<Waiting>,
    desks: Vec<Desk>,
    last_wait_s: f64,
    scored: Vec<Scored>,
}

struct Waiting {
    who: usize,
    foreseen: Option<(WaitRange, Asked, Rivals)>,
}

#[derive(Clone, Copy, Default)]
struct Desk {
    on_duty: bool,
    serving: Option<(usize, i64)>,
}

impl Hall<'_> {
    fn follow(&mut self, event: &Event, estimator: &mut Estimator) {
        let now_us = event.at_us;
        match event.what {
            Happening::Opened(desk) => self.desks[desk].on_duty = true,
            Happening::Closed(desk) => self.desks[desk].on_duty = false,
            Happening::Arrived(who) => self.arrive(who, now_us, estimator),
            Happening::Left(who) => self.waiting.retain(|waiting| waiting.who != who),
            Happening::Called { who, desk } => self.call(who, desk, now_us, estimator),
            Happening::Finished { who, desk } => self.finish(who, desk, now_us, estimator),
        }
    }

    fn arrive(&mut self, who: usize, now_us: i64, estimator: &Estimator) {
        let rivals = self.rivals(now_us, estimator);
        let (ahead, due) = (self.ahead(who, now_us), self.due(who, now_us));
        let counters: Vec<CounterNow> =
            self.able(who).map(|desk| self.counter_now(desk, now_us)).collect();
        let situation = Situation {
            class: &self.scenario.arrivals[who].class,
            work: self.work(who),
            hour: hour(now_us),
            now_us,
            ahead: &ahead,
            due: &due,
            counters: &counters,
        };
        let estimate = estimator.estimate(&situation);
        let foreseen = estimate.map(|estimate| (estimate.range, estimate.asked, rivals));
        self.waiting.push(Waiting { who, foreseen });
    }

    fn call(&mut self, who: usize, desk: usize, now_us: i64, estimator: &mut Estimator) {
        let waited_us = now_us - self.scenario.arrivals[who].at_us;
        self.last_wait_s = seconds(waited_us);
        self.desks[desk].serving = Some((who, now_us));
        estimator.called(now_us);
        let place = self.waiting.iter().position(|waiting| waiting.who == who);
        let foreseen = place.and_then(|place| self.waiting.swap_remove(place).foreseen);
        if let Some((range, asked, rivals)) = foreseen.filter(|_| waited_us > 0) {
            let scored = Scored { who, waited_s: whole_seconds(waited_us), range, rivals };
            estimator.learn(&asked, scored.waited_s);
            self.scored.push(scored);
        }
    }

    fn finish(&mut self, who: usize, desk: usize, now_us: i64, estimator: &mut Estimator) {
        if let Some((_, since_us)) = self.desks[desk].serving.take() {
            let service = self.scenario.arrivals[who].service;
            estimator.finished(service, hour(since_us), whole_seconds(now_us - since_us));
        }
    }

    fn rivals(&self, now_us: i64, estimator: &Estimator) -> Rivals {
        let oldest =
            self.waiting.iter().map(|waiting| self.scenario.arrivals[waiting.who].at_us).min();
        let between_s = estimator.pace_s(now_us).unwrap_or(0.0);
        Rivals {
            last_to_enter_s: self.last_wait_s,
            head_of_line_s: oldest.map_or(0.0, |at_us| seconds(now_us - at_us)),
            queue_length_s: count(self.waiting.len()) * between_s,
        }
    }

    /// Lists those who would be called first, each for the share of the counters that could take the newcomer too.
    fn ahead(&self, who: usize, now_us: i64) -> Vec<Ahead> {
        let own = self.candidate(who);
        let first = self
            .waiting
            .iter()
            .map(|waiting| waiting.who)
            .filter(|other| goes_first(self.policy, now_us, &self.candidate(*other), &own));
        let ahead =
            first.map(|other| Ahead { work: self.work(other), people: self.shared(other, who) });
        ahead.filter(|ahead| ahead.people > 0.0).collect()
    }

    /// Lists those who are announced and would be called first if they came now.
    fn due(&self, who: usize, now_us: i64) -> Vec<Due> {
        let own = self.candidate(who);
        let later =
            self.announced.partition_point(|other| self.scenario.arrivals[*other].at_us <= now_us);
        let soon = self.announced[later..]
            .iter()
            .copied()
            .take_while(|other| self.scenario.arrivals[*other].at_us - now_us <= FORESIGHT_US);
        let first = soon.filter(|other| {
            let at_us = self.scenario.arrivals[*other].at_us;
            self.shared(*other, who) > 0.0
                && goes_first(self.policy, at_us, &self.candidate(*other), &own)
        });
        first
            .map(|other| Due {
                work: self.work(other),
                in_s: whole_seconds(self.scenario.arrivals[other].at_us - now_us),
                people: 1.0,
            })
            .collect()
    }

    fn able(&self, who: usize) -> impl Iterator<Item = usize> {
        let candidate = self.candidate(who);
        (0..self.desks.len()).filter(move |desk| {
            self.desks[*desk].on_duty && self.views.server(*desk).can_serve(&candidate)
        })
    }

    /// Returns the share of the counters for one that may take another too.
    fn shared(&self, one: usize, another: usize) -> f64 {
        let candidate = self.candidate(another);
        let (mut all, mut both) = (0_u32, 0_u32);
        for desk in self.able(one) {
            all += 1;
            both += u32::from(self.views.server(desk).can_serve(&candidate));
        }
        f64::from(both) / f64::from(all.max(1))
    }

    fn candidate(&self, who: usize) -> Candidate<'_> {
        let arrival = &self.scenario.arrivals[who];
        let class = self.policy.class_or_default(&arrival.class);
        let candidate = Candidate::new(who as Key, class, arrival.at_us, arrival.service);
        Candidate { skills: self.views.wanted(who), ..candidate }
    }

    fn counter_now(&self, desk: usize, now_us: i64) -> CounterNow {
        match self.desks[desk].serving {
            None => CounterNow::Free,
            Some((who, since_us)) => {
                CounterNow::Busy { work: self.work(who), for_s: whole_seconds(now_us - since_us) }
            }
        }
    }

    fn work(&self, who: usize) -> Work {
        Work { service: self.scenario.arrivals[who].service, typical_s: TYPICAL_S }
    }
}

fn hour(at_us: i64) -> u8 {
    u8::try_from(at_us.div_euclid(HOUR_US).rem_euclid(24)).unwrap_or(0)
}
