//! Limits on how many live streams one session or one address holds open at the same time.
//!
//! A stream costs memory for as long as it is open, so it is counted while it is open, unlike calls, which
//! [`rate`](crate::rate) counts by the minute.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Fault, Kind, Locale};
use uuid::Uuid;

use crate::address::Network;
use crate::config::{AccessConfig, StreamsConfig};
use crate::rate::network_of;

/// After how many seconds a stream that was refused is worth another attempt.
const RETRY_AFTER_S: u32 = 30;

/// Who holds streams open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StreamHolder {
    /// Somebody who is signed in, by their session.
    Session(Uuid),
    /// Public pages behind one address: kiosks, hall screens, phones.
    Address(IpAddr),
}

impl StreamHolder {
    /// Returns the holder as it is counted: a household has many addresses of IPv6.
    fn widened(self) -> Self {
        match self {
            Self::Session(_) => self,
            Self::Address(address) => Self::Address(network_of(address.to_canonical())),
        }
    }
}

/// More streams than one session or one address may hold open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{most} live streams are open already")]
pub struct TooManyStreams {
    /// How many may be open.
    pub most: u32,
}

impl Fault for TooManyStreams {
    fn kind(&self) -> Kind {
        Kind::TooMany
    }

    fn code(&self) -> &'static str {
        "access.too_many_streams"
    }

    fn sentence(&self, locale: Locale) -> String {
        let most = self.most;
        match locale {
            Locale::ZhCn => {
                format!("已同时打开 {most} 个实时页面，达到上限。请关闭不用的页面后重试。")
            }
            Locale::En => format!(
                "{most} live pages are open already, which is the limit. Please close those you do not need."
            ),
        }
    }

    fn retry_after_s(&self) -> Option<u32> {
        Some(RETRY_AFTER_S)
    }
}

/// Counts open streams by session and address, on this node only; cheap to clone.
#[derive(Clone, Debug)]
pub struct OpenStreams(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: StreamsConfig,
    /// Networks whose addresses may hold any number.
    exempt: Vec<Network>,
    /// How many each holds; who holds none is not here.
    open: Mutex<HashMap<StreamHolder, u32>>,
}

/// Room for one open stream; given back when dropped.
#[derive(Debug)]
#[must_use = "the room is given back when this is dropped"]
pub struct StreamPlace {
    streams: OpenStreams,
    holder: StreamHolder,
}

impl OpenStreams {
    /// Starts with no stream open.
    pub fn new(config: &AccessConfig) -> Self {
        Self(Arc::new(Inner {
            config: config.streams.clone(),
            exempt: config.rates.exempt.clone(),
            open: Mutex::default(),
        }))
    }

    /// Takes room for one more stream.
    ///
    /// # Errors
    /// The holder has as many open as allowed.
    pub fn open(&self, holder: StreamHolder) -> Result<StreamPlace, TooManyStreams> {
        let most = self.most(holder);
        let holder = holder.widened();
        let mut open = self.lock();
        let held = open.entry(holder).or_insert(0);
        if most > 0 && *held >= most {
            return Err(TooManyStreams { most });
        }
        *held += 1;
        drop(open);
        Ok(StreamPlace { streams: self.clone(), holder })
    }

    /// Returns how many the holder may have open; 0 means without limit.
    fn most(&self, holder: StreamHolder) -> u32 {
        match holder {
            StreamHolder::Session(_) => self.0.config.per_session,
            StreamHolder::Address(address) => {
                let exempt = self.0.exempt.iter().any(|network| network.contains(address));
                if exempt { 0 } else { self.0.config.per_address }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<StreamHolder, u32>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(held) = open.get_mut(&self.holder) {
            *held -= 1;
            if *held == 0 {
                open.remove(&self.holder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELSEWHERE: StreamHolder =
        StreamHolder::Address(IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 5)));
    const HERE: StreamHolder = StreamHolder::Address(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    fn streams(per_session: u32, per_address: u32) -> OpenStreams {
        let streams = StreamsConfig { per_session, per_address };
        OpenStreams::new(&AccessConfig { streams, ..AccessConfig::default() })
    }

    #[test]
    fn a_closed_stream_makes_room_for_another() {
        let streams = streams(2, 1);
        let session = StreamHolder::Session(Uuid::from_u128(1));
        let first = streams.open(session).unwrap();
        let _second = streams.open(session).unwrap();
        assert_eq!(streams.open(session).unwrap_err(), TooManyStreams { most: 2 });
        let _other = streams.open(StreamHolder::Session(Uuid::from_u128(2))).unwrap();
        drop(first);
        let _third = streams.open(session).unwrap();
    }

    #[test]
    fn nobody_who_holds_nothing_is_remembered() {
        let streams = streams(1, 1);
        let place = streams.open(ELSEWHERE).unwrap();
        assert!(streams.open(ELSEWHERE).is_err());
        drop(place);
        assert!(streams.lock().is_empty());
    }

    #[test]
    fn this_machine_and_a_limit_of_nought_are_without_limit() {
        let limited = streams(1, 1);
        let all: Vec<_> = (0..100).map(|_| limited.open(HERE)).collect();
        assert!(all.iter().all(Result::is_ok));
        let unlimited = streams(0, 0);
        let all: Vec<_> = (0..100).map(|_| unlimited.open(ELSEWHERE)).collect();
        assert!(all.iter().all(Result::is_ok));
    }
}
