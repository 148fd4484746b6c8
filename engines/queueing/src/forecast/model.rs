//! What a history of days says of the next one.

use std::collections::BTreeMap;

use super::{DayArrivals, DayKind};

/// How much a day counts, of what the day after it counts.
const FADING: f64 = 0.995;

/// How many days of a weekday weigh as much as the belief that it is a day like any other.
const WEEKDAY_PRIOR: f64 = 0.2;

/// How many of a day of the month weigh as much as the belief that it is a day like any other.
const DAY_OF_MONTH_PRIOR: f64 = 1.0;

/// How many people on a weekday weigh as much as the profile of all days.
const PROFILE_PRIOR: f64 = 500.0;

/// A slot that is this many times its two neighbours counts as so many times: a fault or an accident, not a habit.
const BURST: f64 = 2.0;

/// Below this many people a slot is no burst.
const CROWD: f64 = 20.0;

/// How often level, weekdays and days of the month are fitted to each other.
const ROUNDS: usize = 10;

/// The parts that make up a day.
pub(super) struct Model {
    level: f64,
    weekdays: BTreeMap<u8, f64>,
    days_of_month: BTreeMap<u8, f64>,
    /// Makes the means of the fit those of the history; logarithms alone would stay below.
    scale: f64,
    profile: Vec<f64>,
    profiles: BTreeMap<u8, Vec<f64>>,
}

/// A day of the history, ready to be fitted.
struct Day {
    date: DayKind,
    weight: f64,
    slots: Vec<f64>,
    total: f64,
}

impl Model {
    /// Learns from days, the oldest first; `None` when nobody ever came.
    pub(super) fn learn(history: &[DayArrivals]) -> Option<Self> {
        let slots = history.iter().map(|day| day.slots.len()).max()?;
        let mut weight = 1.0;
        let days = history.iter().rev().map(|day| {
            weight *= FADING;
            let slots = calm(&day.slots, slots);
            Day { date: day.date, weight, total: slots.iter().sum(), slots }
        });
        let days: Vec<Day> = days.collect();
        if days.iter().all(|day| day.total == 0.0) {
            return None;
        }
        let mut model = Self {
            level: 0.0,
            weekdays: BTreeMap::new(),
            days_of_month: BTreeMap::new(),
            scale: 1.0,
            profile: shares(days.iter(), &vec![1.0; slots]),
            profiles: BTreeMap::new(),
        };
        model.fit_totals(&days);
        model.fit_profiles(&days);
        Some(model)
    }

    /// Returns how many are expected in every slot.
    pub(super) fn expect(&self, date: DayKind) -> Vec<f64> {
        let profile = self.profiles.get(&date.weekday).unwrap_or(&self.profile);
        let total = self.total(date);
        profile.iter().map(|share| total * share).collect()
    }

    fn total(&self, date: DayKind) -> f64 {
        let weekday = self.weekdays.get(&date.weekday).copied().unwrap_or(0.0);
        let day_of_month = self.days_of_month.get(&date.day_of_month).copied().unwrap_or(0.0);
        self.scale * (self.level + weekday + day_of_month).exp()
    }

    /// Fits the three parts in turn, each to what the others leave over.
    fn fit_totals(&mut self, days: &[Day]) {
        let left = |day: &Day, model: &Self| (day.total + 1.0).ln() - model.total(day.date).ln();
        for _ in 0..ROUNDS {
            let weight: f64 = days.iter().map(|day| day.weight).sum();
            self.level += days.iter().map(|day| day.weight * left(day, self)).sum::<f64>() / weight;
            self.weekdays = effects(days, WEEKDAY_PRIOR, &self.weekdays, |day| {
                (day.date.weekday, left(day, self))
            });
            self.days_of_month = effects(days, DAY_OF_MONTH_PRIOR, &self.days_of_month, |day| {
                (day.date.day_of_month, left(day, self))
            });
        }
        let (came, fitted) = days.iter().fold((0.0, 0.0), |(came, fitted), day| {
            (came + day.weight * day.total, fitted + day.weight * self.total(day.date))
        });
        self.scale = came / fitted;
    }

    fn fit_profiles(&mut self, days: &[Day]) {
        let prior: Vec<f64> = self.profile.iter().map(|share| share * PROFILE_PRIOR).collect();
        for weekday in days.iter().map(|day| day.date.weekday) {
            let same = days.iter().filter(|day| day.date.weekday == weekday);
            self.profiles.entry(weekday).or_insert_with(|| shares(same, &prior));
        }
    }
}

/// Takes bursts out of a day.
fn calm(slots: &[u32], length: usize) -> Vec<f64> {
    let count = |slot: usize| slots.get(slot).copied().map_or(0.0, f64::from);
    let calm = |slot: usize| {
        let before = slot.checked_sub(1).map_or(0.0, count);
        let neighbours = f64::midpoint(before, count(slot + 1));
        count(slot).min((neighbours * BURST).max(CROWD))
    };
    (0..length).map(calm).collect()
}

/// Returns the share of every slot in the people of some days and of a prior.
fn shares<'a>(days: impl Iterator<Item = &'a Day>, prior: &[f64]) -> Vec<f64> {
    let mut people = prior.to_vec();
    for day in days {
        for (sum, slot) in people.iter_mut().zip(&day.slots) {
            *sum += day.weight * slot;
        }
    }
    let total: f64 = people.iter().sum();
    people.into_iter().map(|slot| slot / total).collect()
}

/// Moves the effect of every kind of day to the weighted mean of what is left over, drawn towards zero.
fn effects(
    days: &[Day],
    prior: f64,
    before: &BTreeMap<u8, f64>,
    kind_and_left: impl Fn(&Day) -> (u8, f64),
) -> BTreeMap<u8, f64> {
    let mut sums: BTreeMap<u8, (f64, f64)> = BTreeMap::new();
    for day in days {
        let (kind, left) = kind_and_left(day);
        let own = before.get(&kind).copied().unwrap_or(0.0);
        let (sum, weight) = sums.entry(kind).or_default();
        *sum += day.weight * (left + own);
        *weight += day.weight;
    }
    sums.into_iter().map(|(kind, (sum, weight))| (kind, sum / (weight + prior))).collect()
}
