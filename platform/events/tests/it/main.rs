//! Recording, relaying, subscribing and listening, on either database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod fixture;
mod live;
mod outbox;
mod relay;
mod subscribers;
