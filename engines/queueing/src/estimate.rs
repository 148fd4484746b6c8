//! A wait range that learns from every wait that ends.
//!
//! A formula says what the line, the counters and the recent services let expect; a regression of quantiles, updated
//! wait by wait, learns how this hall differs from the formula: which class is passed by later arrivals, which service
//! is called more slowly, how much the pace of the last minutes tells.
//! It begins as the formula alone and needs no training, no stored history and no simulation.
//!
//! Everything it knows is an [`Estimator`], a few numbers that can be kept between two questions.
//! To learn from a wait it must be told what was asked when the wait began: [`Asked`], kept with the one who waits.
//!
//! ```
//! use queueing::{Ahead, CounterNow, Estimator, Situation, Work};
//!
//! let mut estimator = Estimator::default();
//! let work = Work { service: 7, typical_s: 300 };
//! let situation = Situation {
//!     class: "ordinary",
//!     work,
//!     hour: 10,
//!     now_us: 0,
//!     ahead: &[Ahead { work, people: 3.0 }],
//!     due: &[],
//!     counters: &[CounterNow::Busy { work, for_s: 60 }, CounterNow::Busy { work, for_s: 200 }],
//! };
//! let estimate = estimator.estimate(&situation).unwrap();
//! assert!(estimate.range.low_s < estimate.range.high_s);
//! // Nine minutes later the call comes.
//! estimator.learn(&estimate.asked, 540);
//! ```

mod estimator;
mod expectation;
mod lognormal;
mod quantile;
mod score;
mod service_times;
mod situation;
mod watch;

pub use estimator::{Asked, Estimate, Estimator};
pub use score::Score;
pub use situation::{Ahead, CounterNow, Due, Situation, Work};
pub use watch::{Rivals, Scored, watch};
