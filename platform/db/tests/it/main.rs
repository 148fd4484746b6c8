#![cfg(test)]
//! The database crate through its public face, on SQLite or, with `TEST_DATABASE_URL`, on PostgreSQL.

mod commit;
mod copy;
mod support;
