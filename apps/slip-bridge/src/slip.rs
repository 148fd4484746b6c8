//! What a slip says.

use serde::Deserialize;

/// The most parts that a slip has.
const MOST_PARTS: usize = 60;

/// The longest text of a part, in characters.
const LONGEST_TEXT: usize = 300;

/// A slip, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a slip.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Part {
    /// Lines of text; what does not fit goes on in the next line.
    Text {
        /// The text.
        text: String,
        /// How large it is.
        #[serde(default)]
        size: Size,
        /// Where it stands.
        #[serde(default)]
        align: Align,
    },
    /// A QR code, in the middle.
    Qr {
        /// What it says, such as an address.
        text: String,
    },
}

/// How large a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// As the printer writes.
    #[default]
    Normal,
    /// Twice as wide and high.
    Large,
    /// Four times as wide and high.
    Huge,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
}

impl Slip {
    /// Tells whether a slip is of a length that a kiosk prints; whatever is longer is an error of the page or an attack on
    /// the roll.
    pub fn is_reasonable(&self) -> bool {
        let short = |part: &Part| match part {
            Part::Text { text, .. } | Part::Qr { text } => text.chars().count() <= LONGEST_TEXT,
        };
        (1..=MOST_PARTS).contains(&self.parts.len()) && self.parts.iter().all(short)
    }
}

impl Size {
    /// Returns how many times as wide and high as usual a text is.
    pub const fn times(self) -> u8 {
        match self {
            Self::Normal => 1,
            Self::Large => 2,
            Self::Huge => 4,
        }
    }
}
