//! Tests of sign-in, sessions, second factors and roles on a database.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

mod accounts;
mod roles;
mod second_factor;
mod sessions;
mod sign_in;
mod world;
