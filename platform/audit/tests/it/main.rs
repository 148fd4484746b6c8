//! The audit trail on a real database: SQLite, and PostgreSQL when `TEST_DATABASE_URL` is set.

#![cfg(test)]

mod anchors;
mod list;
mod record;
mod tamper;
mod trail;
