//! Second factors: codes that change every 30 seconds (RFC 6238), and recovery codes.

use kernel::{Ids, StaffId, Timestamp};
use sha2::{Digest, Sha256};
use totp_rs::{Algorithm, Builder, Totp};
use vault::Secret;

use crate::AccessError;

/// How many recovery codes a person gets.
pub(crate) const RECOVERY_CODES: usize = 10;

/// SHA-1 needs 160 bits.
const SECRET_LEN: usize = 20;

/// Letters and digits that nobody mistakes for each other, 32 of them.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A new secret, shown once.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret in base 32, for typing.
    pub secret: Secret<String>,
    /// The same as an address that authenticator applications read, usually from a QR code.
    pub otpauth_url: Secret<String>,
}

/// Draws a new secret.
pub(crate) fn new_secret(ids: &Ids) -> Secret<Vec<u8>> {
    Secret::new(ids.token()[..SECRET_LEN].to_vec())
}

/// Writes a secret in the forms a person can carry to a telephone.
pub(crate) fn enrolment(
    secret: &Secret<Vec<u8>>,
    issuer: &str,
    username: &str,
) -> Result<Enrolment, AccessError> {
    // A colon would end the issuer in the address.
    let totp = builder(secret)
        .with_issuer(Some(issuer.replace(':', " ")))
        .with_account_name(username.replace(':', " "))
        .build()
        .map_err(AccessError::Totp)?;
    let url = totp.to_url().map_err(AccessError::Totp)?;
    Ok(Enrolment { secret: Secret::new(totp.secret().to_base32()), otpauth_url: Secret::new(url) })
}

/// Finds the step of a code: the present one or a neighbour, and later than the last one taken.
pub(crate) fn find_step(
    secret: &Secret<Vec<u8>>,
    code: &str,
    last_step: Option<i64>,
    now: Timestamp,
) -> Result<Option<i64>, AccessError> {
    let totp: Totp = builder(secret).build().map_err(AccessError::Totp)?;
    let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
    let code: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    let step = totp.check(&code, seconds).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| last_step.is_none_or(|last| *step > last)))
}

/// Returns whether this is written like a code of an authenticator rather than a recovery code.
pub(crate) fn is_totp_code(code: &str) -> bool {
    let digits = code.chars().filter(|character| !character.is_whitespace());
    digits.clone().count() == 6 && digits.clone().all(|character| character.is_ascii_digit())
}

/// Draws recovery codes of 80 bits, written `abcd-efgh-jkmn-pqrs`.
pub(crate) fn new_recovery_codes(ids: &Ids) -> Vec<Secret<String>> {
    (0..RECOVERY_CODES).map(|_| Secret::new(recovery_code(&ids.token()))).collect()
}

fn recovery_code(random: &[u8; 32]) -> String {
    let letters: Vec<char> =
        random[..16].iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Digests a recovery code for the table; 80 random bits need no slow hash.
pub(crate) fn recovery_hash(staff: StaffId, code: &str) -> [u8; 32] {
    let code: String =
        code.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut digest = Sha256::new();
    digest.update(b"recovery code of ");
    digest.update(staff.uuid().as_bytes());
    digest.update(code.as_bytes());
    digest.finalize().into()
}

fn builder(secret: &Secret<Vec<u8>>) -> Builder {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.expose().clone())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The key of the test vectors in RFC 6238, appendix B; the codes are their last six digits.
    fn rfc_secret() -> Secret<Vec<u8>> {
        Secret::new(b"12345678901234567890".to_vec())
    }

    fn step_of(code: &str, last: Option<i64>, seconds: i64) -> Option<i64> {
        find_step(&rfc_secret(), code, last, Timestamp::from_micros(seconds * 1_000_000)).unwrap()
    }

    #[test]
    fn the_vectors_of_the_standard_pass() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(code, None, seconds), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn one_step_of_skew_and_no_code_twice() {
        assert_eq!(step_of("287 082", None, 59 + 30), Some(1));
        assert_eq!(step_of("287082", None, 59 - 30), Some(1));
        assert_eq!(step_of("287082", None, 59 + 61), None);
        assert_eq!(step_of("287082", Some(1), 59), None);
        assert_eq!(step_of("287082", Some(0), 59), Some(1));
    }

    #[test]
    fn what_is_shown_names_issuer_and_person() {
        let shown = enrolment(&rfc_secret(), "示例: 银行", "wang.fang").unwrap();
        assert_eq!(shown.secret.expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let url = shown.otpauth_url.expose();
        assert!(url.starts_with("otpauth://totp/") && url.contains("wang.fang"), "{url}");
        assert!(url.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{url}");
    }

    #[test]
    fn recovery_codes_are_many_and_read_loosely() {
        let codes = new_recovery_codes(&Ids::seeded(1));
        assert_eq!(codes.len(), RECOVERY_CODES);
        let staff = StaffId::from_uuid(uuid::Uuid::from_u128(1));
        let code = codes[0].expose();
        assert_eq!(code.len(), 19);
        let loose = format!(" {} ", code.replace('-', " ").to_uppercase());
        assert_eq!(recovery_hash(staff, code), recovery_hash(staff, &loose));
        let other = StaffId::from_uuid(uuid::Uuid::from_u128(2));
        assert_ne!(recovery_hash(staff, code), recovery_hash(other, code));
    }

    proptest! {
        #[test]
        fn any_text_may_be_typed(code in "\\PC{0,30}") {
            let _ = is_totp_code(&code);
            let _ = step_of(&code, None, 59);
        }
    }
}
