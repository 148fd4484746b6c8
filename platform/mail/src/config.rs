//! The settings of mail.

use std::path::PathBuf;

use serde::{Deserialize, Serialize, Serializer};
use vault::Secret;

/// The settings of mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// The name of the mail server; when empty, no mail is sent and no page offers it.
    pub server: String,
    /// Its port: usually 587 for `starttls`, 465 for `tls`, 25 for `none`.
    pub port: u16,
    /// How the connection is encrypted: `starttls`, `tls` from the first byte, or `none`, which takes no password.
    pub tls: TlsMode,
    /// A file of PEM with the authority that signed the server's certificate, for an authority of the bank's own; the public ones when empty.
    pub ca_file: PathBuf,
    /// Who signs in at the server; nobody when empty.
    pub user: String,
    /// The password of that user; better given as `SHOUWEN__MAIL__PASSWORD` in the environment.
    #[serde(serialize_with = "hidden")]
    pub password: Secret<String>,
    /// The address that mail comes from.
    pub from_address: String,
    /// The name beside it.
    pub from_name: String,
    /// How many milliseconds the server may take for each answer.
    pub timeout_ms: u64,
}

/// How the connection to the mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsMode {
    /// By the command STARTTLS, which the server must know.
    #[default]
    Starttls,
    /// From the first byte.
    Tls,
    /// Not at all; for a server on the same machine or network.
    None,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            server: String::new(),
            port: 587,
            tls: TlsMode::default(),
            ca_file: PathBuf::new(),
            user: String::new(),
            password: Secret::new(String::new()),
            from_address: String::new(),
            from_name: String::new(),
            timeout_ms: 20_000,
        }
    }
}

/// Settings are printed for administrators, passwords are not.
fn hidden<S: Serializer>(password: &Secret<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if password.expose().is_empty() { "" } else { "(hidden)" })
}
