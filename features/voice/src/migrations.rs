//! The schema of this room, in the order of its growth.

mod m0001_ratings;
mod m0002_ratings_of_customers;

use sea_orm_migration::MigrationTrait;
use sea_orm_migration::prelude::{Index, IndexCreateStatement};

/// Returns the migrations of this room, oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_ratings::Ratings), Box::new(m0002_ratings_of_customers::RatingsOfCustomers)]
}

/// Describes an index, named after table and columns.
fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
