//! What somebody shows to be recognised by, at a kiosk or at a counter.

use jiff::civil::Date;
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::Secret;

use super::bank_card::BankCard;
use super::flaw::Flaw;
use super::phone::Phone;
use super::resident_id::{ResidentId, age_on, date_in_china};

/// By what somebody wants to be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// Resident identity card.
    ResidentId,
    /// Bank card.
    BankCard,
    /// Mobile number.
    Phone,
}

/// What somebody shows; the value never prints itself and is not kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// By what.
    pub kind: IdentityKind,
    /// The number as it was read or typed.
    #[schema(value_type = String, max_length = 64)]
    pub value: Secret<String>,
}

/// An identity that satisfies the rules of its kind.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    /// Resident identity card.
    ResidentId(ResidentId),
    /// Bank card.
    BankCard(BankCard),
    /// Mobile number.
    Phone(Phone),
}

impl Identity {
    /// Reads the number.
    pub(crate) fn parse(&self, today: Date) -> Result<Shown, Flaw> {
        let text = self.value.expose();
        match self.kind {
            IdentityKind::ResidentId => ResidentId::parse(text, today).map(Shown::ResidentId),
            IdentityKind::BankCard => BankCard::parse(text).map(Shown::BankCard),
            IdentityKind::Phone => Phone::parse(text).map(Shown::Phone),
        }
    }

    /// Returns the age that a resident ID tells, also of somebody who is no customer.
    ///
    /// `None` for other kinds and for a number that breaks a rule.
    pub fn age(&self, now: Timestamp) -> Option<u32> {
        let today = date_in_china(now);
        match self.parse(today) {
            Ok(Shown::ResidentId(id)) => Some(age_on(id.birth(), today)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_s_age_is_known_from_the_card_and_the_value_is_never_printed() {
        let text = r#"{"kind": "resident_id", "value": "11010519491231002X"}"#;
        let identity: Identity = serde_json::from_str(text).unwrap();
        assert_eq!(identity.age("2026-11-22T01:00:00Z".parse().unwrap()), Some(76));
        assert_eq!(format!("{identity:?}"), "Identity { kind: ResidentId, value: Secret(…) }");
        let phone =
            Identity { kind: IdentityKind::Phone, value: Secret::new("13812345678".to_owned()) };
        assert_eq!(phone.age("2026-11-22T01:00:00Z".parse().unwrap()), None);
    }
}
