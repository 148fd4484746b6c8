//! What was found out about tokens a moment ago.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kernel::{StaffId, Timestamp};

use crate::ctx::Principal;

/// Findings are believed for this long.
pub const FRESH: Duration = Duration::from_secs(5);

/// No more findings than this are kept.
const MOST: usize = 10_000;

/// What is known about one token.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) principal: Arc<Principal>,
    pub(super) created_at: Timestamp,
    pub(super) last_seen_at: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) read_at: Timestamp,
}

impl Entry {
    /// Returns whether the finding may still be believed; a clock that was set back makes it stale.
    fn is_fresh(&self, now: Timestamp) -> bool {
        self.read_at <= now && now.since(self.read_at) < FRESH && now < self.expires_at
    }
}

/// The findings by digest of the token.
#[derive(Debug, Default)]
pub(super) struct Memory {
    entries: Mutex<HashMap<[u8; 32], Entry>>,
    /// Counts what was forgotten.
    age: AtomicU64,
}

impl Memory {
    /// Returns a mark to be taken before reading the database and given back to [`Memory::remember`].
    pub(super) fn age(&self) -> u64 {
        self.age.load(Ordering::SeqCst)
    }

    pub(super) fn find(&self, key: &[u8; 32], now: Timestamp) -> Option<Entry> {
        self.lock().get(key).filter(|entry| entry.is_fresh(now)).cloned()
    }

    /// Remembers a finding, unless something was forgotten while it was read: it might be what was forgotten.
    pub(super) fn remember(&self, key: [u8; 32], entry: Entry, age: u64) {
        let mut entries = self.lock();
        if self.age() != age {
            return;
        }
        if entries.len() >= MOST {
            let now = entry.read_at;
            entries.retain(|_, entry| entry.is_fresh(now));
        }
        if entries.len() >= MOST {
            entries.clear();
        }
        entries.insert(key, entry);
    }

    pub(super) fn touch(&self, key: &[u8; 32], now: Timestamp, expires_at: Timestamp) {
        if let Some(entry) = self.lock().get_mut(key) {
            entry.last_seen_at = now;
            entry.expires_at = expires_at;
        }
    }

    pub(super) fn forget(&self, staff: StaffId) {
        let mut entries = self.lock();
        self.age.fetch_add(1, Ordering::SeqCst);
        entries.retain(|_, entry| entry.principal.staff != staff);
    }

    pub(super) fn forget_all(&self) {
        let mut entries = self.lock();
        self.age.fetch_add(1, Ordering::SeqCst);
        entries.clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::permission::Grants;

    fn entry(read_at: Timestamp) -> Entry {
        Entry {
            principal: Arc::new(Principal {
                staff: StaffId::from_uuid(Uuid::from_u128(1)),
                session: Uuid::from_u128(2),
                branch: None,
                roles: Vec::new(),
                grants: Grants::default(),
            }),
            created_at: read_at,
            last_seen_at: read_at,
            expires_at: read_at + Duration::from_mins(1),
            read_at,
        }
    }

    #[test]
    fn a_finding_lasts_five_seconds_and_no_step_back() {
        let memory = Memory::default();
        let now = Timestamp::from_micros(1_000_000_000);
        memory.remember([0; 32], entry(now), memory.age());
        assert!(memory.find(&[0; 32], now + Duration::from_secs(4)).is_some());
        assert!(memory.find(&[0; 32], now + FRESH).is_none());
        assert!(memory.find(&[0; 32], now - Duration::from_secs(1)).is_none());
    }

    #[test]
    fn what_was_read_before_a_revocation_is_not_remembered_after_it() {
        let memory = Memory::default();
        let now = Timestamp::from_micros(0);
        let age = memory.age();
        memory.forget(StaffId::from_uuid(Uuid::from_u128(1)));
        memory.remember([0; 32], entry(now), age);
        assert!(memory.find(&[0; 32], now).is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let memory = Memory::default();
        for number in 0..30_000_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_be_bytes());
            memory.remember(key, entry(Timestamp::from_micros(0)), 0);
        }
        assert!(memory.lock().len() <= MOST);
    }
}
