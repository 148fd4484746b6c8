//! The audit trail on a real database: SQLite, and PostgreSQL when `TEST_DATABASE_URL` is set.

mod anchors;
mod list;
mod record;
mod tamper;
mod trail;
