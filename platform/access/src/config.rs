//! The settings of sign-in, sessions and limits.

use serde::{Deserialize, Serialize};

use crate::address::Network;
use crate::rate::{Rate, RateClass};

/// Everything an operator can set about access.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccessConfig {
    /// How passwords are hashed and which are good enough.
    pub password: PasswordConfig,
    /// When an account is locked after wrong passwords.
    pub lockout: LockoutConfig,
    /// How long sessions live.
    pub session: SessionConfig,
    /// How often one address may ask.
    pub rates: RateConfig,
    /// How many live streams may be open at the same time.
    pub streams: StreamsConfig,
    /// The networks of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// The name that authenticator applications show beside the account; without a colon.
    pub issuer: String,
}

impl Default for AccessConfig {
    fn default() -> Self {
        Self {
            password: PasswordConfig::default(),
            lockout: LockoutConfig::default(),
            session: SessionConfig::default(),
            rates: RateConfig::default(),
            streams: StreamsConfig::default(),
            trusted_proxies: Vec::new(),
            issuer: "Shouwen 首问".to_owned(),
        }
    }
}

/// The work a password costs.
///
/// The defaults are the first choice of the OWASP Password Storage Cheat Sheet for Argon2id.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordConfig {
    /// Memory of one hash in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
    /// How many hashes are computed at the same time; memory is bounded by this times `memory_kib`.
    pub parallel: u32,
    /// How many sign-ins may wait for their turn before others are told to come back.
    pub waiting: u32,
    /// The fewest characters of a password.
    pub shortest: u32,
}

impl Default for PasswordConfig {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1, parallel: 4, waiting: 256, shortest: 10 }
    }
}

impl PasswordConfig {
    /// Returns the least work Argon2 allows, so that tests and demo data are quick; never for a real bank.
    pub fn weakest() -> Self {
        Self { memory_kib: 8, passes: 1, ..Self::default() }
    }
}

/// When an account is locked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LockoutConfig {
    /// After this many failures in a row, and after as many again.
    pub after: u32,
    /// How long the first lock lasts, in seconds; each further one lasts twice as long.
    pub first_s: u32,
    /// The longest lock, in seconds.
    pub longest_s: u32,
}

impl Default for LockoutConfig {
    fn default() -> Self {
        Self { after: 5, first_s: 15 * 60, longest_s: 8 * 60 * 60 }
    }
}

/// How long sessions live.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionConfig {
    /// A session nobody uses ends after this many seconds.
    pub idle_s: u32,
    /// Every session ends after this many seconds.
    pub absolute_s: u32,
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self { idle_s: 30 * 60, absolute_s: 12 * 60 * 60 }
    }
}

/// How often one address may ask, by what it asks for.
///
/// The phones of a whole branch may share one address, so the limits stop machines, not crowds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RateConfig {
    /// Signing in.
    pub sign_in: Rate,
    /// Taking a number, leaving and postponing.
    pub ticket: Rate,
    /// Finding a service from words.
    pub needs: Rate,
    /// Asking for a person.
    pub assistance: Rate,
    /// Rating a visit.
    pub rating: Rate,
    /// Opening a live stream.
    pub live: Rate,
    /// Networks without limits, except for signing in; by default programs on the server itself.
    pub exempt: Vec<Network>,
}

impl Default for RateConfig {
    fn default() -> Self {
        Self {
            sign_in: Rate::new(30, 20),
            ticket: Rate::new(240, 120),
            needs: Rate::new(600, 120),
            assistance: Rate::new(30, 20),
            rating: Rate::new(120, 60),
            live: Rate::new(1_200, 400),
            exempt: Network::loopback(),
        }
    }
}

/// How many live streams may be open at the same time, on each node.
///
/// A hall has many screens and phones behind one address; networks exempt from the rates are exempt from this, too.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StreamsConfig {
    /// By one session of somebody signed in, one for each tab; 0 means without limit.
    pub per_session: u32,
    /// By the public pages behind one address; 0 means without limit.
    pub per_address: u32,
}

impl Default for StreamsConfig {
    fn default() -> Self {
        // The guests' network of a large hall has one address, and so has a mobile network for many of its phones.
        Self { per_session: 20, per_address: 1_000 }
    }
}

impl StreamsConfig {
    /// Returns settings without any limit, for the demo bank, tests and load generators.
    pub const fn off() -> Self {
        Self { per_session: 0, per_address: 0 }
    }
}

impl RateConfig {
    /// Returns settings without any limit, for tests and load generators.
    pub fn off() -> Self {
        let none = Rate::new(0, 0);
        Self {
            sign_in: none,
            ticket: none,
            needs: none,
            assistance: none,
            rating: none,
            live: none,
            exempt: Vec::new(),
        }
    }

    /// Returns the setting of one class.
    pub const fn of(&self, class: RateClass) -> Rate {
        match class {
            RateClass::SignIn => self.sign_in,
            RateClass::Ticket => self.ticket,
            RateClass::Needs => self.needs,
            RateClass::Assistance => self.assistance,
            RateClass::Rating => self.rating,
            RateClass::Live => self.live,
        }
    }
}
