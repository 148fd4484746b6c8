//! What customers and staff write.

use vault::Secret;

/// The longest comment of a customer, in characters.
pub(crate) const LONGEST_COMMENT: usize = 500;

/// The longest note of staff, in characters.
pub(crate) const LONGEST_NOTE: usize = 1_000;

/// Trims a text; `None` when nothing is left.
pub(crate) fn trimmed(text: &Secret<String>) -> Option<Secret<String>> {
    let trimmed = text.expose().trim();
    (!trimmed.is_empty()).then(|| Secret::new(trimmed.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_no_words() {
        assert!(trimmed(&Secret::new(" 　".to_owned())).is_none());
        assert_eq!(trimmed(&Secret::new(" 好 ".to_owned())).unwrap().expose(), "好");
    }
}
