//! The secret by which a customer follows the own ticket on a phone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Ids, VisitId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How many bytes of a token are secret: 128 bits, out of reach of guessing.
const SECRET: usize = 16;

/// What the holder of a ticket knows: which visit, and a secret.
///
/// Written as 43 characters of base64url.
/// The visit id inside makes the look-up one by primary key; only a digest of the secret is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct TicketToken {
    /// The visit.
    pub(crate) visit: VisitId,
    secret: [u8; SECRET],
}

impl TicketToken {
    /// Makes a token for a visit.
    pub(crate) fn draw(visit: VisitId, ids: &Ids) -> Self {
        let random = ids.token();
        let mut secret = [0; SECRET];
        secret.copy_from_slice(&random[..SECRET]);
        Self { visit, secret }
    }

    /// Reads a token; `None` for anything that was never issued in this form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 16 + SECRET] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (visit, secret) = bytes.split_at(16);
        let visit = VisitId::from_uuid(Uuid::from_slice(visit).ok()?);
        Some(Self { visit, secret: secret.try_into().ok()? })
    }

    /// Writes the token.
    pub(crate) fn reveal(&self) -> String {
        let mut bytes = [0; 16 + SECRET];
        bytes[..16].copy_from_slice(self.visit.uuid().as_bytes());
        bytes[16..].copy_from_slice(&self.secret);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Returns the digest that is stored.
    ///
    /// A plain digest is enough: the secret has 128 random bits, so there is nothing to try out.
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.secret).into()
    }

    /// Tells whether a stored digest belongs to this token.
    ///
    /// Digests are compared, so the time this takes says nothing about the secret.
    pub(crate) fn matches(&self, digest: &[u8]) -> bool {
        self.digest() == digest
    }
}

impl std::fmt::Debug for TicketToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TicketToken").field("visit", &self.visit).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;

    #[test]
    fn a_token_is_read_back_and_opens_only_its_own_visit() {
        let ids = Ids::seeded(3);
        let visit: VisitId = ids.next(Timestamp::from_micros(1));
        let (token, other) = (TicketToken::draw(visit, &ids), TicketToken::draw(visit, &ids));
        let text = token.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(TicketToken::parse(&text), Some(token));
        assert!(token.matches(&token.digest()));
        assert!(!other.matches(&token.digest()));
        assert!(!format!("{token:?}").contains(&text));
    }

    #[test]
    fn rubbish_is_no_token() {
        for text in ["", "abc", "../../etc", "长的中文令牌", &"A".repeat(44)] {
            assert_eq!(TicketToken::parse(text), None, "{text}");
        }
    }
}
