//! Mail: a letter in plain text, handed to the mail server that the operator named.
//!
//! Nothing here waits, repeats or remembers: that is the work of the job that sends.
//! A failure says whether it may pass and carries the code of the server's answer, never its words, which may hold an address.
//!
//! ```
//! use mail::{EmailAddress, MailConfig, Mailer};
//!
//! // Without a server no mail is sent, and pages do not offer it.
//! assert!(Mailer::new(&MailConfig::default()).unwrap().is_none());
//! let address: EmailAddress = " zhang@example.com ".parse().unwrap();
//! assert_eq!(format!("{address:?}"), "EmailAddress(…)");
//! ```
//!
//! # Map
//! - [`config`]: the settings, [`MailConfig`].
//! - [`address`]: [`EmailAddress`], what somebody types into a field.
//! - [`letter`]: [`Letter`], what is sent, and [`LetterId`], by which a repetition is recognised.
//! - [`mailer`]: [`Mailer`], the connection to the server, and [`SendError`].
//!
//! # Invariants
//! - A letter has one recipient and one id; sent again it is the same message to every reader of mail.
//! - No address, subject or text reaches a log or an error.
//! - A password never crosses the network in clear.

pub mod address;
pub mod config;
pub mod letter;
pub mod mailer;

pub use address::{AddressFlaw, EmailAddress};
pub use config::{MailConfig, TlsMode};
pub use letter::{Attachment, Letter, LetterId};
pub use mailer::{MailError, Mailer, SendError};
