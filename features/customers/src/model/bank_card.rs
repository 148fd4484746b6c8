//! Numbers of bank cards 银行卡号.

use std::fmt;

use vault::{Secret, mask};

use super::flaw::Flaw;
use super::text::compact;

/// A card number of 13 to 19 digits whose check digit fits (Luhn, ISO/IEC 7812-1); never prints itself.
///
/// Passbook accounts and some very old cards have no check digit; they are accounts, not cards, and are not kept here.
#[derive(Clone)]
pub struct BankCard(Secret<String>);

impl BankCard {
    /// Reads a number as people write it: spaces, hyphens and full-width digits are allowed.
    ///
    /// # Errors
    /// There are not 13 to 19 digits, or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let number = Secret::new(compact(text));
        let digits = number.expose();
        if !(13..=19).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Flaw::CardDigits);
        }
        let (body, check) = digits.split_at(digits.len() - 1);
        let fits = card_check(body).is_some_and(|expected| check.starts_with(expected));
        if fits { Ok(Self(number)) } else { Err(Flaw::CardCheck) }
    }

    /// Returns the number, digits only.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Returns what a clerk sees before asking for more.
    pub fn masked(&self) -> String {
        mask::bank_card(self.expose())
    }
}

impl fmt::Debug for BankCard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BankCard(…)")
    }
}

/// Returns the check digit to be put behind these digits; `None` when there are other characters.
///
/// ```
/// assert_eq!(customers::card_check("411111111111111"), Some('1'));
/// ```
pub fn card_check(body: &str) -> Option<char> {
    let mut sum = 0;
    for (place, character) in body.chars().rev().enumerate() {
        let digit = character.to_digit(10)?;
        // Every second digit, beginning beside the check digit, counts double, by its digit sum.
        sum += if place % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 };
    }
    char::from_digit((10 - sum % 10) % 10, 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers() -> impl Strategy<Value = String> {
        "62[0-9]{10,16}".prop_map(|body| {
            let check = card_check(&body).unwrap();
            format!("{body}{check}")
        })
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_however_it_is_written(number in numbers()) {
            let card = BankCard::parse(&number).unwrap();
            prop_assert_eq!(card.expose(), &number);
            let spaced = format!("{} {}", &number[..4], &number[4..]);
            let again = BankCard::parse(&spaced).unwrap();
            prop_assert_eq!(again.expose(), &number);
        }

        #[test]
        fn one_wrong_digit_is_noticed(number in numbers(), at: prop::sample::Index, digit in 0_u8..10) {
            let mut wrong = number.clone().into_bytes();
            let at = at.index(wrong.len());
            wrong[at] = b'0' + digit;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assume!(wrong != number);
            prop_assert_eq!(BankCard::parse(&wrong).unwrap_err(), Flaw::CardCheck);
        }

        /// Luhn notices every exchange of neighbours but that of 0 and 9.
        #[test]
        fn two_digits_exchanged_are_noticed(number in numbers(), at: prop::sample::Index) {
            let mut wrong = number.clone().into_bytes();
            let at = at.index(wrong.len() - 1);
            wrong.swap(at, at + 1);
            prop_assume!(wrong[at] != wrong[at + 1]);
            let blind = matches!((wrong[at], wrong[at + 1]), (b'0', b'9') | (b'9', b'0'));
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(BankCard::parse(&wrong).is_ok(), blind);
        }

        #[test]
        fn the_mask_shows_four_digits(number in numbers()) {
            let card = BankCard::parse(&number).unwrap();
            prop_assert_eq!(card.masked(), format!("**** {}", &number[number.len() - 4..]));
            let printed = format!("{card:?}");
            prop_assert_eq!(printed, "BankCard(…)");
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
            let _ = BankCard::parse(&text);
        }
    }

    #[test]
    fn known_numbers_are_accepted_and_short_ones_are_not() {
        assert!(BankCard::parse("6222021234567890128").is_ok());
        assert!(BankCard::parse("4111 1111 1111 1111").is_ok());
        assert_eq!(BankCard::parse("411111111111").unwrap_err(), Flaw::CardDigits);
        assert_eq!(BankCard::parse("62220212345678901X8").unwrap_err(), Flaw::CardDigits);
        assert_eq!(BankCard::parse("6222021234567890129").unwrap_err(), Flaw::CardCheck);
    }
}
