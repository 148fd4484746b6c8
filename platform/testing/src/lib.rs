//! The house on a table: a real router on a database of its own, with a clock that a test sets.
//!
//! ```ignore
//! let house = TestApp::start(vec![tickets::feature()]).await;
//! let clerk = house.sign_in("clerk", Some(branch)).await;
//! let answer = clerk.post("/tickets", &json!({ "subject": "rain" })).await;
//! assert_eq!(answer.status(), 201);
//! ```
//!
//! # Map
//! - [`house`] holds [`TestApp`].
//! - [`client`]: [`Client`], somebody who calls, and [`Answer`], what they get.
//! - [`mail_server`]: [`MailServer`], a real one, for tests of mail.
//! - [`redact`]: takes ids and times out of answers, for snapshots.

#![expect(clippy::missing_panics_doc, reason = "a test helper that fails is a test that fails")]

pub mod client;
pub mod house;
pub mod mail_server;
pub mod redact;

pub use client::{Answer, Client};
pub use house::TestApp;
pub use mail_server::{Delivered, MailServer};
