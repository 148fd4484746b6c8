//! How many servers a demand needs for a service target.

use crate::erlang::{Demand, Patience, Pool};

/// What those who come are promised in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceTarget {
    within_s: f64,
    share: f64,
    most_abandoned: f64,
    highest_occupancy: f64,
}

impl ServiceTarget {
    /// Promises that this share of all arrivals is served after a wait of at most that many seconds.
    ///
    /// # Errors
    ///
    /// A share below 0 or above 0.9999, or a wait that is negative or not finite.
    pub fn new(share: f64, within_s: f64) -> Result<Self, TargetError> {
        if (0.0..=0.9999).contains(&share) && (0.0..f64::INFINITY).contains(&within_s) {
            Ok(Self { within_s, share, most_abandoned: 1.0, highest_occupancy: 1.0 })
        } else {
            Err(TargetError)
        }
    }

    /// Promises besides that at most this share leaves unserved.
    ///
    /// # Errors
    ///
    /// A share that is not above 0, or above 1.
    pub fn and_abandoned_at_most(self, share: f64) -> Result<Self, TargetError> {
        let sound = share > 0.0 && share <= 1.0;
        sound.then_some(Self { most_abandoned: share, ..self }).ok_or(TargetError)
    }

    /// Promises the staff besides that they are busy at most this share of their time.
    ///
    /// # Errors
    ///
    /// A share that is not above 0, or above 1.
    pub fn and_occupied_at_most(self, share: f64) -> Result<Self, TargetError> {
        let sound = share > 0.0 && share <= 1.0;
        sound.then_some(Self { highest_occupancy: share, ..self }).ok_or(TargetError)
    }

    /// Returns the share of arrivals that is to be served in time.
    pub fn share(&self) -> f64 {
        self.share
    }

    /// Returns the wait in seconds that counts as in time.
    pub fn within_s(&self) -> f64 {
        self.within_s
    }

    /// Tells whether a pool keeps every part of the promise.
    pub fn is_kept_by(&self, pool: &Pool) -> bool {
        pool.served_within(self.within_s) >= self.share
            && pool.abandoned <= self.most_abandoned
            && pool.occupancy <= self.highest_occupancy
    }
}

/// The numbers promise nothing that servers could keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a target needs shares between 0 and 1 and a finite wait")]
pub struct TargetError;

/// How many servers a demand needs, and what they reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Requirement {
    /// The smallest number that keeps the target.
    pub servers: u32,
    /// What that number reaches.
    pub pool: Pool,
}

/// Finds the smallest number of servers that keeps a target.
///
/// Each interval of a day is asked about alone, as if it lasted for ever (the stationary independent period by period
/// approach; L. Green, P. Kolesar, W. Whitt, *Coping with time-varying demand when setting staffing requirements for a
/// service system*, Production and Operations Management 16 (2007)).
/// That holds for half hours with services of some minutes; what an understaffed interval leaves over is not carried on.
///
/// More servers never make any part of the target worse, so the number is found by doubling and halving.
pub fn requirement(demand: &Demand, patience: Patience, target: &ServiceTarget) -> Requirement {
    let try_with = |servers| {
        let pool = Pool::new(demand, servers, patience)?;
        target.is_kept_by(&pool).then_some(Requirement { servers, pool })
    };
    let (mut too_few, mut enough) = (None, 0_u32);
    let mut found = loop {
        if let Some(found) = try_with(enough) {
            break found;
        }
        too_few = Some(enough);
        enough = enough * 2 + 1;
    };
    while let Some(few) = too_few.filter(|few| found.servers - few > 1) {
        let middle = few + (found.servers - few) / 2;
        match try_with(middle) {
            Some(better) => found = better,
            None => too_few = Some(middle),
        }
    }
    found
}
