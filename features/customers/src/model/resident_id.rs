//! Resident identity numbers 居民身份证号码 (GB 11643-1999).
//!
//! Eighteen characters: six for the area, eight for the date of birth, three for the order of birth (odd for men),
//! one check character (ISO 7064 MOD 11-2).
//! The area is not held against a list: areas were renamed, and the numbers of those born there stay valid.
//! Residence permits for people from Hong Kong, Macau and Taiwan (areas 81 to 83) and new cards of foreign permanent
//! residents (beginning with 9) have the same form.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use kernel::Timestamp;
use vault::{Secret, mask};

use super::flaw::Flaw;
use super::text::compact;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Nobody has become older; a date before is a mistake.
const OLDEST_YEARS: i16 = 130;

/// A resident identity number that satisfies its rules; never prints itself.
#[derive(Clone)]
pub struct ResidentId {
    number: Secret<String>,
    birth: Date,
}

/// The sex that a resident identity number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

impl ResidentId {
    /// Reads a number as people write it: spaces, hyphens, full-width digits and a small x are allowed.
    ///
    /// # Errors
    /// The length, a character, the date of birth or the check character is wrong, in this order.
    pub fn parse(text: &str, today: Date) -> Result<Self, Flaw> {
        let number = Secret::new(compact(text));
        if number.expose().chars().count() != 18 {
            return Err(Flaw::ResidentIdLength);
        }
        let (body, check) =
            number.expose().split_at_checked(17).ok_or(Flaw::ResidentIdCharacters)?;
        let expected = resident_id_check(body).ok_or(Flaw::ResidentIdCharacters)?;
        if !check.chars().all(|character| character.is_ascii_digit() || character == 'X') {
            return Err(Flaw::ResidentIdCharacters);
        }
        let birth = birth(body, today).ok_or(Flaw::ResidentIdBirth)?;
        if !check.starts_with(expected) {
            return Err(Flaw::ResidentIdCheck);
        }
        Ok(Self { number, birth })
    }

    /// Returns the number: eighteen characters, a final X in upper case.
    pub fn expose(&self) -> &str {
        self.number.expose()
    }

    /// Returns the date of birth.
    pub const fn birth(&self) -> Date {
        self.birth
    }

