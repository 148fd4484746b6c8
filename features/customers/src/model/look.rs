//! Which field may be seen unmasked, and for which reasons.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A field that may be seen unmasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PersonalField {
    /// `name`.
    Name,
    /// `phone`.
    Phone,
    /// `birth_date`.
    BirthDate,
    /// `document:<id>`.
    Document(Uuid),
    /// `card:<id>`.
    Card(Uuid),
}

/// A text that names no field.
#[derive(Debug)]
pub(crate) struct UnknownField;

impl FromStr for PersonalField {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        match text.split_once(':') {
            None if text == "name" => Ok(Self::Name),
            None if text == "phone" => Ok(Self::Phone),
            None if text == "birth_date" => Ok(Self::BirthDate),
            Some(("document", id)) => id.parse().map(Self::Document).map_err(|_| UnknownField),
            Some(("card", id)) => id.parse().map(Self::Card).map_err(|_| UnknownField),
            _ => Err(UnknownField),
        }
    }
}

impl fmt::Display for PersonalField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => formatter.write_str("name"),
            Self::Phone => formatter.write_str("phone"),
            Self::BirthDate => formatter.write_str("birth_date"),
            Self::Document(id) => write!(formatter, "document:{id}"),
            Self::Card(id) => write!(formatter, "card:{id}"),
        }
    }
}

/// Why somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LookReason {
    /// The stable code, which the audit keeps.
    pub(crate) code: &'static str,
    /// The name, in Chinese.
    pub(crate) name: &'static str,
    /// The name, in English.
    pub(crate) name_en: &'static str,
    /// Whether it says too little without a note.
    pub(crate) needs_note: bool,
}

/// All reasons, in the order in which they are offered.
pub(crate) const LOOK_REASONS: [LookReason; 6] = [
    reason("verify_identity", "核验身份", "Verify identity"),
    reason("serve", "办理业务", "Serve the customer"),
    reason("contact", "联系客户", "Contact the customer"),
    reason("complaint", "处理投诉", "Handle a complaint"),
    reason("audit", "合规检查", "Compliance check"),
    LookReason {
        needs_note: true, ..reason("other", "其他（请说明）", "Other (please explain)")
    },
];

const fn reason(code: &'static str, name: &'static str, name_en: &'static str) -> LookReason {
    LookReason { code, name, name_en, needs_note: false }
}

impl LookReason {
    /// Finds a reason by its code.
    pub(crate) fn find(code: &str) -> Option<Self> {
        LOOK_REASONS.into_iter().find(|reason| reason.code == code)
    }
}

/// The longest note, in characters.
pub(crate) const LONGEST_NOTE: usize = 200;

/// Says whether a note can stand in the audit, which holds no personal data: long runs of digits are numbers of people.
pub(crate) fn is_harmless(note: &str) -> bool {
    let mut run = 0;
    for character in note.chars() {
        match character {
            _ if character.is_numeric() => run += 1,
            ' ' | '-' => {}
            _ => run = 0,
        }
        if run >= 7 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_are_written() {
        let id = Uuid::from_u128(7);
        let all = [
            PersonalField::Name,
            PersonalField::Phone,
            PersonalField::BirthDate,
            PersonalField::Document(id),
            PersonalField::Card(id),
        ];
        for field in all {
            assert_eq!(field.to_string().parse::<PersonalField>().unwrap(), field);
        }
        for text in ["", "names", "document", "document:", "document:7", "tier"] {
            assert!(text.parse::<PersonalField>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_of_people_do_not_pass_as_notes() {
        assert!(is_harmless("客户来电 3 次，编号 A-0231"));
        for note in ["回拨 13812345678", "138 1234 5678", "１３８１２３４５６７８", "1381-234-5678"]
        {
            assert!(!is_harmless(note), "{note}");
        }
    }
}
