//! Decides who is served next, and says why and how long the others will probably wait.
//!
//! The discipline is the accumulating-priority queue: everybody starts with the base points of a class and gains
//! points for every minute of waiting, at the rate of that class; a server that becomes free takes whoever has most.
//! Classes with a higher rate wait less, in a proportion that the rates set, and nobody is forgotten, because
//! everybody keeps gaining.
//! A hard maximum per class bounds what points alone could still allow.
//!
//! ```
//! use queueing::{Candidate, ClassRule, Points, Policy, PolicyRules, Server, choose};
//!
//! let class = |code: &str, base, rate| ClassRule {
//!     base: Points::whole(base),
//!     rate_per_min: Points::whole(rate),
//!     ..ClassRule::plain(code)
//! };
//! let policy = Policy::new(PolicyRules::of(vec![class("fast", 10, 2), class("plain", 0, 1)])).unwrap();
//! let minute = 60_000_000;
//! let waiting = [
//!     Candidate::new(1, policy.class_or_default("plain"), 0, 7),
//!     Candidate::new(2, policy.class_or_default("fast"), 5 * minute, 7),
//! ];
//! // After ten minutes: 10 points against 10 + 2 × 5 = 20.
//! let decision = choose(&policy, &Server::generic(), 10 * minute, &waiting).unwrap();
//! assert_eq!(decision.id, 2);
//! assert_eq!(decision.reason.score, Points::whole(20));
//! assert_eq!(decision.reason.runner_up.unwrap().score, Points::whole(10));
//! ```
//!
//! # Map
//!
//! - `points`: the scale of priority, integer thousandths.
//! - `policy`: classes, their rates and limits, checked once when they are read.
//! - `dispatch`: candidates and servers, [`choose`], [`rank`], [`people_ahead`].
//! - `erlang`: what a [`Pool`] of servers does in the long run, by Erlang B, C and A.
//! - `estimate`: [`Estimator`], a wait range that learns; [`watch`], the same over a day.
//! - `forecast`: [`forecast()`], how many will come, and how far such forecasts were off.
//! - `simulation`: [`simulate`], a day on paper under the same dispatch.
//! - `staffing`: [`requirement`], the servers that a demand needs for a target.
//! - `survival`: [`Survival`], how long people are willing to wait.
//! - `wait`: [`WaitRange`], what is said of a wait.
//!
//! # Invariants
//!
//! - No I/O, no clock, no randomness: the same arguments give the same answer on every machine.
//! - Priority is decided in integers; floating point appears only in what is estimated, forecast and computed.
//! - Deciding takes one pass and allocates once, for the reason of the one who was chosen.
//! - A served customer is never interrupted; the discipline only orders those who wait.
//!
//! # Sources
//!
//! - L. Kleinrock, *A delay dependent queue discipline*, Naval Research Logistics Quarterly 11 (1964), 329–341.
//! - D. A. Stanford, P. Taylor, I. Ziedins, *Waiting time distributions in the accumulating priority queue*,
//!   Queueing Systems 77 (2014), 297–330.

mod dispatch;
mod erlang;
mod estimate;
mod forecast;
mod points;
mod policy;
mod simulation;
mod staffing;
mod survival;
mod units;
mod wait;

pub use dispatch::{
    Candidate, Decision, Idle, Key, Ranked, Reason, Rule, RunnerUp, Server, Within, choose,
    people_ahead, rank,
};
pub use erlang::{Demand, DemandError, Patience, Pool, erlang_b};
pub use estimate::{
    Ahead, Asked, CounterNow, Due, Estimate, Estimator, Rivals, Score, Scored, Situation, Work,
    watch,
};
pub use forecast::{DayArrivals, DayKind, Expected, ForecastError, backtest, forecast};
pub use points::Points;
pub use policy::{Class, ClassRule, Level, Policy, PolicyError, PolicyRules};
pub use simulation::{
    ALL, Arrival, Band, Chance, ClassWaits, Desk, Event, Happening, Log, Scenario, Shift,
    first_come_first_served, simulate, strict_priority, waits_by_class,
};
pub use staffing::{Requirement, ServiceTarget, TargetError, requirement};
pub use survival::Survival;
pub use wait::{WaitBasis, WaitRange};
