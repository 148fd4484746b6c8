//! The schema of this room, in the order of its growth.

mod m0001_visits;
mod m0002_counters;
mod m0003_alerts;
mod m0004_visits_by_branch;
mod m0005_unresolved_alerts;
mod m0006_checklists;
mod m0007_appointments;
mod m0008_wait_estimators;
mod m0009_incidents;
mod m0010_kiosks;
mod m0011_letters;

use sea_orm_migration::MigrationTrait;
use sea_orm_migration::prelude::{Index, IndexCreateStatement};

/// Returns the migrations of this room, oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_visits::Visits),
        Box::new(m0002_counters::Counters),
        Box::new(m0003_alerts::Alerts),
        Box::new(m0004_visits_by_branch::VisitsByBranch),
        Box::new(m0005_unresolved_alerts::UnresolvedAlerts),
        Box::new(m0006_checklists::Checklists),
        Box::new(m0007_appointments::Appointments),
        Box::new(m0008_wait_estimators::WaitEstimators),
        Box::new(m0009_incidents::Incidents),
        Box::new(m0010_kiosks::Kiosks),
        Box::new(m0011_letters::Letters),
    ]
}

/// Describes a unique index, named after table and columns.
fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("uq_{table}_{}", columns.join("_"))).table(table).unique();
    for column in columns {
        index.col(*column);
    }
    index
}

/// Describes an index of a given name.
fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
