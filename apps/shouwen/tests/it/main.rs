#![cfg(test)]
//! The built program as operators run it: a process, a folder, signals; and a walk over all its operations.
//!
//! With `TEST_DATABASE_URL` databases are also copied to PostgreSQL and back.

mod audit;
mod backup;
mod bank;
mod copying;
mod crash;
mod keys;
mod limits;
mod operations;
mod privacy;
mod sample;
mod server;
mod starting;
mod unavailable;
