//! Passwords: which are good enough, and how they are kept.
//!
//! A hash takes memory and time on purpose.
//! It is computed on a thread that may block, and only so many at once, so that a storm of sign-ins can take neither
//! all memory nor the threads that serve everybody else.

mod rules;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::Ids;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use vault::Secret;

use crate::AccessError;
use crate::config::PasswordConfig;

pub use rules::PasswordFlaw;

/// Hashes and checks passwords; cheap to clone, and all clones share one bound on memory.
#[derive(Clone, Debug)]
pub struct Passwords(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: PasswordConfig,
    params: Params,
    /// A hash of nothing with today's parameters: checking against it takes as long as a real check.
    decoy: String,
    turns: Arc<Semaphore>,
    waiting: AtomicU32,
}

/// What a check of a password found.
#[derive(Debug)]
pub struct Checked {
    /// Whether the password is right.
    pub right: bool,
    /// The same password hashed with today's parameters, when the stored hash was made with others.
    pub renewed: Option<String>,
}

impl Passwords {
    /// Prepares hashing.
    ///
    /// # Errors
    /// The settings ask for less memory, passes or lanes than Argon2 allows.
    pub fn new(config: PasswordConfig) -> Result<Self, AccessError> {
        let params = Params::new(config.memory_kib, config.passes, config.lanes, None)
            .map_err(|error| AccessError::Hash(error.into()))?;
        let decoy = format!(
            "$argon2id$v=19$m={},t={},p={}${}${}",
            config.memory_kib,
            config.passes,
            config.lanes,
            "A".repeat(22),
            "A".repeat(43),
        );
        let turns = Arc::new(Semaphore::new(config.parallel.max(1) as usize));
        Ok(Self(Arc::new(Inner { config, params, decoy, turns, waiting: AtomicU32::new(0) })))
    }

    /// Checks that a new password is good enough for this person.
    ///
    /// # Errors
    /// It is too short or too long, holds the user name, or is one that everybody tries first.
    pub fn judge(&self, username: &str, password: &Secret<String>) -> Result<(), PasswordFlaw> {
        rules::judge(username, password.expose(), self.0.config.shortest)
    }

    /// Hashes a password; the salt comes from `ids`.
    ///
    /// # Errors
    /// Too many others wait, or Argon2 finds no memory.
    pub async fn hash(&self, ids: &Ids, password: &Secret<String>) -> Result<String, AccessError> {
        let (params, salt, password) = (self.0.params.clone(), salt(ids), password.clone());
        self.in_turn(move || hash(params, &salt, &password)).await
    }

    /// Checks a password against a stored hash; without one it takes the same time and is never right.
    ///
    /// # Errors
    /// Too many others wait, or Argon2 finds no memory.
    pub async fn check(
        &self,
        ids: &Ids,
        stored: Option<&str>,
        password: &Secret<String>,
    ) -> Result<Checked, AccessError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.0.decoy).to_owned();
        let (params, salt, password) = (self.0.params.clone(), salt(ids), password.clone());
        self.in_turn(move || {
            let parsed = PasswordHash::new(&stored)
                .map_err(|_| AccessError::Hash(argon2::password_hash::Error::EncodingInvalid))?;
            let right =
                Argon2::default().verify_password(password.expose().as_bytes(), &parsed).is_ok();
            if !(right && known) {
                return Ok(Checked { right: false, renewed: None });
            }
            let renewed = is_outdated(&parsed, &params).then(|| hash(params, &salt, &password));
            Ok(Checked { right: true, renewed: renewed.transpose()? })
        })
        .await
    }

    /// Runs heavy work on a thread that may block, when it is its turn.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccessError> + Send + 'static,
    ) -> Result<T, AccessError> {
        let permit = self.turn().await?;
        // The permit moves into the thread: a caller who hangs up does not free memory that is still in use.
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(|_| AccessError::Busy)?
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, AccessError> {
        let waiting = Waiting::join(&self.0)?;
        let permit = Arc::clone(&self.0.turns).acquire_owned().await;
        drop(waiting);
        permit.map_err(|_| AccessError::Busy)
    }
}

