//! Rules for what people type: codes, names, phone numbers.

use web::Fields;

/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// The longest free text, in characters.
const LONGEST_TEXT: usize = 400;

/// Checks a code: letters, digits, `_` and `-`, at most 40, so that it can stand in an address and in a file.
pub(crate) fn check_code(fields: &mut Fields, pointer: &str, code: &str) {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    let holds = (1..=40).contains(&code.len()) && code.chars().all(plain);
    fields.check(
        holds,
        pointer,
        "organisation.bad_code",
        "编号只能用字母、数字、下划线和短横，最多 40 个字符。",
        "A code has letters, digits, underscores and hyphens only, at most 40.",
    );
}

/// Checks a name: something in it, at most 60 characters.
pub(crate) fn check_name(fields: &mut Fields, pointer: &str, name: &str) {
    let holds = !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME;
    fields.check(
        holds,
        pointer,
        "organisation.bad_name",
        "请填写名称，最多 60 个字。",
        "Please give a name of at most 60 characters.",
    );
}

/// Checks free text: at most 400 characters.
pub(crate) fn check_text(fields: &mut Fields, pointer: &str, text: &str) {
    fields.check(
        text.chars().count() <= LONGEST_TEXT,
        pointer,
        "organisation.too_long",
        "内容过长，最多 400 个字。",
        "The text is too long; at most 400 characters.",
    );
}

/// Checks a phone number: digits, spaces and `+-()`, at most 30; it may be empty.
pub(crate) fn check_phone(fields: &mut Fields, pointer: &str, phone: &str) {
    let plain = |character: char| character.is_ascii_digit() || " +-()".contains(character);
    fields.check(
        phone.len() <= 30 && phone.chars().all(plain),
        pointer,
        "organisation.bad_phone",
        "电话号码只能包含数字、空格和 +-()。",
        "A phone number has digits, spaces and +-() only.",
    );
}

/// Folds texts into what searches look at: lower case, joined by spaces.
///
/// The database's own `lower()` knows ASCII only on SQLite.
pub(crate) fn fold(texts: &[&str]) -> String {
    texts.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(check: impl Fn(&mut Fields)) -> bool {
        let mut fields = Fields::default();
        check(&mut fields);
        fields.into_result().is_err()
    }

    #[test]
    fn codes_are_plain() {
        assert!(!refused(|fields| check_code(fields, "/code", "BJ-0101_a")));
        for code in ["", "北京", "a b", "a/b", &"x".repeat(41)] {
            assert!(refused(|fields| check_code(fields, "/code", code)), "{code}");
        }
    }

    #[test]
    fn names_have_something_in_them() {
        assert!(!refused(|fields| check_name(fields, "/name", "城东支行")));
        assert!(refused(|fields| check_name(fields, "/name", " 　")));
        assert!(refused(|fields| check_name(fields, "/name", &"长".repeat(61))));
    }
}
