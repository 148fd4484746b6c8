//! Sealing, opening and indexing of single fields.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use crate::cipher::Cipher;
use crate::key_ring::Key;
use crate::mac::{Mac, Macs, derive};
use crate::sealed::{Parts, header};
use crate::{BlindIndex, Form, KeyRing, Random, Sealed, Secret, VaultError};

/// Names the column that a value is sealed for, as `table.column`.
///
/// The name is part of the key and must not change while sealed values exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Field(&'static str);

impl Field {
    /// Names a column.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Returns `table.column`.
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Returns the table and the column.
    pub fn place(self) -> (&'static str, &'static str) {
        self.0.split_once('.').unwrap_or((self.0, ""))
    }
}

/// Seals, opens and indexes personal data with the keys of one ring. Clones share everything.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    ring: KeyRing,
    random: Random,
    // Fields are constants of the program, so this stays small.
    ciphers: RwLock<HashMap<(usize, Field), Cipher>>,
    indexes: RwLock<HashMap<(usize, Field), Mac>>,
}

impl Vault {
    /// Makes a vault of a ring.
    pub fn new(ring: KeyRing, random: Random) -> Self {
        let (ciphers, indexes) = Default::default();
        Self(Arc::new(Inner { ring, random, ciphers, indexes }))
    }

    /// Seals a value for one field of one row under the active key.
    ///
    /// # Errors
    /// The operating system has no random bytes, or the value is longer than 64 GiB.
    pub fn seal(
        &self,
        field: Field,
        row: Uuid,
        plaintext: impl AsRef<[u8]>,
    ) -> Result<Sealed, VaultError> {
        let (position, key) = self.0.ring.active();
        let header = header(key.algorithm, &key.id);
        let nonce = self.0.random.bytes()?;
        let associated = associated(&header, field, row);
        let body = self
            .cipher(position, key, field)
            .encrypt(&nonce, &associated, plaintext.as_ref())
            .map_err(|_| VaultError::TooLong { field: field.0 })?;
        Ok(Sealed::join(&header, &nonce, &body))
    }

    /// Opens the value of one field of one row.
    ///
    /// # Errors
    /// The bytes are no sealed value, were sealed under a key that is gone, or were changed or moved.
    pub fn open(
        &self,
        field: Field,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, VaultError> {
        let parts = Parts::split(sealed).ok_or(VaultError::Malformed { field: field.0 })?;
        let (position, key) = self
            .0
            .ring
            .find(parts.key)
            .ok_or_else(|| VaultError::UnknownKey { field: field.0, key: parts.key.to_owned() })?;
        // The header is authenticated, so a changed algorithm byte fails like any other change.
        let associated = associated(parts.header, field, row);
        self.cipher(position, key, field)
            .decrypt(parts.nonce, &associated, parts.body)
            .map(Secret::new)
            .map_err(|_| VaultError::Forged { field: field.0 })
    }

    /// Opens a value that was sealed from text.
    ///
    /// # Errors
    /// As [`Vault::open`], and when the value is not UTF-8.
    pub fn open_text(
        &self,
        field: Field,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<Secret<String>, VaultError> {
        let bytes = self.open(field, row, sealed)?;
        let text = std::str::from_utf8(bytes.expose())
            .map_err(|_| VaultError::NotText { field: field.0 })?;
        Ok(Secret::new(text.to_owned()))
    }

    /// Says whether a sealed value should be sealed anew: it is under another key than the active one.
    pub fn needs_rotation(&self, sealed: &[u8]) -> bool {
        let (_, active) = self.0.ring.active();
        Parts::split(sealed).is_none_or(|parts| parts.key != active.id.as_str())
    }

    /// Opens a value and seals it under the active key.
    ///
    /// # Errors
    /// As [`Vault::open`] and [`Vault::seal`].
    pub fn reseal(&self, field: Field, row: Uuid, sealed: &[u8]) -> Result<Sealed, VaultError> {
        let plaintext = self.open(field, row, sealed)?;
        self.seal(field, row, plaintext.expose())
    }

    /// Returns the blind index of a value, the one to store.
    pub fn index(&self, field: Field, form: Form, value: &str) -> BlindIndex {
        let (position, key) = self.0.ring.index();
        self.index_under(position, key, field, form, value)
    }

    /// Returns the blind indexes of a value under every key, the stored one first.
    ///
    /// Search with all of them while rows wait to be indexed anew after [`KeyRing::use_for_indexes`].
    pub fn index_candidates(&self, field: Field, form: Form, value: &str) -> Vec<BlindIndex> {
        let (first, _) = self.0.ring.index();
        let mut keys: Vec<_> = self.0.ring.keys().iter().enumerate().collect();
        keys.sort_by_key(|(position, _)| *position != first);
        keys.into_iter()
            .map(|(position, key)| self.index_under(position, key, field, form, value))
            .collect()
    }

    /// Returns the keyed digests of a purpose such as `audit chain`.
    pub fn macs(&self, purpose: &'static str) -> Macs {
        let (active, _) = self.0.ring.active();
        let mut all: Vec<_> = self
            .0
            .ring
            .keys()
            .iter()
            .map(|key| (key.id.clone(), derived_mac(key, "mac", purpose)))
            .collect();
        let signing = all.remove(active);
        Macs::new(signing, all)
    }

    fn cipher(&self, position: usize, key: &Key, field: Field) -> Cipher {
        cached(&self.0.ciphers, (position, field), || {
            let data_key = derive(key.algorithm.hash(), &key.root, "seal", field.0);
            Cipher::new(key.algorithm, &data_key)
        })
    }

    fn index_under(
        &self,
        position: usize,
        key: &Key,
        field: Field,
        form: Form,
        value: &str,
    ) -> BlindIndex {
        let mac = cached(&self.0.indexes, (position, field), || derived_mac(key, "index", field.0));
        let normal = Zeroizing::new(form.normalise(value));
        BlindIndex::new(mac.sign(&[normal.as_bytes()]))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Vault").field("ring", &self.0.ring).finish_non_exhaustive()
    }
}

fn derived_mac(key: &Key, use_: &str, purpose: &str) -> Mac {
    let hash = key.algorithm.hash();
    let mut derived = derive(hash, &key.root, use_, purpose);
    let mac = Mac::new(hash, derived.as_slice());
    derived.zeroize();
    mac
}

/// Writes what a sealed value is bound to; the header tells its own length, the row has a fixed one.
fn associated(header: &[u8], field: Field, row: Uuid) -> Vec<u8> {
    [header, row.as_bytes(), field.0.as_bytes()].concat()
}

fn cached<V: Clone>(
    cache: &RwLock<HashMap<(usize, Field), V>>,
    at: (usize, Field),
    prepare: impl FnOnce() -> V,
) -> V {
    if let Some(found) = cache.read().unwrap_or_else(PoisonError::into_inner).get(&at) {
        return found.clone();
    }
    let made = prepare();
    cache.write().unwrap_or_else(PoisonError::into_inner).insert(at, made.clone());
    made
}
