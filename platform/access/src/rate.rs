//! Limits on how often one address may ask: token buckets in memory.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Fault, Kind, Locale, Timestamp};
use serde::{Deserialize, Serialize};

use crate::config::RateConfig;

/// No class remembers more addresses than this, about 3 MB in all; the oldest are forgotten first.
const MOST_BUCKETS: usize = 8_192;

/// What an address asks for; each has its own limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateClass {
    /// Signing in.
    SignIn,
    /// Taking a number, leaving and postponing.
    Ticket,
    /// Finding a service from words.
    Needs,
    /// Asking for a person.
    Assistance,
    /// Rating a visit.
    Rating,
    /// Opening a live stream.
    Live,
}

impl RateClass {
    const ALL: [Self; 6] =
        [Self::SignIn, Self::Ticket, Self::Needs, Self::Assistance, Self::Rating, Self::Live];
}

/// How often something may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// In the long run, this often a minute; 0 means without limit.
    pub per_minute: u32,
    /// At once, this often.
    pub burst: u32,
}

impl Rate {
    /// Joins the two numbers.
    pub const fn new(per_minute: u32, burst: u32) -> Self {
        Self { per_minute, burst }
    }

    /// Returns the microseconds that one call costs.
    fn cost(self) -> i64 {
        60_000_000 / i64::from(self.per_minute.max(1))
    }

    /// Returns how far, in microseconds, the bucket may run ahead of the clock.
    fn depth(self) -> i64 {
        self.cost() * i64::from(self.burst.max(1))
    }
}

/// An address that asked too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many calls from one address")]
pub struct TooOften {
    /// When the next call is allowed, in seconds from now; at least 1.
    pub retry_after_s: u32,
}

impl Fault for TooOften {
    fn kind(&self) -> Kind {
        Kind::TooMany
    }

    fn code(&self) -> &'static str {
        "access.too_often"
    }

    fn sentence(&self, locale: Locale) -> String {
        let seconds = self.retry_after_s;
        match locale {
            Locale::ZhCn => format!("操作过于频繁，请在 {seconds} 秒后重试。"),
            Locale::En => format!("Too many requests. Please try again in {seconds} seconds."),
        }
    }

    fn retry_after_s(&self) -> Option<u32> {
        Some(self.retry_after_s)
    }
}

/// Counts calls by class and address, on this node only; cheap to clone.
///
/// Several nodes each allow the whole rate, which is enough against machines that hammer one address.
#[derive(Clone, Debug)]
pub struct RateLimits(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: RateConfig,
    /// For each class and address the instant at which its bucket will be full again (GCRA).
    full_at: [Mutex<HashMap<IpAddr, i64>>; RateClass::ALL.len()],
}

impl RateLimits {
    /// Starts with all buckets full.
    pub fn new(config: RateConfig) -> Self {
        Self(Arc::new(Inner { config, full_at: Default::default() }))
    }

    /// Counts one call.
    ///
    /// # Errors
    /// The address has used up its burst; the call is then not counted.
    pub fn check(&self, class: RateClass, key: IpAddr, now: Timestamp) -> Result<(), TooOften> {
        let rate = self.0.config.of(class);
        let key = key.to_canonical();
        let exempt = class != RateClass::SignIn
            && self.0.config.exempt.iter().any(|network| network.contains(key));
        if rate.per_minute == 0 || exempt {
            return Ok(());
        }
        let now = now.micros();
        let buckets = &self.0.full_at[class as usize];
        let mut buckets = buckets.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut buckets, now);
        let full_at = buckets.entry(network_of(key)).or_insert(now);
        // A step back of the clock must not lock anybody out for longer than one bucket.
        let next = (*full_at).clamp(now, now + rate.depth()) + rate.cost();
        let over = next - now - rate.depth();
        if over > 0 {
            let retry_after_s =
                u32::try_from((over + 999_999) / 1_000_000).unwrap_or(u32::MAX).max(1);
            return Err(TooOften { retry_after_s });
        }
        *full_at = next;
        Ok(())
    }
}

