//! Rolls of pre-printed numbers: the number stands on the paper already, and the visit gets the one that is next.

use web::Fields;

use super::number::TicketNumber;

/// The roll of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Roll {
    /// What stands before the digits on the paper; often nothing.
    pub(crate) prefix: String,
    /// How many digits stand on the paper, 2 to 5.
    pub(crate) digits: u32,
    /// What stands on the next paper.
    pub(crate) next: i64,
    /// Whether the branch uses it.
    pub(crate) active: bool,
    /// Rises with every change by hand.
    pub(crate) version: i32,
}

/// Why the position of a roll was set by hand.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RollReason {
    /// A new roll was put in.
    NewRoll,
    /// Papers were torn, or came out unused.
    Torn,
    /// Paper and screen did not agree.
    Mismatch,
    /// The branch begins or ends to use rolls.
    Switch,
}

impl Default for Roll {
    /// A branch of which nobody said anything prints its numbers.
    fn default() -> Self {
        Self { prefix: String::new(), digits: 3, next: 1, active: false, version: 0 }
    }
}

impl Roll {
    /// Returns how many different numbers there are; after the last the first comes again.
    pub(crate) fn size(&self) -> i64 {
        10_i64.pow(self.digits.min(9))
    }

    /// Writes the number of a place as it stands on the paper.
    pub(crate) fn number(&self, at: i64) -> TicketNumber {
        let (prefix, digits) = (&self.prefix, self.digits as usize);
        TicketNumber::from_stored(format!("{prefix}{at:0digits$}"))
    }

    /// Returns the place before the next one: the paper that was given out last.
    pub(crate) fn last(&self) -> i64 {
        if self.next == 0 { self.size() - 1 } else { self.next - 1 }
    }

    /// Checks a setting; `taken` are the prefixes of numbers that are printed.
    pub(crate) fn check<'a>(&self, mut taken: impl Iterator<Item = &'a str>, fields: &mut Fields) {
        let letters = self.prefix.bytes().all(|byte| byte.is_ascii_uppercase());
        fields.check(
            letters && self.prefix.len() <= 2,
            "/prefix",
            "roll.prefix",
            "号纸上的字母最多两个，且为大写；没有字母请留空。",
            "The letters on the paper are at most two capitals; leave this empty if there are none.",
        );
        fields.check(
            !taken.any(|prefix| prefix == self.prefix),
            "/prefix",
            "roll.prefix_taken",
            "这个字母已用于打印的号码，会与号纸重复。请换用其他号纸，或修改业务的号码字母。",
            "Printed numbers begin with these letters too and would meet those on the roll. Please use another roll, or change the letters of the service.",
        );
        fields.check(
            (2..=5).contains(&self.digits),
            "/digits",
            "roll.digits",
            "号纸上的数字应为 2 到 5 位。",
            "The numbers on the paper have 2 to 5 digits.",
        );
        fields.check(
            (0..self.size()).contains(&self.next),
            "/next",
            "roll.next",
            "请按下一张号纸上的数字填写，位数不超过上面填写的位数。",
            "Please give the number on the next paper, with no more digits than stated above.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_on_the_paper_and_begin_again() {
        let roll = Roll { digits: 4, next: 0, ..Roll::default() };
        assert_eq!(roll.number(57).as_str(), "0057");
        assert_eq!(roll.number(roll.last()).as_str(), "9999");
        let lettered = Roll { prefix: "K".to_owned(), next: 8, ..Roll::default() };
        assert_eq!(lettered.number(lettered.last()).as_str(), "K007");
    }
}
