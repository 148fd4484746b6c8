//! Mobile numbers 手机号 of mainland China.

use std::fmt;

use vault::{Secret, mask};

use super::flaw::Flaw;
use super::text::compact;

/// A mobile number of mainland China, kept in E.164 form (`+8613812345678`); never prints itself.
#[derive(Clone)]
pub struct Phone(Secret<String>);

impl Phone {
    /// Reads a number as people write it, with or without the country code.
    ///
    /// # Errors
    /// It is not eleven digits beginning with 13 to 19.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let compact = Secret::new(compact(text));
        let national = compact.expose();
        let national = ["+86", "0086", "86"]
            .iter()
            .find_map(|code| national.strip_prefix(code).filter(|rest| rest.len() == 11))
            .unwrap_or(national);
        let digits = national.as_bytes();
        let mobile = digits.len() == 11
            && digits.iter().all(u8::is_ascii_digit)
            && digits[0] == b'1'
            && (b'3'..=b'9').contains(&digits[1]);
        if mobile { Ok(Self(Secret::new(format!("+86{national}")))) } else { Err(Flaw::Phone) }
    }

    /// Returns the number in E.164 form.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Returns what a clerk sees before asking for more.
    pub fn masked(&self) -> String {
        mask::phone(self.expose())
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_is_read_back_however_it_is_written(number in "1[3-9][0-9]{9}") {
            let expected = format!("+86{number}");
            let spaced = format!("{} {} {}", &number[..3], &number[3..7], &number[7..]);
            for text in [number.clone(), spaced, format!("+86 {number}"), format!("0086-{number}"), expected.clone()] {
                let phone = Phone::parse(&text).unwrap();
                prop_assert_eq!(phone.expose(), &expected);
            }
        }

        #[test]
        fn the_mask_hides_four_digits(number in "1[3-9][0-9]{9}") {
            let phone = Phone::parse(&number).unwrap();
            prop_assert_eq!(phone.masked(), format!("{}****{}", &number[..3], &number[7..]));
            let printed = format!("{phone:?}");
            prop_assert_eq!(printed, "Phone(…)");
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,16}") {
            let _ = Phone::parse(&text);
        }
    }

    #[test]
    fn other_numbers_are_refused() {
        for text in [
            "",
            "12812345678",
            "1381234567",
            "138123456789",
            "075588886666",
            "95588",
            "1381234567a",
        ] {
            assert_eq!(Phone::parse(text).unwrap_err(), Flaw::Phone, "{text}");
        }
    }
}
