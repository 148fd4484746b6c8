//! What a pool of servers does to those who come, in the long run: Erlang B, C and A.
//!
//! Arrivals are Poisson and services exponential; in Erlang A patience is exponential too.
//! Every formula is evaluated by sums of positive terms or by differences of logarithms, so that nothing cancels and
//! nothing overflows, for one server or for ten thousand.
//!
//! # Sources
//!
//! - A. K. Erlang, *Solution of some problems in the theory of probabilities of significance in automatic telephone
//!   exchanges*, Elektroteknikeren 13 (1917): formulas B and C.
//! - C. Palm, *Research on telephone traffic carried by full availability groups*, Tele 1 (1957): formula A.
//! - A. Mandelbaum, S. Zeltyn, *Service engineering in action: the Palm/Erlang-A queue, with applications to call
//!   centers*, in: Advances in Services Innovations, Springer 2007: its computation by one incomplete gamma function.

mod palm;

use palm::Palm;

/// Work that comes to a pool of servers, steady for long enough that its beginning is forgotten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    per_hour: f64,
    service_s: f64,
}

/// The most arrivals per hour that are computed with.
const MOST_PER_HOUR: f64 = 1e6;

/// The longest service time and the longest patience that are computed with, in seconds: a day.
const LONGEST_S: f64 = 86_400.0;

impl Demand {
    /// Returns a demand of that many arrivals per hour with that mean service time in seconds.
    ///
    /// # Errors
    ///
    /// Arrivals that are negative or beyond a million an hour, or a service time that is not positive or longer than a day.
    pub fn new(per_hour: f64, service_s: f64) -> Result<Self, DemandError> {
        let sound = (0.0..=MOST_PER_HOUR).contains(&per_hour);
        if sound && service_s > 0.0 && service_s <= LONGEST_S {
            Ok(Self { per_hour, service_s })
        } else {
            Err(DemandError)
        }
    }

    /// Returns the arrivals per hour.
    pub fn per_hour(&self) -> f64 {
        self.per_hour
    }

    /// Returns the mean service time in seconds.
    pub fn service_s(&self) -> f64 {
        self.service_s
    }

    /// Returns the offered load: how many servers the work would keep busy if nobody had to wait.
    pub fn erlangs(&self) -> f64 {
        self.per_second() * self.service_s
    }

    fn per_second(&self) -> f64 {
        self.per_hour / 3600.0
    }
}

/// The numbers describe no demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a demand needs 0 to 1000000 arrivals an hour; times must be above 0 and at most a day")]
pub struct DemandError;

/// How long those who come would wait before they leave unserved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience(Option<f64>);

impl Patience {
    /// For ever: Erlang C.
    pub const ENDLESS: Self = Self(None);

    /// Returns a patience of that many seconds on average, with a constant rate of giving up: Erlang A.
    ///
    /// # Errors
    ///
    /// A mean below a millisecond or longer than a day.
    pub fn mean_s(seconds: f64) -> Result<Self, DemandError> {
        let sound = (0.001..=LONGEST_S).contains(&seconds);
        sound.then_some(Self(Some(seconds))).ok_or(DemandError)
    }
}

/// Returns the share of arrivals who find all servers busy when nobody may wait (Erlang B).
///
/// The recursion `B(k) = a B(k−1) / (k + a B(k−1))` only divides positive numbers.
/// Without servers the share is 1; without load and with servers it is 0.
pub fn erlang_b(servers: u32, erlangs: f64) -> f64 {
    (1..=servers).fold(1.0, |blocked, servers| {
        let offered = erlangs * blocked;
        offered / (f64::from(servers) + offered)
    })
}

/// A pool of servers under a demand, in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// The share of arrivals who have to wait at all.
    pub wait_probability: f64,
    /// The mean wait in seconds over all arrivals, those who leave included.
    pub mean_wait_s: f64,
    /// The share of arrivals who leave unserved; zero when patience is endless.
    pub abandoned: f64,
    /// The share of time a server is busy.
    pub occupancy: f64,
    /// How many wait on average.
    pub mean_waiting: f64,
    law: Law,
}

