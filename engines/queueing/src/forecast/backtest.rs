//! How far forecasts were from what came.

use serde::Serialize;

use super::model::Model;
use super::{DayArrivals, Expected, expected};
use crate::units::count;

/// The squared relative deviation of a day's total before forecasts have been judged: totals stray by 15 in 100.
const USUAL_DAYS: f64 = 0.15 * 0.15;

/// How many days weigh as much as that belief.
const PRIOR_DAYS: f64 = 3.0;

/// The variance of a slot over its mean before forecasts have been judged: three times that of a Poisson count.
const USUAL_SLOTS: f64 = 3.0;

/// How many slots weigh as much as that belief.
const PRIOR_SLOTS: f64 = 48.0;

/// A squared deviation counts for at most so much: a burst is no measure of an ordinary day.
const BURST: f64 = 25.0;

/// How many of the latest days are judged to learn how far forecasts stray.
const JUDGED_DAYS: usize = 56;

/// How far days and slots strayed from their forecasts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread {
    day_squares: f64,
    days: f64,
    slot_squares: f64,
    slots: f64,
}

impl Default for Spread {
    fn default() -> Self {
        Self {
            day_squares: USUAL_DAYS * PRIOR_DAYS,
            days: PRIOR_DAYS,
            slot_squares: USUAL_SLOTS * PRIOR_SLOTS,
            slots: PRIOR_SLOTS,
        }
    }
}

impl Spread {
    /// Learns from the latest days, each forecast by those before it.
    pub(super) fn of(history: &[DayArrivals]) -> Self {
        let mut spread = Self::default();
        for index in history.len().saturating_sub(JUDGED_DAYS)..history.len() {
            if let Some(model) = Model::learn(&history[..index]) {
                spread.add(&history[..index], &history[index], &model);
            }
        }
        spread
    }

    /// Judges one day; a first Saturday says nothing of how well a second one is known and is left out.
    fn add(&mut self, known: &[DayArrivals], day: &DayArrivals, model: &Model) {
        if known.iter().all(|before| before.date.weekday != day.date.weekday) {
            return;
        }
        let means = model.expect(day.date);
        let (came, foreseen) = (total(day), means.iter().sum::<f64>());
        let off = came / foreseen - 1.0;
        self.day_squares += (off * off).min(1.0);
        self.days += 1.0;
        for (slot, mean) in day.slots.iter().zip(means).filter(|(_, mean)| *mean >= 1.0) {
            let scaled = (mean * came / foreseen).max(1.0);
            let off = f64::from(*slot) - scaled;
            self.slot_squares += (off * off / scaled).min(BURST);
            self.slots += 1.0;
        }
    }

    /// Returns the variance of a slot of that mean: that of the slot in its day, and that of the day.
    pub(super) fn variance(&self, mean: f64) -> f64 {
        let slots = (self.slot_squares / self.slots).max(1.0);
        slots * mean + self.day_squares / self.days * mean * mean
    }
}

/// How good forecasts were on days that came after what they knew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ForecastError {
    /// How many days were forecast.
    pub days: u32,
    /// How many people came on those days.
    pub people: f64,
    /// The mean error of a day's total, as a share of the mean total.
    pub total_error: f64,
    /// The mean error of a slot, as a share of the mean slot.
    pub slot_error: f64,
    /// How many more were forecast than came, as a share of those who came; negative when fewer.
    pub bias: f64,
    /// The share of slots, among those in which at least one person was expected, that stayed within the range; it
    /// promises four fifths.
    pub within_range: f64,
}

/// Forecasts every day from `first` on from those before it; `None` when there is no such day to judge.
pub fn backtest(history: &[DayArrivals], first: usize) -> Option<ForecastError> {
    let mut sum = Sum::default();
    let mut spread = Spread::default();
    for (index, day) in history.iter().enumerate().skip(first.saturating_sub(JUDGED_DAYS)) {
        let known = &history[..index];
        let Some(model) = Model::learn(known) else { continue };
        if index >= first {
            sum.add(day, &expected(&model, &spread, day.date));
        }
        spread.add(known, day, &model);
    }
    sum.judge()
}

#[derive(Default)]
struct Sum {
    days: u32,
    people: f64,
    forecast: f64,
    total_off: f64,
    slot_off: f64,
    ranges: usize,
    kept: usize,
}

impl Sum {
    fn add(&mut self, day: &DayArrivals, expected: &[Expected]) {
        let total = total(day);
        let foreseen: f64 = expected.iter().map(|slot| slot.mean).sum();
        self.days += 1;
        self.people += total;
        self.forecast += foreseen;
        self.total_off += (total - foreseen).abs();
        for (came, slot) in day.slots.iter().copied().map(f64::from).zip(expected) {
            self.slot_off += (came - slot.mean).abs();
            if slot.mean >= 1.0 {
                self.ranges += 1;
                self.kept += usize::from((slot.low.floor()..=slot.high.ceil()).contains(&came));
            }
        }
    }

    fn judge(self) -> Option<ForecastError> {
        (self.days > 0 && self.people > 0.0).then(|| ForecastError {
            days: self.days,
            people: self.people,
            total_error: self.total_off / self.people,
            slot_error: self.slot_off / self.people,
            bias: (self.forecast - self.people) / self.people,
            within_range: count(self.kept) / count(self.ranges.max(1)),
        })
    }
}

fn total(day: &DayArrivals) -> f64 {
    day.slots.iter().copied().map(f64::from).sum()
}