    /// Returns the sex.
    pub fn sex(&self) -> Sex {
        let order = self.expose().as_bytes()[16];
        if order % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Returns what a clerk sees before asking for more.
    pub fn masked(&self) -> String {
        mask::resident_id(self.expose())
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ResidentId(…)")
    }
}

/// Returns the check character for the first 17 digits; `None` when they are not 17 digits.
///
/// ```
/// assert_eq!(customers::resident_id_check("11010519491231002"), Some('X'));
/// ```
pub fn resident_id_check(body: &str) -> Option<char> {
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (character, weight) in body.chars().zip(WEIGHTS) {
        sum += character.to_digit(10)? * weight;
    }
    let place = usize::try_from(sum % 11).ok()?;
    CHECKS.get(place).copied()
}

fn birth(body: &str, today: Date) -> Option<Date> {
    let part =
        |from: usize, to: usize| body.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let (month, day) = (i8::try_from(part(10, 12)?).ok()?, i8::try_from(part(12, 14)?).ok()?);
    let birth = Date::new(part(6, 10)?, month, day).ok()?;
    (birth <= today && birth.year() >= today.year() - OLDEST_YEARS).then_some(birth)
}

/// Returns the date in China, by which ages are counted.
pub(crate) fn date_in_china(now: Timestamp) -> Date {
    now.to_jiff().to_zoned(TimeZone::fixed(offset(8))).date()
}

/// Returns the age in completed years; who was born on 29 February grows older on 1 March of ordinary years.
pub(crate) fn age_on(birth: Date, today: Date) -> u32 {
    let before_birthday = (today.month(), today.day()) < (birth.month(), birth.day());
    let years = today.year() - birth.year() - i16::from(before_birthday);
    u32::try_from(years).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    /// Numbers that satisfy all rules.
    pub(crate) fn numbers() -> impl Strategy<Value = String> {
        ("[1-8][0-9]{5}", 1900_i16..2026, 1_i8..=12, 1_i8..=28, "[0-9]{3}").prop_map(
            |(area, year, month, day, order)| {
                let body = format!("{area}{year:04}{month:02}{day:02}{order}");
                let check = resident_id_check(&body).unwrap();
                format!("{body}{check}")
            },
        )
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_however_it_is_written(number in numbers()) {
            let id = ResidentId::parse(&number, TODAY).unwrap();
            prop_assert_eq!(id.expose(), &number);
            let spaced = format!(" {} {}-{} ", &number[..6], &number[6..14], number[14..].to_lowercase());
            let again = ResidentId::parse(&spaced, TODAY).unwrap();
            prop_assert_eq!(again.expose(), &number);
        }

        #[test]
        fn one_wrong_digit_is_noticed(number in numbers(), at in 0_usize..18, digit in 0_u8..10) {
            let mut wrong = number.clone().into_bytes();
            wrong[at] = b'0' + digit;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assume!(wrong != number);
            prop_assert!(ResidentId::parse(&wrong, TODAY).is_err());
        }

        #[test]
        fn two_digits_exchanged_are_noticed(number in numbers(), at in 0_usize..17) {
            let mut wrong = number.clone().into_bytes();
            wrong.swap(at, at + 1);
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assume!(wrong != number);
            prop_assert!(ResidentId::parse(&wrong, TODAY).is_err());
        }

        #[test]
        fn the_mask_hides_the_birthday(number in numbers()) {
            let id = ResidentId::parse(&number, TODAY).unwrap();
            let masked = id.masked();
            prop_assert!(masked[3..14].bytes().all(|byte| byte == b'*'));
            let printed = format!("{id:?}");
            prop_assert_eq!(printed, "ResidentId(…)");
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
            let _ = ResidentId::parse(&text, TODAY);
        }
    }

    #[test]
    fn the_examples_of_the_standard_are_accepted() {
        let woman = ResidentId::parse("11010519491231002X", TODAY).unwrap();
        assert_eq!((woman.birth(), woman.sex()), (date(1949, 12, 31), Sex::Female));
        assert_eq!(age_on(woman.birth(), TODAY), 76);
        assert_eq!(
            ResidentId::parse("440524188001010014", TODAY).unwrap_err(),
            Flaw::ResidentIdBirth
        );
        assert_eq!(ResidentId::parse("310115190001010001", TODAY).unwrap().sex(), Sex::Female);
        assert_eq!(ResidentId::parse("110101199003070011", TODAY).unwrap().sex(), Sex::Male);
    }

    #[test]
    fn each_mistake_has_its_own_sentence() {
        let flaw = |text| ResidentId::parse(text, TODAY).unwrap_err();
        assert_eq!(flaw("110105491231002"), Flaw::ResidentIdLength);
        assert_eq!(flaw("1101051949123100２Ｙ"), Flaw::ResidentIdCharacters);
        assert_eq!(flaw("1101051949X231002X"), Flaw::ResidentIdCharacters);
        assert_eq!(flaw("11010519491331002X"), Flaw::ResidentIdBirth);
        assert_eq!(flaw("11010520270101002X"), Flaw::ResidentIdBirth);
        assert_eq!(flaw("110105194912310021"), Flaw::ResidentIdCheck);
        assert_eq!(flaw("证件证件证件证件证件证件证件证件证件"), Flaw::ResidentIdCharacters);
    }

    #[test]
    fn an_age_grows_on_the_birthday() {
        assert_eq!(age_on(date(1966, 11, 22), TODAY), 60);
        assert_eq!(age_on(date(1966, 11, 23), TODAY), 59);
        assert_eq!(age_on(date(2026, 11, 22), TODAY), 0);
        assert_eq!(age_on(date(2004, 2, 29), date(2026, 2, 28)), 21);
        let late = "2026-11-21T16:00:00Z".parse().unwrap();
        assert_eq!(date_in_china(late), TODAY);
    }
}
