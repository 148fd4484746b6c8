//! The address of somebody who wants mail.

use std::fmt;
use std::str::FromStr;

use lettre::Address;
use vault::Secret;

/// The longest address that a server has to take, by RFC 5321.
const LONGEST: usize = 254;

/// An address such as `zhang@example.com`; what it says never prints itself.
#[derive(Clone)]
pub struct EmailAddress(Secret<String>);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFlaw {
    /// It does not have the form `name@domain`.
    #[error("the text is no e-mail address")]
    Form,
    /// It has more than 254 characters.
    #[error("the e-mail address is too long")]
    TooLong,
}

impl EmailAddress {
    /// Returns the address.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    pub(crate) fn to_lettre(&self) -> Option<Address> {
        self.expose().parse().ok()
    }
}

impl FromStr for EmailAddress {
    type Err = AddressFlaw;

    /// Reads an address; space around it, and the wide signs of a Chinese keyboard, are made up for.
    fn from_str(text: &str) -> Result<Self, AddressFlaw> {
        let text: String = text.trim().chars().map(narrow).collect();
        if text.len() > LONGEST {
            return Err(AddressFlaw::TooLong);
        }
        // A name in other letters would need a server that knows SMTPUTF8, and few recipients have one.
        let (_, domain) = text.rsplit_once('@').ok_or(AddressFlaw::Form)?;
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || !domain.contains('.') || text.parse::<Address>().is_err() {
            return Err(AddressFlaw::Form);
        }
        Ok(Self(Secret::new(text)))
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EmailAddress(…)")
    }
}

impl AddressFlaw {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "mail.address_form",
            Self::TooLong => "mail.address_too_long",
        }
    }

    /// The same for people, in Chinese and in English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Form => (
                "电子邮箱格式不正确，请按 name@example.com 的格式填写。",
                "This is not an e-mail address. Please write it like name@example.com.",
            ),
            Self::TooLong => {
                ("电子邮箱过长，请核对。", "The e-mail address is too long. Please check it.")
            }
        }
    }
}

/// Makes a wide sign the narrow one that was meant.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '。' => '.',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_read_as_they_were_meant() {
        for (text, address) in [
            ("zhang@example.com", "zhang@example.com"),
            (" z.s+bank@mail.example.cn ", "z.s+bank@mail.example.cn"),
            ("ｚｈａｎｇ＠example。com", "zhang@example.com"),
        ] {
            assert_eq!(text.parse::<EmailAddress>().unwrap().expose(), address);
        }
        for wrong in [
            "",
            "zhang",
            "@example.com",
            "zhang@",
            "zhang@localhost",
            "张@example.com",
            "a b@example.com",
            "a@example.com\r\nBcc: b@example.com",
            "a@b@example.com",
            "<a@example.com>",
        ] {
            assert_eq!(wrong.parse::<EmailAddress>().unwrap_err(), AddressFlaw::Form, "{wrong}");
        }
        let long = format!("{}@example.com", "a".repeat(250));
        assert_eq!(long.parse::<EmailAddress>().unwrap_err(), AddressFlaw::TooLong);
    }

    proptest! {
        #[test]
        fn nothing_that_is_read_breaks_a_header_or_shows_itself(text in "\\PC{0,40}|[a-z@.\\r\\n <>,;]{0,40}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert!(address.expose().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(address.to_lettre().is_some());
                prop_assert_eq!(format!("{address:?}"), "EmailAddress(…)");
            }
        }
    }
}
