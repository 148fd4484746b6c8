//! Keyed digests: HMAC-SHA-256 and HMAC-SM3, for derived keys, blind indexes and chains.

use std::fmt;

use hmac::{Hmac, KeyInit};
use sha2::Sha256;
use sm3::Sm3;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::KeyId;

/// The digest under the HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sm3,
}

/// A keyed digest of 32 bytes with its key ready.
#[derive(Clone)]
pub struct Mac(Inner);

#[derive(Clone)]
enum Inner {
    Sha256(Hmac<Sha256>),
    Sm3(Hmac<Sm3>),
}

impl Mac {
    /// Prepares a key of any length.
    pub(crate) fn new(hash: Hash, key: &[u8]) -> Self {
        const ANY_LENGTH: &str = "HMAC takes a key of any length";
        Self(match hash {
            Hash::Sha256 => Inner::Sha256(Hmac::new_from_slice(key).expect(ANY_LENGTH)),
            Hash::Sm3 => Inner::Sm3(Hmac::new_from_slice(key).expect(ANY_LENGTH)),
        })
    }

    /// Returns the digest of the parts, as if they were one message; the caller keeps their borders apart.
    pub fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        match &self.0 {
            Inner::Sha256(mac) => digest(mac.clone(), parts),
            Inner::Sm3(mac) => digest(mac.clone(), parts),
        }
    }

    /// Says whether the digest belongs to the parts, in a time that does not depend on where they differ.
    pub fn matches(&self, parts: &[&[u8]], digest: &[u8]) -> bool {
        self.sign(parts).ct_eq(digest).into()
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mac(…)")
    }
}

/// One purpose's digests under every key of the ring: the active one signs, all of them verify.
#[derive(Clone, Debug)]
pub struct Macs {
    active: (KeyId, Mac),
    retired: Vec<(KeyId, Mac)>,
}

impl Macs {
    pub(crate) const fn new(active: (KeyId, Mac), retired: Vec<(KeyId, Mac)>) -> Self {
        Self { active, retired }
    }

    /// Returns the key that signs now, and its id, which must be stored beside the digest.
    pub const fn active(&self) -> (&KeyId, &Mac) {
        (&self.active.0, &self.active.1)
    }

    /// Finds the key that a stored digest names.
    pub fn find(&self, id: &str) -> Option<&Mac> {
        std::iter::once(&self.active)
            .chain(&self.retired)
            .find(|(known, _)| known.as_str() == id)
            .map(|(_, mac)| mac)
    }
}

/// Derives the key of one purpose from a root key: one block of HKDF-Expand (RFC 5869).
pub(crate) fn derive(
    hash: Hash,
    root: &[u8; 32],
    use_: &str,
    purpose: &str,
) -> Zeroizing<[u8; 32]> {
    let parts: [&[u8]; 5] = [b"shouwen/1/", use_.as_bytes(), b"/", purpose.as_bytes(), &[0x01]];
    Zeroizing::new(Mac::new(hash, root).sign(&parts))
}

fn digest<M: hmac::Mac>(mut mac: M, parts: &[&[u8]]) -> [u8; 32] {
    for part in parts {
        mac.update(part);
    }
    let bytes = mac.finalize().into_bytes();
    std::array::from_fn(|at| bytes[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_sha256_agrees_with_rfc_4231() {
        let mac = Mac::new(Hash::Sha256, b"Jefe");
        let digest = mac.sign(&[b"what do ya want ", b"for nothing?"]);
        assert_eq!(
            hex::encode(digest),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn hmac_sm3_agrees_with_gm_t_0042() {
        // GM/T 0042-2015, appendix D.3, first example.
        let message = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);
        let key: Vec<u8> = (1..=0x20).collect();
        let digest = Mac::new(Hash::Sm3, &key).sign(&[message.as_bytes()]);
        assert_eq!(
            hex::encode(digest),
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"
        );
    }

    #[test]
    fn purposes_do_not_share_keys() {
        let root = [7_u8; 32];
        let seal = derive(Hash::Sm3, &root, "seal", "a.b");
        assert_ne!(*seal, *derive(Hash::Sm3, &root, "index", "a.b"));
        assert_ne!(*seal, *derive(Hash::Sm3, &root, "seal", "a.c"));
        assert_ne!(*seal, *derive(Hash::Sha256, &root, "seal", "a.b"));
    }
}
