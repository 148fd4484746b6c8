//! The secret by which a customer follows the own ticket or appointment on a phone, and by which a kiosk is known.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Id, Ids, VisitId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::appointment::AppointmentId;
use super::kiosk::KioskId;

/// How many bytes of a token are secret: 128 bits, out of reach of guessing.
const SECRET: usize = 16;

/// What the holder of a ticket or an appointment knows: which one, and a secret.
///
/// Written as 43 characters of base64url.
/// The id inside makes the look-up one by primary key; only a digest of the secret is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<I> {
    /// The thing that the holder has to do with.
    pub(crate) id: I,
    secret: [u8; SECRET],
}

/// What the holder of a ticket knows.
pub(crate) type TicketToken = Token<VisitId>;

/// What a registered kiosk knows.
pub(crate) type KioskToken = Token<KioskId>;

/// What whoever booked an appointment knows.
pub(crate) type AppointmentToken = Token<AppointmentId>;

impl<I: Id> Token<I> {
    /// Makes a token for a thing.
    pub(crate) fn draw(id: I, ids: &Ids) -> Self {
        let random = ids.token();
        let mut secret = [0; SECRET];
        secret.copy_from_slice(&random[..SECRET]);
        Self { id, secret }
    }

    /// Reads a token; `None` for anything that was never issued in this form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 16 + SECRET] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (id, secret) = bytes.split_at(16);
        let id = I::from_uuid(Uuid::from_slice(id).ok()?);
        Some(Self { id, secret: secret.try_into().ok()? })
    }

    /// Writes the token.
    pub(crate) fn reveal(&self) -> String {
        let mut bytes = [0; 16 + SECRET];
        bytes[..16].copy_from_slice(self.id.uuid().as_bytes());
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

impl<I: std::fmt::Debug> std::fmt::Debug for Token<I> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Token").field("id", &self.id).finish_non_exhaustive()
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
