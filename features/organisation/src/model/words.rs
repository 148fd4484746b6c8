//! Enums that are stored and sent as a word.

/// Declares an enum whose values have a word each; the word stands in tables and in the API.
macro_rules! words {
    ($(#[$attribute:meta])* $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident => $word:tt,)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        $visibility enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Returns the word that stands in tables and in the API.
            $visibility const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Finds the value of a word.
            $visibility fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use words;
