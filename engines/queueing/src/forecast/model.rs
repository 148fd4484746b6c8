//! What a history of days says of the next one.

use std::collections::{BTreeMap, BTreeSet};

use super::{DayArrivals, DayKind};
use crate::units::count;

/// How much a day counts, of what the day after it counts.
const FADING: f64 = 0.995;

/// The variance of the logarithm of a day's total among days of the same kind: they stray by about 15 in 100.
const WITHIN_WEEKDAY: f64 = 0.15 * 0.15;

/// How many of a day of the month, after the first, weigh as much as the belief that it is a day like any other.
const DAY_OF_MONTH_PRIOR: f64 = 1.0;

/// How many people the profile of all days is worth at most.
const MOST_WORTH: f64 = 10_000.0;

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
        let days = without_holidays(days.collect());
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
            let seen = seen_of(days, &self.weekdays, |day| (day.date.weekday, left(day, self)));
            self.weekdays = weekday_effects(&seen);
            let seen =
                seen_of(days, &self.days_of_month, |day| (day.date.day_of_month, left(day, self)));
            self.days_of_month = day_of_month_effects(&seen);
        }
        let (came, fitted) = days.iter().fold((0.0, 0.0), |(came, fitted), day| {
            (came + day.weight * day.total, fitted + day.weight * self.total(day.date))
        });
        self.scale = came / fitted;
    }

    fn fit_profiles(&mut self, days: &[Day]) {
        for weekday in self.weekdays.keys() {
            let same = || days.iter().filter(|day| day.date.weekday == *weekday);
            let worth = worth_of_all(&self.profile, same());
            let prior: Vec<f64> = self.profile.iter().map(|share| share * worth).collect();
            self.profiles.insert(*weekday, shares(same(), &prior));
        }
    }
}

/// Leaves out days on which nobody came, where people come on other days of that weekday.
fn without_holidays(mut days: Vec<Day>) -> Vec<Day> {
    let open: BTreeSet<u8> =
        days.iter().filter(|day| day.total > 0.0).map(|day| day.date.weekday).collect();
    days.retain(|day| day.total > 0.0 || !open.contains(&day.date.weekday));
    days
}

/// Takes bursts out of a day.
fn calm(slots: &[u32], length: usize) -> Vec<f64> {
    let came = |slot: usize| slots.get(slot).copied().map_or(0.0, f64::from);
    let calm = |slot: usize| {
        let before = slot.checked_sub(1).map_or(0.0, came);
        let neighbours = f64::midpoint(before, came(slot + 1));
        came(slot).min((neighbours * BURST).max(CROWD))
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

/// Returns how many people the profile of all days is worth for a weekday: few where its days are spread differently.
///
/// Counts with shares of their own around common ones, of a worth of `k` people, are spread `(n + k) / (1 + k)` times as
/// far as counts with the common shares (the Dirichlet-multinomial distribution; J. Mosimann, *On the compound
/// multinomial distribution*, Biometrika 49 (1962), 65–82); `k` is solved from how far they are.
fn worth_of_all<'a>(profile: &[f64], days: impl Iterator<Item = &'a Day>) -> f64 {
    let mut people = vec![0.0; profile.len()];
    for day in days {
        for (sum, slot) in people.iter_mut().zip(&day.slots) {
            *sum += day.weight * slot;
        }
    }
    let all: f64 = people.iter().sum();
    let (mut squares, mut slots) = (0.0, 0.0);
    for (came, share) in people.iter().zip(profile).filter(|(_, share)| *share * all >= 1.0) {
        let expected = share * all;
        squares += (came - expected) * (came - expected) / expected;
        slots += 1.0;
    }
    let spread = squares / f64::max(slots - 1.0, 1.0);
    if spread > 1.0 { ((all - spread) / (spread - 1.0)).clamp(1.0, MOST_WORTH) } else { MOST_WORTH }
}

/// What was seen of a kind of day: the mean of what level and the other kind leave over, and how many days weigh in.
type Seen = BTreeMap<u8, (f64, f64)>;

fn seen_of(
    days: &[Day],
    before: &BTreeMap<u8, f64>,
    kind_and_left: impl Fn(&Day) -> (u8, f64),
) -> Seen {
    let mut seen = Seen::new();
    for day in days {
        let (kind, left) = kind_and_left(day);
        let own = before.get(&kind).copied().unwrap_or(0.0);
        let (sum, weight) = seen.entry(kind).or_default();
        *sum += day.weight * (left + own);
        *weight += day.weight;
    }
    for (sum, weight) in seen.values_mut() {
        *sum /= *weight;
    }
    seen
}

/// Draws weekdays towards zero the more, the less they differ from each other.
///
/// A day of a kind weighs as much as the belief in no difference times the variance between weekdays over that within.
fn weekday_effects(seen: &Seen) -> BTreeMap<u8, f64> {
    let between = seen.values().map(|(mean, _)| mean * mean).sum::<f64>() / count(seen.len());
    let prior = WITHIN_WEEKDAY / between.max(WITHIN_WEEKDAY / 5.0);
    let effect = |(mean, weight): &(f64, f64)| mean * weight / (weight + prior);
    seen.iter().map(|(kind, seen)| (*kind, effect(seen))).collect()
}

/// Draws days of the month towards zero; one that was seen once tells nothing that its weekday does not.
fn day_of_month_effects(seen: &Seen) -> BTreeMap<u8, f64> {
    let effect = |(mean, weight): &(f64, f64)| {
        let repeated = (weight - 1.0).max(0.0);
        mean * repeated / (repeated + DAY_OF_MONTH_PRIOR)
    };
    seen.iter().map(|(kind, seen)| (*kind, effect(seen))).collect()
}