/// Forgets full buckets when the map is full, then the half that is nearest to it.
fn make_room(buckets: &mut HashMap<IpAddr, i64>, now: i64) {
    if buckets.len() < MOST_BUCKETS {
        return;
    }
    buckets.retain(|_, full_at| *full_at > now);
    if buckets.len() < MOST_BUCKETS {
        return;
    }
    let mut instants: Vec<i64> = buckets.values().copied().collect();
    let (_, middle, _) = instants.select_nth_unstable(MOST_BUCKETS / 2);
    let middle = *middle;
    buckets.retain(|_, full_at| *full_at > middle);
}

/// A household has a whole /64 of IPv6; all of it counts as one address.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 5));

    fn limits(per_minute: u32, burst: u32) -> RateLimits {
        RateLimits::new(RateConfig {
            ticket: Rate::new(per_minute, burst),
            ..RateConfig::default()
        })
    }

    #[test]
    fn a_burst_then_a_pause_then_one_more() {
        let limits = limits(60, 3);
        let now = Timestamp::from_micros(1_000_000_000);
        for _ in 0..3 {
            limits.check(RateClass::Ticket, HERE, now).unwrap();
        }
        let refused = limits.check(RateClass::Ticket, HERE, now).unwrap_err();
        assert_eq!(refused.retry_after_s, 1);
        assert_eq!(refused.kind(), Kind::TooMany);
        limits.check(RateClass::Ticket, [203, 0, 113, 6].into(), now).unwrap();
        limits.check(RateClass::Needs, HERE, now).unwrap();
        let later = now + Duration::from_secs(1);
        limits.check(RateClass::Ticket, HERE, later).unwrap();
        assert!(limits.check(RateClass::Ticket, HERE, later).is_err());
    }

    #[test]
    fn this_machine_is_free_except_to_sign_in() {
        let limits = RateLimits::new(RateConfig {
            ticket: Rate::new(1, 1),
            sign_in: Rate::new(1, 1),
            ..RateConfig::default()
        });
        let (now, local) = (Timestamp::from_micros(0), IpAddr::from([127, 0, 0, 1]));
        for _ in 0..100 {
            limits.check(RateClass::Ticket, local, now).unwrap();
        }
        limits.check(RateClass::SignIn, local, now).unwrap();
        assert!(limits.check(RateClass::SignIn, local, now).is_err());
    }

    #[test]
    fn memory_is_bounded() {
        let limits = limits(60, 100);
        let now = Timestamp::from_micros(0);
        for number in 0..50_000_u32 {
            let address = IpAddr::from((0x0a00_0000 + number).to_be_bytes());
            limits.check(RateClass::Ticket, address, now).unwrap();
            let buckets = limits.0.full_at[RateClass::Ticket as usize].lock().unwrap();
            assert!(buckets.len() <= MOST_BUCKETS);
        }
    }

    #[test]
    fn one_household_of_ipv6_is_one_address() {
        let limits = limits(60, 1);
        let now = Timestamp::from_micros(0);
        limits.check(RateClass::Ticket, "2001:db8::1".parse().unwrap(), now).unwrap();
        assert!(limits.check(RateClass::Ticket, "2001:db8::2".parse().unwrap(), now).is_err());
        limits.check(RateClass::Ticket, "2001:db8:0:1::1".parse().unwrap(), now).unwrap();
    }

    proptest! {
        #[test]
        fn never_more_than_burst_and_rate_allow(
            per_minute in 1_u32..600,
            burst in 1_u32..50,
            steps in proptest::collection::vec(0_u64..3_000, 1..200),
        ) {
            let limits = limits(per_minute, burst);
            let start = Timestamp::from_micros(1_000_000);
            let (mut now, mut allowed) = (start, 0_u64);
            for step in steps {
                now = now + Duration::from_millis(step);
                match limits.check(RateClass::Ticket, HERE, now) {
                    Ok(()) => allowed += 1,
                    Err(refused) => {
                        let then = now + Duration::from_secs(refused.retry_after_s.into());
                        prop_assert!(limits.check(RateClass::Ticket, HERE, then).is_ok());
                        return Ok(());
                    }
                }
            }
            let elapsed = u64::try_from(now.micros() - start.micros()).unwrap();
            let most = u64::from(burst) + elapsed * u64::from(per_minute) / 59_000_000 + 1;
            prop_assert!(allowed <= most);
        }
    }
}
