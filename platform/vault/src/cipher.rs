//! Authenticated encryption: AES-256-GCM (NIST SP 800-38D) and SM4-GCM (RFC 8998).

use std::sync::Arc;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::aes::cipher::consts::U12;
use aes_gcm::{Aes256Gcm, AesGcm};
use serde::Deserialize;
use sm4::Sm4;

use crate::mac::Hash;

/// SM4 has the block size of AES, so the same Galois/Counter Mode fits around it.
type Sm4Gcm = AesGcm<Sm4, U12>;

pub(crate) const NONCE_LEN: usize = 12;
pub(crate) const TAG_LEN: usize = 16;

/// How a key of the ring is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// AES with 256-bit keys; indexes and derivations by HMAC-SHA-256.
    #[serde(rename = "aes-256-gcm")]
    Aes256Gcm,
    /// The national algorithms 国密: SM4 (GB/T 32907); indexes and derivations by HMAC-SM3.
    Sm4Gcm,
}

impl Algorithm {
    /// Returns the name used in the key ring's text.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aes256Gcm => "aes-256-gcm",
            Self::Sm4Gcm => "sm4-gcm",
        }
    }

    /// Returns the byte that names the algorithm in a sealed value.
    pub(crate) const fn mark(self) -> u8 {
        match self {
            Self::Aes256Gcm => 1,
            Self::Sm4Gcm => 2,
        }
    }

    pub(crate) const fn hash(self) -> Hash {
        match self {
            Self::Aes256Gcm => Hash::Sha256,
            Self::Sm4Gcm => Hash::Sm3,
        }
    }
}

/// A cipher with its key schedule ready; clones share it.
#[derive(Clone)]
pub(crate) enum Cipher {
    Aes256(Arc<Aes256Gcm>),
    Sm4(Arc<Sm4Gcm>),
}

/// The cipher refused: too long on encryption, not authentic on decryption.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused;

impl Cipher {
    /// Prepares a cipher; SM4 takes the first half of the derived key.
    pub(crate) fn new(algorithm: Algorithm, key: &[u8; 32]) -> Self {
        match algorithm {
            Algorithm::Aes256Gcm => Self::Aes256(Arc::new(Aes256Gcm::new(key.into()))),
            Algorithm::Sm4Gcm => {
                let (half, _) = key.split_at(16);
                let half: [u8; 16] = std::array::from_fn(|at| half[at]);
                Self::Sm4(Arc::new(Sm4Gcm::new(&half.into())))
            }
        }
    }

    /// Encrypts; the tag stands behind the ciphertext.
    pub(crate) fn encrypt(
        &self,
        nonce: &[u8; NONCE_LEN],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Refused> {
        let payload = Payload { msg: plaintext, aad: associated };
        match self {
            Self::Aes256(cipher) => cipher.encrypt(nonce.into(), payload),
            Self::Sm4(cipher) => cipher.encrypt(nonce.into(), payload),
        }
        .map_err(|_| Refused)
    }

    /// Decrypts ciphertext and tag.
    pub(crate) fn decrypt(
        &self,
        nonce: &[u8; NONCE_LEN],
        associated: &[u8],
        body: &[u8],
    ) -> Result<Vec<u8>, Refused> {
        let payload = Payload { msg: body, aad: associated };
        match self {
            Self::Aes256(cipher) => cipher.decrypt(nonce.into(), payload),
            Self::Sm4(cipher) => cipher.decrypt(nonce.into(), payload),
        }
        .map_err(|_| Refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Vector {
        algorithm: Algorithm,
        key: &'static str,
        nonce: &'static str,
        associated: &'static str,
        plaintext: &'static str,
        body: &'static str,
    }

    fn array<const N: usize>(text: &str) -> [u8; N] {
        let mut bytes = [0_u8; N];
        let given = hex::decode(text).unwrap();
        bytes[..given.len()].copy_from_slice(&given);
        bytes
    }

    fn holds(vector: &Vector) {
        let cipher = Cipher::new(vector.algorithm, &array(vector.key));
        let nonce = array(vector.nonce);
        let associated = hex::decode(vector.associated).unwrap();
        let plaintext = hex::decode(vector.plaintext).unwrap();
        let body = cipher.encrypt(&nonce, &associated, &plaintext).unwrap();
        assert_eq!(hex::encode(&body), vector.body);
        assert_eq!(cipher.decrypt(&nonce, &associated, &body).unwrap(), plaintext);
        assert_eq!(cipher.decrypt(&nonce, b"", &body), Err(Refused));
    }

    #[test]
    fn sm4_gcm_agrees_with_rfc_8998() {
        holds(&Vector {
            algorithm: Algorithm::Sm4Gcm,
            key: "0123456789abcdeffedcba9876543210",
            nonce: "00001234567800000000abcd",
            associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            plaintext: concat!(
                "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd",
                "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
            ),
            body: concat!(
                "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735",
                "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
                "83de3541e4c2b58177e065a9bf7b62ec"
            ),
        });
    }

    #[test]
    fn aes_256_gcm_agrees_with_the_gcm_specification() {
        // Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation".
        holds(&Vector {
            algorithm: Algorithm::Aes256Gcm,
            key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            nonce: "cafebabefacedbaddecaf888",
            associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            plaintext: concat!(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72",
                "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
            ),
            body: concat!(
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa",
                "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
                "76fc6ece0f4e1768cddf8853bb2d551b"
            ),
        });
    }
}
