//! Where nonces and keys come from.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};

use crate::VaultError;

/// Gives random bytes: the operating system's, or from a seed in tests.
#[derive(Clone)]
pub struct Random(Source);

#[derive(Clone)]
enum Source {
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Random {
    /// Returns the operating system's source.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// Returns a source that repeats itself for the same seed.
    ///
    /// For tests only: sealing two values with the same key and nonce reveals both.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    /// Returns `N` random bytes.
    ///
    /// # Errors
    /// The operating system has none to give.
    pub(crate) fn bytes<const N: usize>(&self) -> Result<[u8; N], VaultError> {
        let mut bytes = [0_u8; N];
        match &self.0 {
            Source::System => {
                SysRng.try_fill_bytes(&mut bytes).map_err(|_| VaultError::NoRandomness)?;
            }
            Source::Seeded(random) => {
                random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
            }
        }
        Ok(bytes)
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Source::System => "Random::System",
            Source::Seeded(_) => "Random::Seeded",
        })
    }
}
