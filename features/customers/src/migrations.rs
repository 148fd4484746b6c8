//! The schema of this room, in the order of its growth.

mod m0001_customers;
mod m0002_timeline;
mod m0003_visits_on_timelines;

use sea_orm_migration::MigrationTrait;
use sea_orm_migration::prelude::{
    ForeignKey, ForeignKeyCreateStatement, Index, IndexCreateStatement,
};

/// Returns the migrations of this room, oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_customers::Customers),
        Box::new(m0002_timeline::Timeline),
        Box::new(m0003_visits_on_timelines::VisitsOnTimelines),
    ]
}

/// Describes a foreign key to a customer.
fn to_customer(table: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("fk_{table}_customer_id"))
        .from(table, "customer_id")
        .to("customers_customers", "id");
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
