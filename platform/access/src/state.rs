//! What a running server holds for access.

use std::net::IpAddr;

use axum::http::{HeaderMap, Method};

use crate::AccessError;
use crate::address::ClientAddress;
use crate::config::AccessConfig;
use crate::cookie::{CookieStyle, Presented};
use crate::cross_site;
use crate::password::Passwords;
use crate::rate::RateLimits;
use crate::role::Directory;
use crate::session::Sessions;
use crate::streams::OpenStreams;

/// Everything about access that requests share; cheap to clone.
#[derive(Clone, Debug)]
pub struct Access {
    /// The sessions.
    pub sessions: Sessions,
    /// The hashing of passwords.
    pub passwords: Passwords,
    /// The limits by address.
    pub rates: RateLimits,
    /// The live streams that are open.
    pub streams: OpenStreams,
    /// How the session cookie is written.
    pub cookie: CookieStyle,
    /// The settings.
    pub config: std::sync::Arc<AccessConfig>,
    public_origin: Option<std::sync::Arc<str>>,
}

impl Access {
    /// Puts access together for a server that people reach at `public_url`.
    ///
    /// # Errors
    /// The settings for hashing passwords are below what Argon2 allows.
    pub fn new(
        config: AccessConfig,
        public_url: &str,
        directory: Directory,
    ) -> Result<Self, AccessError> {
        Ok(Self {
            sessions: Sessions::new(config.session.clone(), directory),
            passwords: Passwords::new(config.password.clone())?,
            rates: RateLimits::new(config.rates.clone()),
            streams: OpenStreams::new(&config),
            cookie: CookieStyle::for_url(public_url),
            public_origin: cross_site::origin_of(public_url).map(Into::into),
            config: std::sync::Arc::new(config),
        })
    }

    /// Finds the address of the caller.
    pub fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        ClientAddress::find(peer, headers, &self.config.trusted_proxies)
    }

    /// Refuses a request that another site made a browser send; for sign-in itself, which has no cookie yet.
    ///
    /// # Errors
    /// Another site sent it.
    pub fn guard(&self, method: &Method, headers: &HeaderMap) -> Result<(), AccessError> {
        cross_site::guard(method, headers, self.public_origin.as_deref())
    }

    /// Finds the token of a request, and refuses one that another site made a browser send.
    ///
    /// # Errors
    /// The request is signed in by a cookie and another site sent it.
    pub fn presented(
        &self,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<Option<Presented>, AccessError> {
        let presented = self.cookie.find(headers);
        if presented.as_ref().is_some_and(|presented| presented.by_cookie) {
            self.guard(method, headers)?;
        }
        Ok(presented)
    }
}
