//! How people write numbers, and the one way in which they are read.

/// Maps full-width forms to the ASCII they look like.
pub(super) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

/// Writes a number without the spaces and hyphens that people put between groups, in upper case.
pub(super) fn compact(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '‐' | '–'))
        .flat_map(char::to_uppercase)
        .collect()
}
