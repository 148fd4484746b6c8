//! The connection to the mail server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use crate::{EmailAddress, Letter, MailConfig, TlsMode};

/// Hands letters to the mail server, over a connection of its own each; cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why the settings of mail cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address that mail comes from is none.
    #[error("`mail.from_address` is not an e-mail address")]
    From,
    /// A password would be sent in clear.
    #[error("`mail.password` needs `mail.tls` to be `starttls` or `tls`")]
    PasswordInClear,
    /// The file of the authority cannot be read.
    #[error("cannot read the file `{0}` of `mail.ca_file`")]
    Authority(PathBuf, #[source] std::io::Error),
    /// The file of the authority is not PEM, or encryption cannot be set up.
    #[error("cannot set up the encryption of mail")]
    Tls(#[source] Error),
}

/// Why a letter was not taken by the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server cannot be reached, or does not answer; it may another time.
    #[error("the mail server cannot be reached")]
    Away,
    /// The connection cannot be encrypted as it must be; it may when certificates are put right.
    #[error("the connection to the mail server cannot be encrypted")]
    Encryption,
    /// The server says that it may take it another time.
    #[error("the mail server answers {0}: not now")]
    Later(u16),
    /// The server will never take it.
    #[error("the mail server answers {0}: refused")]
    Refused(u16),
    /// The letter cannot be written as a message; a defect.
    #[error("the letter cannot be written")]
    Unwritable,
}

impl SendError {
    /// Tells whether it may go well another time.
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::Away | Self::Encryption | Self::Later(_))
    }

    /// Returns a code for the table and for people who look after mail: the answer's number, or a word.
    pub fn note(self) -> String {
        match self {
            Self::Away => "away".to_owned(),
            Self::Encryption => "encryption".to_owned(),
            Self::Unwritable => "unwritable".to_owned(),
            Self::Later(code) | Self::Refused(code) => code.to_string(),
        }
    }

    fn of(error: &Error) -> Self {
        let code = error.status().map_or(0, u16::from);
        if error.is_permanent() {
            Self::Refused(code)
        } else if error.is_transient() {
            Self::Later(code)
        } else if error.is_tls() {
            Self::Encryption
        } else {
            Self::Away
        }
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mailer").finish_non_exhaustive()
    }
}

impl Mailer {
    /// Prepares a mailer; `None` when no server is named. Nothing is connected before the first letter.
    ///
    /// # Errors
    /// The address of the sender is none, a password would be sent in clear, or the file of the authority cannot be used.
    pub fn new(config: &MailConfig) -> Result<Option<Self>, MailError> {
        if config.server.is_empty() {
            return Ok(None);
        }
        let from: EmailAddress = config.from_address.parse().map_err(|_| MailError::From)?;
        let name = Some(config.from_name.trim().to_owned()).filter(|name| !name.is_empty());
        let from = Mailbox::new(name, from.to_lettre().ok_or(MailError::From)?);
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(config.server.clone())
                .port(config.port)
                .timeout(Some(Duration::from_millis(config.timeout_ms.max(1))))
                .tls(tls(config)?);
        if !config.user.is_empty() {
            if config.tls == TlsMode::None {
                return Err(MailError::PasswordInClear);
            }
            let password = config.password.expose().clone();
            builder = builder.credentials(Credentials::new(config.user.clone(), password));
        }
        Ok(Some(Self(Arc::new(Inner { transport: builder.build(), from }))))
    }

    /// Finds out whether the server can be reached and lets us in; sends nothing.
    ///
    /// # Errors
    /// The server is away, cannot be trusted, or refuses who signs in.
    pub async fn reach(&self) -> Result<(), SendError> {
        match self.0.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(SendError::Away),
            Err(error) => Err(SendError::of(&error)),
        }
    }

    /// Hands a letter to the server, and returns once the server has taken it.
    ///
    /// # Errors
    /// The server is away, cannot be trusted, or refuses; [`SendError::may_pass`] says whether to try again.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let message = letter.message(&self.0.from).ok_or(SendError::Unwritable)?;
        match self.0.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(SendError::of(&error)),
        }
    }
}

fn tls(config: &MailConfig) -> Result<Tls, MailError> {
    if config.tls == TlsMode::None {
        return Ok(Tls::None);
    }
    let mut parameters = TlsParameters::builder(config.server.clone());
    if !config.ca_file.as_os_str().is_empty() {
        let pem = std::fs::read(&config.ca_file)
            .map_err(|error| MailError::Authority(config.ca_file.clone(), error))?;
        let authority = Certificate::from_pem(&pem).map_err(MailError::Tls)?;
        parameters =
            parameters.certificate_store(CertificateStore::None).add_root_certificate(authority);
    }
    let parameters = parameters.build().map_err(MailError::Tls)?;
    Ok(match config.tls {
        TlsMode::Tls => Tls::Wrapper(parameters),
        TlsMode::Starttls | TlsMode::None => Tls::Required(parameters),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> MailConfig {
        MailConfig {
            server: "mail.example".to_owned(),
            from_address: "bank@bank.example".to_owned(),
            ..MailConfig::default()
        }
    }

    #[test]
    fn settings_that_cannot_work_or_are_not_safe_stop_the_start() {
        assert!(Mailer::new(&config()).unwrap().is_some());
        let from = MailConfig { from_address: "bank".to_owned(), ..config() };
        assert!(matches!(Mailer::new(&from), Err(MailError::From)));
        let clear = MailConfig { user: "bank".to_owned(), tls: TlsMode::None, ..config() };
        assert!(matches!(Mailer::new(&clear), Err(MailError::PasswordInClear)));
        let absent = MailConfig { ca_file: "no-such-file.pem".into(), ..config() };
        assert!(matches!(Mailer::new(&absent), Err(MailError::Authority(..))));
    }
}
