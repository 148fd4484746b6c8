//! The schema of this crate, in the order of its growth.

mod m0001_rows;
mod m0002_order;

use sea_orm_migration::MigrationTrait;

/// Returns the migrations of this crate, oldest first.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_rows::Rows), Box::new(m0002_order::Order)]
}