/// Counts one who waits, for as long as it lives.
struct Waiting<'a>(&'a AtomicU32);

impl<'a> Waiting<'a> {
    fn join(inner: &'a Inner) -> Result<Self, AccessError> {
        let guard = Self(&inner.waiting);
        if inner.waiting.fetch_add(1, Ordering::SeqCst) >= inner.config.waiting {
            return Err(AccessError::Busy);
        }
        Ok(guard)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn salt(ids: &Ids) -> [u8; 16] {
    let token = ids.token();
    std::array::from_fn(|position| token[position])
}

fn hash(params: Params, salt: &[u8], password: &Secret<String>) -> Result<String, AccessError> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(password.expose().as_bytes(), salt)
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(AccessError::Hash)
}

fn is_outdated(stored: &PasswordHash, params: &Params) -> bool {
    let made_with = Params::try_from(stored);
    stored.algorithm != Algorithm::Argon2id.ident()
        || made_with.is_ok_and(|made_with| {
            (made_with.m_cost(), made_with.t_cost(), made_with.p_cost())
                != (params.m_cost(), params.t_cost(), params.p_cost())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    fn passwords(passes: u32) -> Passwords {
        Passwords::new(PasswordConfig { passes, ..PasswordConfig::weakest() }).unwrap()
    }

    #[tokio::test]
    async fn the_right_password_and_no_other_passes() {
        let (ids, passwords) = (Ids::seeded(1), passwords(1));
        let stored = passwords.hash(&ids, &secret("长安一片月 万户捣衣声")).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{stored}");
        let right = secret("长安一片月 万户捣衣声");
        let checked = passwords.check(&ids, Some(&stored), &right).await.unwrap();
        assert!(checked.right && checked.renewed.is_none());
        let wrong = secret("长安一片月");
        assert!(!passwords.check(&ids, Some(&stored), &wrong).await.unwrap().right);
        assert_ne!(stored, passwords.hash(&ids, &right).await.unwrap(), "salts differ");
    }

    #[tokio::test]
    async fn other_parameters_make_a_new_hash() {
        let ids = Ids::seeded(1);
        let stored = passwords(1).hash(&ids, &secret("correct horse")).await.unwrap();
        let stronger = passwords(2);
        let checked = stronger.check(&ids, Some(&stored), &secret("correct horse")).await.unwrap();
        let renewed = checked.renewed.unwrap();
        assert!(renewed.contains("t=2"));
        let again = stronger.check(&ids, Some(&renewed), &secret("correct horse")).await.unwrap();
        assert!(again.right && again.renewed.is_none());
    }

    #[tokio::test]
    async fn nobody_is_checked_against_the_decoy() {
        let passwords = passwords(1);
        assert!(PasswordHash::new(&passwords.0.decoy).is_ok());
        let checked = passwords.check(&Ids::seeded(1), None, &secret("")).await.unwrap();
        assert!(!checked.right);
    }

    #[tokio::test]
    async fn a_storm_is_told_to_come_back() {
        let config = PasswordConfig { parallel: 1, waiting: 1, ..PasswordConfig::weakest() };
        let passwords = Passwords::new(config).unwrap();
        let turn = passwords.turn().await.unwrap();
        let mut waiter = Box::pin(passwords.turn());
        assert!(futures::poll!(waiter.as_mut()).is_pending());
        assert!(matches!(passwords.turn().await, Err(AccessError::Busy)));
        drop(turn);
        assert!(waiter.await.is_ok());
        assert_eq!(passwords.0.waiting.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn impossible_settings_are_refused() {
        assert!(Passwords::new(PasswordConfig { passes: 0, ..PasswordConfig::default() }).is_err());
    }
}
