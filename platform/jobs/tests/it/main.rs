//! Enqueuing, claiming, repeating and periodic work, on either database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod admin;
mod fixture;
mod schedules;
mod work;
