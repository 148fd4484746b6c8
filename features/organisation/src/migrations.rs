//! The schema of this room, in the order of its growth.

mod m0001_branches;
mod m0002_catalogue;
mod m0003_counters;
mod m0004_staff;
mod m0005_time;
mod m0006_english;
mod m0007_facilities;

use sea_orm_migration::MigrationTrait;
use sea_orm_migration::prelude::{
    ForeignKey, ForeignKeyCreateStatement, Index, IndexCreateStatement,
};

/// Returns the migrations of this room, oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_branches::Branches),
        Box::new(m0002_catalogue::Catalogue),
        Box::new(m0003_counters::Counters),
        Box::new(m0004_staff::People),
        Box::new(m0005_time::Time),
        Box::new(m0006_english::English),
        Box::new(m0007_facilities::Facilities),
    ]
}

/// Describes a foreign key, named after table and column.
fn reference(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    to_column: &'static str,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("fk_{table}_{column}")).from(table, column).to(to, to_column);
    key
}

/// Describes a unique index, named after table and columns.
fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index_on("uq", table, columns);
    index.unique();
    index
}

/// Describes an index, named after table and columns.
fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index_on("ix", table, columns)
}

fn index_on(prefix: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{prefix}_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
