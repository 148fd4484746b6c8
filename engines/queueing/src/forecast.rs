//! How many will come: by weekday, by day of the month and by time of day, with the error to expect.
//!
//! A day's total is `exp(level + weekday + day of month)`; it is spread over the slots of the day by a profile.
//! Every part is drawn towards what all days have in common by as much as it was seen too seldom: a weekday towards the
//! level, a day of the month strongly, the profile of a weekday towards that of all days (empirical Bayes; J. Weinberg,
//! L. Brown, J. Stroud, *Bayesian forecasting of an inhomogeneous Poisson process with applications to call center
//! data*, Journal of the American Statistical Association 102 (2007), 1185–1198, whose model this one simplifies).
//! Older days count less.
//!
//! The error is not taken from the fit but from walking forward: every day is forecast from those before it.

mod backtest;
mod model;

use backtest::Spread;
pub use backtest::{ForecastError, backtest};
use model::Model;

use crate::wait::gamma_factor;

/// The 90th percentile of the standard normal distribution.
const Z90: f64 = 1.281_551_565_544_6;

/// A day as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayArrivals {
    /// Which day.
    pub date: DayKind,
    /// How many came in each slot of the day; all days of a history have the same slots.
    pub slots: Vec<u32>,
}

/// What a forecast looks at in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayKind {
    /// The weekday, 0 to 6 from any fixed beginning.
    pub weekday: u8,
    /// The day of the month, 1 to 31.
    pub day_of_month: u8,
}

/// How many are expected in a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The mean.
    pub mean: f64,
    /// What one day in ten stays below.
    pub low: f64,
    /// What nine days in ten stay below.
    pub high: f64,
}

/// Forecasts a day from the days before it, the oldest first; `None` when nobody ever came.
///
/// The range of a slot comes from how far past forecasts of days and of slots were off.
pub fn forecast(history: &[DayArrivals], date: DayKind) -> Option<Vec<Expected>> {
    let model = Model::learn(history)?;
    Some(expected(&model, &Spread::of(history), date))
}

fn expected(model: &Model, spread: &Spread, date: DayKind) -> Vec<Expected> {
    let range = |mean: f64| {
        let shape = (mean * mean / spread.variance(mean)).max(0.2);
        let at = |z| (mean * gamma_factor(shape, z)).max(0.0);
        Expected { mean, low: at(-Z90), high: at(Z90) }
    };
    model.expect(date).into_iter().map(range).collect()
}
