//! Identity documents 证件.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::{Secret, mask};

use super::flaw::Flaw;
use super::resident_id::ResidentId;
use super::text::compact;

/// What kind of document somebody shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Resident identity card 居民身份证; residence permits and cards of permanent residents with 18 digits too.
    ResidentId,
    /// Passport 护照.
    Passport,
    /// Mainland travel permit for Hong Kong and Macau residents 港澳居民来往内地通行证.
    HkMacauPermit,
    /// Mainland travel permit for Taiwan residents 台湾居民来往大陆通行证.
    TaiwanPermit,
}

impl DocumentKind {
    const ALL: [Self; 4] =
        [Self::ResidentId, Self::Passport, Self::HkMacauPermit, Self::TaiwanPermit];

    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::Passport => "passport",
            Self::HkMacauPermit => "hk_macau_permit",
            Self::TaiwanPermit => "taiwan_permit",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Hides the middle of a number of this kind.
    pub(crate) fn mask(self, number: &str) -> String {
        if self == Self::ResidentId { mask::resident_id(number) } else { mask::passport(number) }
    }
}

/// A document with a number that satisfies the rules of its kind; never prints itself.
#[derive(Clone)]
pub struct Document {
    kind: DocumentKind,
    number: Secret<String>,
    birth: Option<Date>,
}

impl Document {
    /// Reads a number of a kind.
    ///
    /// # Errors
    /// The number breaks a rule of its kind.
    pub fn parse(kind: DocumentKind, text: &str, today: Date) -> Result<Self, Flaw> {
        if kind == DocumentKind::ResidentId {
            let id = ResidentId::parse(text, today)?;
            let number = Secret::new(id.expose().to_owned());
            return Ok(Self { kind, number, birth: Some(id.birth()) });
        }
        let number = Secret::new(compact(text));
        let (fits, flaw) = match kind {
            DocumentKind::HkMacauPermit => (is_hk_macau(number.expose()), Flaw::HkMacauPermit),
            DocumentKind::TaiwanPermit => (is_taiwan(number.expose()), Flaw::TaiwanPermit),
            DocumentKind::ResidentId | DocumentKind::Passport => {
                (is_passport(number.expose()), Flaw::Passport)
            }
        };
        if fits { Ok(Self { kind, number, birth: None }) } else { Err(flaw) }
    }

    /// Returns the kind.
    pub const fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// Returns the number, without separators, letters in upper case.
    pub fn expose(&self) -> &str {
        self.number.expose()
    }

    /// Returns the date of birth, where the number tells it.
    pub const fn birth(&self) -> Option<Date> {
        self.birth
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Document({}, …)", self.kind.code())
    }
}

/// Reads a number whose kind nobody said, to search for it.
///
/// # Errors
/// It has the length of a resident ID and is none, or it can be no document at all.
pub(crate) fn parse_any(text: &str, today: Date) -> Result<Secret<String>, Flaw> {
    let number = Secret::new(compact(text));
    if number.expose().len() == 18 {
        ResidentId::parse(number.expose(), today)?;
    } else if !is_passport(number.expose()) {
        return Err(Flaw::Passport);
    }
    Ok(number)
}

fn is_passport(number: &str) -> bool {
    (5..=15).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_hk_macau(number: &str) -> bool {
    number.strip_prefix(['H', 'M']).is_some_and(|digits| is_digits(digits, [8, 10]))
}

fn is_taiwan(number: &str) -> bool {
    is_digits(number, [8, 10])
}

fn is_digits(text: &str, lengths: [usize; 2]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn each_kind_has_its_own_rule() {
        let read = |kind, text| Document::parse(kind, text, TODAY);
        assert_eq!(read(DocumentKind::Passport, "e 1234 5678").unwrap().expose(), "E12345678");
        assert_eq!(read(DocumentKind::Passport, "ABCDEFG").unwrap_err(), Flaw::Passport);
        assert_eq!(read(DocumentKind::HkMacauPermit, "h12345678").unwrap().expose(), "H12345678");
        assert_eq!(
            read(DocumentKind::HkMacauPermit, "A12345678").unwrap_err(),
            Flaw::HkMacauPermit
        );
        assert!(read(DocumentKind::TaiwanPermit, "12345678").is_ok());
        assert_eq!(read(DocumentKind::TaiwanPermit, "123456789").unwrap_err(), Flaw::TaiwanPermit);
        let id = read(DocumentKind::ResidentId, "11010519491231002x").unwrap();
        assert_eq!(id.birth(), Some(date(1949, 12, 31)));
        assert_eq!(format!("{id:?}"), "Document(resident_id, …)");
    }

    #[test]
    fn a_search_does_not_need_the_kind_but_notices_a_wrong_digit() {
        assert!(parse_any("11010519491231002X", TODAY).is_ok());
        assert_eq!(parse_any("110105194912310021", TODAY).unwrap_err(), Flaw::ResidentIdCheck);
        assert!(parse_any("h12345678", TODAY).is_ok());
        assert_eq!(parse_any("张三", TODAY).unwrap_err(), Flaw::Passport);
    }

    #[test]
    fn codes_are_read_as_they_are_written() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::from_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }
}
