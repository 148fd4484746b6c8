//! The bytes of a sealed value.
//!
//! `version (1) · algorithm (1) · length of key id (1) · key id · nonce (12) · ciphertext · tag (16)`.
//! Everything before the nonce is authenticated together with the field and the row.

use std::fmt;
use std::ops::Deref;

use crate::cipher::{NONCE_LEN, TAG_LEN};
use crate::{Algorithm, KeyId};

/// The only layout so far.
const VERSION: u8 = 1;

/// A sealed value as it is stored in a binary column.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Returns the bytes for the table.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub(crate) fn join(header: &[u8], nonce: &[u8; NONCE_LEN], body: &[u8]) -> Self {
        Self([header, nonce, body].concat())
    }
}

impl Deref for Sealed {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Sealed> for Vec<u8> {
    fn from(sealed: Sealed) -> Self {
        sealed.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sealed({} bytes)", self.0.len())
    }
}

/// Writes what stands before the nonce.
pub(crate) fn header(algorithm: Algorithm, key: &KeyId) -> Vec<u8> {
    let id = key.as_str().as_bytes();
    let length = u8::try_from(id.len()).unwrap_or(u8::MAX);
    [&[VERSION, algorithm.mark(), length], id].concat()
}

/// A sealed value taken apart, not yet believed.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) header: &'a [u8],
    pub(crate) key: &'a str,
    pub(crate) nonce: &'a [u8; NONCE_LEN],
    pub(crate) body: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Takes the bytes apart; `None` when they are too short or of another layout.
    pub(crate) fn split(bytes: &'a [u8]) -> Option<Self> {
        let (&[version, _, length], _) = bytes.split_first_chunk()?;
        if version != VERSION {
            return None;
        }
        let (header, rest) = bytes.split_at_checked(3 + usize::from(length))?;
        let key = std::str::from_utf8(&header[3..]).ok()?;
        let (nonce, body) = rest.split_first_chunk()?;
        (body.len() >= TAG_LEN).then_some(Self { header, key, nonce, body })
    }
}