/// The distribution of the wait beyond zero.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Law {
    /// Nobody waits.
    Never,
    /// Nobody is ever served; they give up at this rate per second.
    Forsaken(f64),
    /// Exponential at this rate per second.
    Exponential(f64),
    /// Erlang A.
    Palm(Palm),
}

impl Pool {
    /// Describes a pool; `None` when patience is endless and the servers cannot keep up, for then the line only grows.
    pub fn new(demand: &Demand, servers: u32, patience: Patience) -> Option<Self> {
        let arrivals = demand.per_second();
        match patience {
            _ if arrivals == 0.0 => Some(Self::of(demand, servers, 0.0, 0.0, 0.0, Law::Never)),
            Patience(None) => Self::patient(demand, servers),
            Patience(Some(mean_s)) => Some(Self::impatient(demand, servers, mean_s)),
        }
    }

    /// Returns the share of arrivals who are served after a wait of at most that many seconds.
    ///
    /// The denominator is all arrivals, those who leave included.
    pub fn served_within(&self, seconds: f64) -> f64 {
        let seconds = seconds.max(0.0);
        let later = match self.law {
            Law::Never => 0.0,
            Law::Forsaken(_) => return 0.0,
            Law::Exponential(rate) => self.wait_probability * (-rate * seconds).exp(),
            Law::Palm(palm) => self.wait_probability * palm.served_after(seconds),
        };
        (1.0 - self.abandoned - later).clamp(0.0, 1.0)
    }

    /// Returns the share of arrivals who wait longer than that many seconds, whether they are served in the end or not.
    pub fn waits_longer(&self, seconds: f64) -> f64 {
        let seconds = seconds.max(0.0);
        let beyond = match self.law {
            Law::Never => 0.0,
            Law::Forsaken(rate) | Law::Exponential(rate) => (-rate * seconds).exp(),
            Law::Palm(palm) => palm.still_waiting(seconds),
        };
        self.wait_probability * beyond
    }

    /// Erlang C: `C = B / (1 − ρ (1 − B))`.
    fn patient(demand: &Demand, servers: u32) -> Option<Self> {
        let erlangs = demand.erlangs();
        let spare = f64::from(servers) - erlangs;
        if spare <= 0.0 {
            return None;
        }
        let blocked = erlang_b(servers, erlangs);
        let waits = blocked / (1.0 - erlangs / f64::from(servers) * (1.0 - blocked));
        let rate = spare / demand.service_s;
        Some(Self::of(demand, servers, waits, waits / rate, 0.0, Law::Exponential(rate)))
    }

    fn impatient(demand: &Demand, servers: u32, patience_s: f64) -> Self {
        if servers == 0 {
            let law = Law::Forsaken(1.0 / patience_s);
            return Self::of(demand, 0, 1.0, patience_s, 1.0, law);
        }
        let erlangs = demand.erlangs();
        let served_per_patience = f64::from(servers) * patience_s / demand.service_s;
        let palm =
            Palm::new(served_per_patience, demand.per_second() * patience_s, 1.0 / patience_s);
        let blocked = erlang_b(servers - 1, erlangs);
        let odds = blocked.ln() + (erlangs / f64::from(servers)).ln() + palm.ln_sum();
        let waits = 1.0 / (1.0 + (-odds).exp());
        let abandoned = waits * palm.abandoned();
        Self::of(demand, servers, waits, abandoned * patience_s, abandoned, Law::Palm(palm))
    }

    /// Fills in what follows by Little's law.
    fn of(
        demand: &Demand,
        servers: u32,
        wait_probability: f64,
        mean_wait_s: f64,
        abandoned: f64,
        law: Law,
    ) -> Self {
        let busy = demand.erlangs() * (1.0 - abandoned);
        Self {
            wait_probability,
            mean_wait_s,
            abandoned,
            occupancy: if servers == 0 { 0.0 } else { busy / f64::from(servers) },
            mean_waiting: demand.per_second() * mean_wait_s,
            law,
        }
    }
}
