//! The database crate through its public face, on SQLite or, with `TEST_DATABASE_URL`, on PostgreSQL.

#![cfg(test)]

mod commit;
mod copy;
mod support;
