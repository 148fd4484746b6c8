//! Names of people 姓名.

use std::fmt;

use vault::{Secret, mask};

use super::flaw::Flaw;
use super::text::half_width;

/// The longest name, in characters; names of minorities and foreigners are long.
const LONGEST: usize = 60;

/// The name of a person as on the document; never prints itself.
#[derive(Clone)]
pub struct PersonName(Secret<String>);

impl PersonName {
    /// Reads a name: superfluous spaces go, the dot between the parts becomes the one that documents print.
    ///
    /// # Errors
    /// It is empty, longer than 60 characters, or holds digits or signs.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let half: Secret<String> =
            Secret::new(text.chars().map(half_width).map(middle_dot).collect());
        let name = half.expose().split_whitespace().collect::<Vec<_>>().join(" ");
        let name = Secret::new(name);
        if name.expose().is_empty() {
            return Err(Flaw::NameEmpty);
        }
        if name.expose().chars().count() > LONGEST {
            return Err(Flaw::NameLong);
        }
        let plausible =
            name.expose().chars().all(allowed) && name.expose().chars().any(char::is_alphabetic);
        if plausible { Ok(Self(name)) } else { Err(Flaw::NameCharacters) }
    }

    /// Returns the name.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Returns what a clerk sees before asking for more.
    pub fn masked(&self) -> String {
        mask::name(self.expose())
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PersonName(…)")
    }
}

/// Maps the dots people type between the parts of a name to the one that documents print.
const fn middle_dot(character: char) -> char {
    match character {
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' => '·',
        other => other,
    }
}

fn allowed(character: char) -> bool {
    character.is_alphabetic()
        || matches!(character, ' ' | '·' | '-' | '\'' | '’' | '.' | ',' | '(' | ')' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_chinese_name_is_read_back_and_its_mask_shows_at_most_the_surname(name in "[一-龥]{2,6}") {
            let read = PersonName::parse(&format!(" {name}　")).unwrap();
            prop_assert_eq!(read.expose(), &name);
            let masked = read.masked();
            prop_assert!(masked.ends_with('*') && masked.chars().count() <= 3);
            let printed = format!("{read:?}");
            prop_assert_eq!(printed, "PersonName(…)");
        }

        #[test]
        fn reading_twice_changes_nothing(text in "\\PC{0,30}") {
            if let Ok(name) = PersonName::parse(&text) {
                let again = PersonName::parse(name.expose()).unwrap();
                prop_assert_eq!(again.expose(), name.expose());
            }
        }
    }

    #[test]
    fn names_of_all_peoples_are_accepted_and_rubbish_is_not() {
        assert_eq!(PersonName::parse("阿凡提 • 买买提").unwrap().expose(), "阿凡提 · 买买提");
        assert_eq!(PersonName::parse("JEAN-LUC  O'BRIEN").unwrap().expose(), "JEAN-LUC O'BRIEN");
        assert_eq!(PersonName::parse(" 　").unwrap_err(), Flaw::NameEmpty);
        assert_eq!(PersonName::parse("张3").unwrap_err(), Flaw::NameCharacters);
        assert_eq!(PersonName::parse("---").unwrap_err(), Flaw::NameCharacters);
        assert_eq!(PersonName::parse(&"张".repeat(61)).unwrap_err(), Flaw::NameLong);
    }
}
