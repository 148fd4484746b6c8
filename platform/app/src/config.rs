//! What an operator may set; `docs/guides/configuration.md` explains every key.
//!
//! The file is TOML; an environment variable `SHOUWEN__SECTION__KEY` overrides a key of the file.
//! Reading both is the binary's work, so that nothing else looks at the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use access::AccessConfig;
use audit::AuditConfig;
use db::DbConfig;
use events::EventsConfig;
use jobs::JobsConfig;
use mail::MailConfig;
use serde::{Deserialize, Serialize};

/// All settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AppConfig {
    /// The address under which people reach the server; QR codes and the kind of cookie follow from it.
    pub public_url: String,
    /// Whether the demo bank may be signed into with one click; never in production.
    pub demo: bool,
    /// The listening server.
    pub server: ServerConfig,
    /// The database.
    pub database: DbConfig,
    /// Keys of personal data and of the audit.
    pub keys: KeysConfig,
    /// Sign-in, sessions and rate limits.
    pub access: AccessConfig,
    /// The audit.
    pub audit: AuditConfig,
    /// The outbox and the live screens.
    pub events: EventsConfig,
    /// Work for later.
    pub jobs: JobsConfig,
    /// Mail to customers.
    pub mail: MailConfig,
    /// Logs, metrics and traces.
    pub telemetry: TelemetryConfig,
}

/// The listening server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerConfig {
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// The longest body that is accepted, in bytes.
    pub body_limit_bytes: usize,
    /// How many threads answer requests; 0 means one for each core.
    pub threads: usize,
}

/// Keys of personal data and of the audit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeysConfig {
    /// The key ring; it is made with mode 0600 when it does not exist and the database is new.
    pub ring_file: PathBuf,
}

/// Logs, metrics and traces.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelemetryConfig {
    /// `text` for people, `json` for machines.
    pub log_format: LogFormat,
    /// Which log lines are written, in the syntax of `tracing_subscriber::EnvFilter`.
    pub log_filter: String,
    /// Where traces go by OTLP over HTTP, such as `http://collector:4318`; nowhere when empty.
    pub otlp_endpoint: String,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            public_url: "http://localhost:8080".to_owned(),
            demo: false,
            server: ServerConfig::default(),
            database: DbConfig::default(),
            keys: KeysConfig::default(),
            access: AccessConfig::default(),
            audit: AuditConfig {
                anchor_file: Some(PathBuf::from("shouwen-data/audit-anchors.log")),
            },
            events: EventsConfig::default(),
            jobs: JobsConfig::default(),
            mail: MailConfig::default(),
            telemetry: TelemetryConfig::default(),
        }
    }
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            body_limit_bytes: 1_048_576,
            threads: 0,
        }
    }
}

impl Default for KeysConfig {
    fn default() -> Self {
        Self { ring_file: PathBuf::from("shouwen-data/keys.toml") }
    }
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        Self {
            log_format: LogFormat::Text,
            log_filter: "info,sqlx=warn,sea_orm=warn".to_owned(),
            otlp_endpoint: String::new(),
        }
    }
}
