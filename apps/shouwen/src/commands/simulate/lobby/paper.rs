//! Recorded days as a scenario: the customers of the record, and as many counters as were at work.

use queueing::{Arrival, Chance, Desk, Key, Scenario, Shift};

use super::days::{Day, Days};
use super::past::Past;
use crate::commands::calls::Call;

/// The length of a slot of the schedule, in seconds: half an hour.
pub(crate) const SLOT_S: u32 = 1_800;

/// How many slots a day has.
pub(crate) const SLOTS: usize = 48;

const DAY_S: u32 = 86_400;

/// How many counters are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counters {
    /// As many as the record shows at work, half hour by half hour.
    Schedule,
    /// So many all day.
    Fixed(usize),
}

/// What a simulation adds to the record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assumptions {
    /// How many counters are open.
    pub(crate) counters: Counters,
    /// The share of ordinary callers who count as care customers.
    pub(crate) care_share: f64,
    /// How many times longer than on record customers are willing to wait.
    pub(crate) patience: f64,
    /// The seed of everything that is drawn.
    pub(crate) seed: u64,
}

impl Assumptions {
    /// Returns how many counters are open in every half hour of a day.
    pub(crate) fn open(&self, day: &Day) -> Vec<usize> {
        match self.counters {
            Counters::Schedule => at_work(&day.calls),
            Counters::Fixed(counters) => vec![counters; SLOTS],
        }
    }
}

/// Makes a scenario of recorded days, one after the other, with so many open counters in every half hour.
pub(crate) fn scenario(
    days: &Days,
    past: &Past,
    assumptions: &Assumptions,
    open: &[usize],
) -> Scenario {
    let placed = days.all().iter().zip(0_u32..);
    let came = placed.flat_map(|(day, place)| day.calls.iter().map(move |call| (call, place)));
    let arrivals = came.zip(0_u64..).map(|((call, place), number)| {
        let mut chance = Chance::of(assumptions.seed, number);
        arrival(call, place, past, assumptions, &mut chance)
    });
    Scenario { arrivals: arrivals.collect(), desks: desks(open) }
}

/// Returns the service that a type of business stands for.
pub(crate) fn service_key(kind: &str) -> Key {
    kind.bytes().fold(0, |key, byte| key << 8 | Key::from(byte))
}

/// Returns how long a caller stood in line, in seconds.
pub(crate) fn waited_s(call: &Call) -> u32 {
    call.queued_s.unwrap_or(0)
}

/// Returns an instant of the day at a place in the row, in microseconds from the first midnight.
pub(crate) fn micros(place: u32, second: u32) -> i64 {
    (i64::from(place) * i64::from(DAY_S) + i64::from(second)) * 1_000_000
}

fn arrival(
    call: &Call,
    place: u32,
    past: &Past,
    assumptions: &Assumptions,
    chance: &mut Chance,
) -> Arrival {
    // Drawn for everybody, so that another share of care customers changes nothing else.
    let care = chance.unit() < assumptions.care_share;
    let service_s = call.service_s.unwrap_or_else(|| past.draw_service_s(&call.kind, chance));
    let patience_s = match call.service_s {
        None => f64::from(waited_s(call)),
        Some(_) => past.draw_patience_s(waited_s(call), chance),
    };
    let class = match (call.priority, care) {
        (true, _) => "priority",
        (false, true) => "care",
        (false, false) => "ordinary",
    };
    Arrival {
        at_us: micros(place, call.arrival_s),
        class: class.to_owned(),
        service: service_key(&call.kind),
        skills: Vec::new(),
        service_us: micros(0, service_s),
        patience_us: Some(whole_micros(patience_s * assumptions.patience)),
        announced: false,
    }
}

/// Counts for every half hour of a day how many were at work.
///
/// The record does not say who was on duty, but while somebody waits everybody at work is busy; so the mean number of
/// busy agents over such seconds is taken, and the largest number busy at once where nobody waited.
pub(crate) fn at_work(calls: &[Call]) -> Vec<usize> {
    let (mut busy, mut waiting) = (Steps::new(), Steps::new());
    for call in calls {
        let called_s = call.arrival_s + waited_s(call);
        waiting.add(call.arrival_s, called_s);
        if let Some(service_s) = call.service_s {
            busy.add(called_s, called_s + service_s);
        }
    }
    let (busy, waiting) = (busy.levels(), waiting.levels());
    let slots = busy.chunks(SLOT_S as usize).zip(waiting.chunks(SLOT_S as usize));
    slots.map(|(busy, waiting)| at_work_in(busy, waiting)).collect()
}

fn at_work_in(busy: &[usize], waiting: &[usize]) -> usize {
    let pressed = busy.iter().zip(waiting).filter(|(_, waiting)| **waiting > 0);
    let (seconds, sum) =
        pressed.fold((0, 0), |(seconds, sum), (busy, _)| (seconds + 1, sum + busy));
    let mean = (sum + seconds / 2).checked_div(seconds);
    mean.map_or_else(|| busy.iter().copied().max().unwrap_or(0), |mean| mean.max(1))
}

/// A number of people over the seconds of a day.
struct Steps(Vec<isize>);

impl Steps {
    fn new() -> Self {
        Self(vec![0; DAY_S as usize + 1])
    }

    fn add(&mut self, from_s: u32, to_s: u32) {
        self.0[from_s.min(DAY_S) as usize] += 1;
        self.0[to_s.min(DAY_S) as usize] -= 1;
    }

    fn levels(&self) -> Vec<usize> {
        let mut level = 0_isize;
        let levels = self.0[..DAY_S as usize].iter().map(|step| {
            level += step;
            level.unsigned_abs()
        });
        levels.collect()
    }
}

/// Opens the first counters for as long as they are needed.
fn desks(open: &[usize]) -> Vec<Desk> {
    let most = open.iter().copied().max().unwrap_or(0);
    (0..most).map(|desk| Desk::generic(shifts(open, desk))).collect()
}

fn shifts(open: &[usize], desk: usize) -> Vec<Shift> {
    let mut shifts: Vec<Shift> = Vec::new();
    for (slot, _) in (0_u32..).zip(open).filter(|(_, open)| **open > desk) {
        let (from_us, to_us) = (micros(0, slot * SLOT_S), micros(0, (slot + 1) * SLOT_S));
        match shifts.last_mut() {
            Some(shift) if shift.to_us == from_us => shift.to_us = to_us,
            _ => shifts.push(Shift { from_us, to_us }),
        }
    }
    shifts
}

#[expect(clippy::cast_possible_truncation, reason = "patience of hours, in microseconds")]
fn whole_micros(seconds: f64) -> i64 {
    (seconds * 1_000_000.0).round() as i64
}
