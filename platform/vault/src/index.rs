//! Finding a row by a value that the table does not show.

use std::fmt;

/// A keyed digest of a value: equal values of one field have equal indexes, and nothing else is known.
///
/// It lives in a binary column with an index on it.
/// Who sees the column sees which rows share a value, so it never leaves the database.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlindIndex([u8; 32]);

impl BlindIndex {
    pub(crate) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the bytes for the table.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl fmt::Debug for BlindIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BlindIndex(…)")
    }
}

/// What two ways of writing the same value have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every character counts.
    Exact,
    /// Numbers of documents and cards: full-width forms, spaces and hyphens do not count, nor does case.
    Number,
    /// Telephone numbers: digits only, without the country code of China.
    Phone,
    /// Names: case, kinds of middle dot and superfluous spaces do not count.
    Name,
    /// Mail addresses: surrounding spaces and case do not count.
    Email,
}

impl Form {
    /// Writes a value in the one way that is indexed; doing so twice changes nothing.
    ///
    /// ```
    /// use vault::Form;
    ///
    /// assert_eq!(Form::Number.normalise("１１０１０１ １９９００３０７ ８８７ｘ"), "11010119900307887X");
    /// assert_eq!(Form::Phone.normalise("+86 138-1234-5678"), "13812345678");
    /// assert_eq!(Form::Name.normalise("阿凡提 • 买买提"), "阿凡提·买买提");
    /// ```
    pub fn normalise(self, value: &str) -> String {
        match self {
            Self::Exact => value.to_owned(),
            Self::Number => number(value),
            Self::Phone => phone(value),
            Self::Name => name(value),
            Self::Email => half_width(value).collect::<String>().trim().to_lowercase(),
        }
    }
}

fn number(value: &str) -> String {
    half_width(value)
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

fn phone(value: &str) -> String {
    let digits: String = half_width(value).filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
    match national {
        Some(rest) if rest.len() == 11 && rest.starts_with('1') => rest.to_owned(),
        _ => digits,
    }
}

fn name(value: &str) -> String {
    let folded: String = half_width(value).map(middle_dot).flat_map(char::to_lowercase).collect();
    let words = folded.split_whitespace();
    if folded.chars().any(is_han) { words.collect() } else { words.collect::<Vec<_>>().join(" ") }
}

/// Maps full-width forms to the ASCII they look like.
fn half_width(value: &str) -> impl Iterator<Item = char> {
    value.chars().map(|character| match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    })
}

/// Maps the dots people type between the parts of a name to the one that documents print.
pub(crate) const fn middle_dot(character: char) -> char {
    match character {
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' => '·',
        other => other,
    }
}

/// Says whether a character is a Chinese one.
pub(crate) const fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(value in "[ -~　-〿！-～一-丏·•a-zA-Z0-9]{0,24}") {
            for form in [Form::Exact, Form::Number, Form::Phone, Form::Name, Form::Email] {
                let once = form.normalise(&value);
                prop_assert_eq!(form.normalise(&once), once);
            }
        }
    }

    #[test]
    fn names_are_compared_as_people_mean_them() {
        assert_eq!(Form::Name.normalise(" 张 三 "), "张三");
        assert_eq!(Form::Name.normalise("John  SMITH"), "john smith");
        assert_eq!(Form::Phone.normalise("0755-8888 6666"), "075588886666");
    }
}
