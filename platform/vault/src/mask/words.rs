//! Masks in running text.

use super::STAR;

/// Runs of so many digits are numbers of people: phones, documents, cards.
const RUN: usize = 7;

/// Hides every digit of long runs in what people wrote, also when spaces or hyphens stand between them.
///
/// Words of a customer are read by those who answer them, but a number in them is not theirs to see by the way.
pub fn words(text: &str) -> String {
    let mut shown: Vec<char> = Vec::with_capacity(text.len());
    let mut run: Vec<usize> = Vec::new();
    for (place, character) in text.chars().enumerate() {
        shown.push(character);
        if character.is_numeric() {
            run.push(place);
        } else if !matches!(character, ' ' | '-' | '\u{3000}') {
            hide(&mut shown, &mut run);
        }
    }
    hide(&mut shown, &mut run);
    shown.into_iter().collect()
}

fn hide(shown: &mut [char], run: &mut Vec<usize>) {
    if run.len() >= RUN {
        for place in &*run {
            shown[*place] = STAR;
        }
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_long_number_remains_and_nothing_else_changes(text in "[0-9 a张-]{0,60}") {
            let shown = words(&text);
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert_eq!(words(&shown), shown.clone());
            for (before, after) in text.chars().zip(shown.chars()) {
                prop_assert!(before == after || (before.is_numeric() && after == '*'));
            }
        }
    }

    #[test]
    fn phones_go_and_small_numbers_stay() {
        assert_eq!(
            words("等了 45 分钟，请回电 138-1234 5678。"),
            "等了 45 分钟，请回电 ***-**** ****。"
        );
        assert_eq!(words("２号柜台 A012"), "２号柜台 A012");
        assert_eq!(words("１３８１２３４５６７８"), "***********");
    }
}
