//! The languages people read.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language of the interface; Chinese is the first.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
)]
pub enum Locale {
    /// Simplified Chinese as written in mainland China.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Returns the language tag, `zh-CN` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// Picks the text in this language.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::ZhCn => zh,
            Self::En => en,
        }
    }

    /// Reads an `Accept-Language` header: the first language we speak wins, weights are honoured,
    /// and what we do not speak at all is answered in Chinese.
    ///
    /// ```
    /// use kernel::Locale;
    /// assert_eq!(Locale::from_accept_language("en-GB,en;q=0.9"), Locale::En);
    /// assert_eq!(Locale::from_accept_language("fr, zh;q=0.5, en;q=0.4"), Locale::ZhCn);
    /// assert_eq!(Locale::from_accept_language(""), Locale::ZhCn);
    /// ```
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0.0_f32, Self::default());
        for part in header.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let Some(locale) = pieces.next().and_then(Self::from_tag) else { continue };
            let weight = pieces
                .find_map(|piece| piece.strip_prefix("q="))
                .and_then(|weight| weight.parse().ok())
                .unwrap_or(1.0);
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// Reads a language tag by its primary language; `None` for a language we do not speak.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "zh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}
