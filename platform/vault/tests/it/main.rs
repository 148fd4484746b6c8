//! What a room may rely on: what was sealed opens, and only there.

#![cfg(test)]

use kernel::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;
use vault::{Algorithm, Field, Form, KeyRing, Random, Vault, VaultError, mask};

const PHONE: Field = Field::new("customers_customers.phone");
const NAME: Field = Field::new("customers_customers.name");

fn ring(algorithm: Algorithm, seed: u64) -> KeyRing {
    KeyRing::generate(algorithm, Timestamp::from_micros(0), &Random::seeded(seed))
        .expect("a seeded source never fails")
}

fn vault(algorithm: Algorithm) -> Vault {
    Vault::new(ring(algorithm, 1), Random::seeded(2))
}

fn algorithms() -> impl Strategy<Value = Algorithm> {
    prop_oneof![Just(Algorithm::Aes256Gcm), Just(Algorithm::Sm4Gcm)]
}

proptest! {
    #[test]
    fn what_was_sealed_opens_only_in_its_place(
        algorithm in algorithms(), plaintext: Vec<u8>, row: u128, other: u128,
    ) {
        let vault = vault(algorithm);
        let row = Uuid::from_u128(row);
        let sealed = vault.seal(PHONE, row, &plaintext).unwrap();
        let opened = vault.open(PHONE, row, &sealed).unwrap();
        prop_assert_eq!(opened.expose(), &plaintext);
        let moved = vault.open(NAME, row, &sealed);
        let wrong_column = matches!(moved, Err(VaultError::Forged { .. }));
        prop_assert!(wrong_column);
        if row != Uuid::from_u128(other) {
            prop_assert!(vault.open(PHONE, Uuid::from_u128(other), &sealed).is_err());
        }
    }

    #[test]
    fn a_changed_byte_never_opens(
        algorithm in algorithms(), plaintext: Vec<u8>, at: prop::sample::Index, change in 1_u8..,
    ) {
        let vault = vault(algorithm);
        let mut sealed = vault.seal(PHONE, Uuid::nil(), &plaintext).unwrap().into_bytes();
        let at = at.index(sealed.len());
        sealed[at] ^= change;
        prop_assert!(vault.open(PHONE, Uuid::nil(), &sealed).is_err());
    }

    #[test]
    fn a_cut_value_never_opens(algorithm in algorithms(), plaintext: Vec<u8>, at: prop::sample::Index) {
        let vault = vault(algorithm);
        let sealed = vault.seal(PHONE, Uuid::nil(), &plaintext).unwrap().into_bytes();
        let cut = &sealed[..at.index(sealed.len())];
        prop_assert!(vault.open(PHONE, Uuid::nil(), cut).is_err());
    }

    #[test]
    fn rubbish_is_an_error(bytes: Vec<u8>) {
        prop_assert!(vault(Algorithm::Sm4Gcm).open(PHONE, Uuid::nil(), &bytes).is_err());
        prop_assert!(vault(Algorithm::Sm4Gcm).needs_rotation(&bytes));
    }

    #[test]
    fn a_rotated_value_still_opens(before in algorithms(), after in algorithms(), plaintext: Vec<u8>) {
        let mut ring = ring(before, 1);
        let old = Vault::new(ring.clone(), Random::seeded(2));
        ring.rotate(after, Timestamp::from_micros(1), &Random::seeded(3)).unwrap();
        let new = Vault::new(ring, Random::seeded(4));
        let sealed = old.seal(PHONE, Uuid::nil(), &plaintext).unwrap();
        prop_assert!(!old.needs_rotation(&sealed) && new.needs_rotation(&sealed));
        let anew = new.reseal(PHONE, Uuid::nil(), &sealed).unwrap();
        prop_assert!(!new.needs_rotation(&anew));
        let opened = new.open(PHONE, Uuid::nil(), &anew).unwrap();
        prop_assert_eq!(opened.expose(), &plaintext);
        let unknown = matches!(old.open(PHONE, Uuid::nil(), &anew), Err(VaultError::UnknownKey { .. }));
        prop_assert!(unknown);
    }

    #[test]
    fn masks_hide_the_middle(number in "[1-9][0-9]{5}(19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9X]") {
        let masked = mask::resident_id(&number);
        prop_assert_eq!(masked.len(), number.len());
        prop_assert!(masked[3..14].bytes().all(|byte| byte == b'*'));
        let card = mask::bank_card(&number[..16]);
        prop_assert_eq!(card.bytes().filter(u8::is_ascii_digit).count(), 4);
    }

    #[test]
    fn names_show_at_most_the_surname(name in "[一-鿿]{2,6}") {
        let masked = mask::name(&name);
        prop_assert!(masked.ends_with('*'));
        prop_assert!(masked.chars().count() <= 3);
        prop_assert!(masked.trim_end_matches('*').chars().count() < name.chars().count());
    }
}

