//! Masks: enough to recognise a value one already knows, too little to learn it.
//!
//! Every mask hides at least one character of a value that is not empty, and never tells more than its description says.
//! Masked text is not reversible and not unique; nothing may be looked up by it.

mod name;
mod words;

pub use name::name;
pub use words::words;

/// What stands for something hidden.
const STAR: char = '*';

/// Keeps three digits in front and four behind of a mobile number, four behind of others: `138****5678`, `****6666`.
pub fn phone(value: &str) -> String {
    let digits = crate::Form::Phone.normalise(value);
    match digits.len() {
        11 if digits.starts_with('1') => format!("{}****{}", &digits[..3], &digits[7..]),
        8.. => format!("****{}", &digits[digits.len() - 4..]),
        _ => stars(digits.len()),
    }
}

/// Keeps three characters in front and four behind: `110***********1234`.
///
/// That is the province and part of the city; the date of birth is hidden.
pub fn resident_id(value: &str) -> String {
    keep(value, 3, 4)
}

/// Keeps the last four digits and hides how many there are: `**** 1234`.
pub fn bank_card(value: &str) -> String {
    let digits = crate::Form::Number.normalise(value);
    match tail(&digits, 4) {
        Some(last) if digits.len() >= 12 => format!("**** {last}"),
        _ => "****".to_owned(),
    }
}

/// Keeps the first letter and the last three characters: `E*****678`. For any other document too.
pub fn passport(value: &str) -> String {
    keep(value, 1, 3)
}

/// Keeps the first character and the domain: `z***@example.com`.
pub fn email(value: &str) -> String {
    let Some((local, domain)) = value.trim().rsplit_once('@') else {
        return "***".to_owned();
    };
    // Of a single character nothing may be shown.
    let first = local.chars().next().filter(|_| local.chars().count() > 1);
    format!("{}***@{domain}", first.map(String::from).unwrap_or_default())
}

/// Keeps so many characters in front and behind, provided that at least as many are hidden.
fn keep(value: &str, front: usize, behind: usize) -> String {
    let characters: Vec<char> = crate::Form::Number.normalise(value).chars().collect();
    let hidden = characters.len().saturating_sub(front + behind);
    if hidden < front + behind {
        return stars(characters.len());
    }
    let mut masked: String = characters[..front].iter().collect();
    masked.push_str(&stars(hidden));
    masked.extend(&characters[front + hidden..]);
    masked
}

fn stars(count: usize) -> String {
    std::iter::repeat_n(STAR, count).collect()
}

fn tail(value: &str, count: usize) -> Option<&str> {
    value.len().checked_sub(count).and_then(|from| value.get(from..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_their_description_says() {
        assert_eq!(phone("13812345678"), "138****5678");
        assert_eq!(phone("+86 138 1234 5678"), "138****5678");
        assert_eq!(phone("0755-8888 6666"), "****6666");
        assert_eq!(phone("95588"), "*****");
        assert_eq!(resident_id("11010119900307123x"), "110***********123X");
        assert_eq!(resident_id("110101900307123"), "110********7123");
        assert_eq!(bank_card("6222 0212 3456 7890 123"), "**** 0123");
        assert_eq!(bank_card("1234"), "****");
        assert_eq!(passport("E12345678"), "E*****678");
        assert_eq!(passport("E1234"), "*****");
        assert_eq!(email("zhang.san@example.com"), "z***@example.com");
        assert_eq!(email("z@example.com"), "***@example.com");
        assert_eq!(email("zhang"), "***");
    }

    #[test]
    fn foreign_text_is_no_reason_to_panic() {
        for value in ["", " ", "号", "号码号码号码号码号码号码", "é@", "１３８１２３４５６７８"]
        {
            for mask in [phone, resident_id, bank_card, passport, email, name] {
                mask(value);
            }
        }
        assert_eq!(phone("１３８１２３４５６７８"), "138****5678");
    }
}
