//! The schema of this room, in the order of its growth.

mod m0001_ratings;

use sea_orm_migration::MigrationTrait;

/// Returns the migrations of this room, oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_ratings::Ratings)]
}