#[test]
fn the_same_value_is_never_sealed_alike() {
    let vault = vault(Algorithm::Aes256Gcm);
    let first = vault.seal(PHONE, Uuid::nil(), "13812345678").unwrap();
    assert_ne!(first, vault.seal(PHONE, Uuid::nil(), "13812345678").unwrap());
}

#[test]
fn another_ring_with_the_same_key_name_opens_nothing() {
    let sealed = vault(Algorithm::Sm4Gcm).seal(PHONE, Uuid::nil(), "secret").unwrap();
    let stranger = Vault::new(ring(Algorithm::Sm4Gcm, 9), Random::seeded(2));
    assert!(matches!(
        stranger.open(PHONE, Uuid::nil(), &sealed),
        Err(VaultError::Forged { field: "customers_customers.phone" })
    ));
}

#[test]
fn indexes_are_equal_for_equal_values_of_one_field() {
    let vault = vault(Algorithm::Sm4Gcm);
    let index = vault.index(PHONE, Form::Phone, "138 1234 5678");
    assert_eq!(index, vault.index(PHONE, Form::Phone, "+8613812345678"));
    assert_ne!(index, vault.index(PHONE, Form::Phone, "13812345679"));
    assert_ne!(index, vault.index(NAME, Form::Phone, "13812345678"));
}

#[test]
fn rows_are_found_while_the_index_key_changes() {
    let mut ring = ring(Algorithm::Aes256Gcm, 1);
    let before = Vault::new(ring.clone(), Random::seeded(2));
    let stored = before.index(PHONE, Form::Phone, "13812345678");
    ring.rotate(Algorithm::Sm4Gcm, Timestamp::from_micros(1), &Random::seeded(3)).unwrap();
    let sealing = Vault::new(ring.clone(), Random::seeded(2));
    assert_eq!(sealing.index(PHONE, Form::Phone, "13812345678"), stored);
    ring.use_for_indexes();
    let after = Vault::new(ring, Random::seeded(2));
    let candidates = after.index_candidates(PHONE, Form::Phone, "13812345678");
    assert_eq!(candidates[0], after.index(PHONE, Form::Phone, "13812345678"));
    assert_eq!(candidates[1], stored);
}

#[test]
fn a_rotated_ring_still_verifies_digests() {
    let mut ring = ring(Algorithm::Aes256Gcm, 1);
    let before = Vault::new(ring.clone(), Random::seeded(2)).macs("audit chain");
    let (id, mac) = before.active();
    let digest = mac.sign(&[b"row"]);
    ring.rotate(Algorithm::Sm4Gcm, Timestamp::from_micros(1), &Random::seeded(3)).unwrap();
    let after = Vault::new(ring, Random::seeded(2)).macs("audit chain");
    assert!(after.find(id.as_str()).unwrap().matches(&[b"row"], &digest));
    assert!(!after.active().1.matches(&[b"row"], &digest));
    assert!(after.find("k9").is_none());
}
