//! What can go wrong with keys and sealed values.

use kernel::{Fault, Kind, Locale};

/// A failure of the vault; none of them is the caller's doing.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The text of the key ring does not describe a usable ring.
    #[error("key ring is unusable: {reason}")]
    Ring {
        /// What is wrong, without any key in it.
        reason: String,
    },
    /// The operating system gave no random bytes.
    #[error("no random bytes from the operating system")]
    NoRandomness,
    /// The bytes in the table are not a sealed value.
    #[error("`{field}` does not hold a sealed value")]
    Malformed {
        /// Table and column.
        field: &'static str,
    },
    /// The value was sealed under a key that the ring no longer has.
    #[error("`{field}` is sealed under key `{key}`, which the key ring does not hold")]
    UnknownKey {
        /// Table and column.
        field: &'static str,
        /// The id written in the sealed value.
        key: String,
    },
    /// The value was changed, moved from another row or column, or sealed under another key of the same name.
    #[error("sealed value of `{field}` fails its check")]
    Forged {
        /// Table and column.
        field: &'static str,
    },
    /// The value opened, but is not UTF-8.
    #[error("opened value of `{field}` is not text")]
    NotText {
        /// Table and column.
        field: &'static str,
    },
    /// The value is longer than the algorithm allows.
    #[error("value for `{field}` is too long to seal")]
    TooLong {
        /// Table and column.
        field: &'static str,
    },
}

impl Fault for VaultError {
    fn kind(&self) -> Kind {
        Kind::Internal
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Ring { .. } => "vault.key_ring",
            Self::NoRandomness => "vault.no_randomness",
            Self::Malformed { .. } => "vault.malformed",
            Self::UnknownKey { .. } => "vault.unknown_key",
            Self::Forged { .. } => "vault.forged",
            Self::NotText { .. } => "vault.not_text",
            Self::TooLong { .. } => "vault.too_long",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        match locale {
            Locale::ZhCn => "受保护的数据暂时无法读取，请联系管理员。",
            Locale::En => "Protected data cannot be read; please tell an administrator.",
        }
        .to_owned()
    }
}
