//! Queries of this room; what is read for a person is filtered by their scope.
//!
//! - [`visits`]: visits one by one; [`convert`]: between rows and the model.
//! - [`mod@line`]: who waits; [`leftovers`]: what a day leaves open; [`board`]: figures of a day; [`list`], [`history`]: visits of the past.
//! - [`appointments`]: what was booked beforehand.
//! - [`checklists`], [`marks`], [`photos`], [`open_items`], [`handovers`]: what a branch checks and hands on.
//! - [`kiosks`], [`leases`]: registered machines and the numbers they hold. [`rolls`]: pre-printed numbers.
//! - [`steps`], [`counters`], [`alerts`], [`guidance`], [`estimators`], [`incidents`]: the other tables.

pub(crate) mod alerts;
pub(crate) mod appointments;
pub(crate) mod board;
pub(crate) mod checklists;
pub(crate) mod convert;
pub(crate) mod counters;
pub(crate) mod estimators;
pub(crate) mod guidance;
pub(crate) mod handovers;
pub(crate) mod history;
pub(crate) mod incidents;
pub(crate) mod kiosks;
pub(crate) mod leases;
pub(crate) mod leftovers;
pub(crate) mod line;
pub(crate) mod list;
pub(crate) mod marks;
pub(crate) mod open_items;
pub(crate) mod photos;
pub(crate) mod rolls;
pub(crate) mod steps;
pub(crate) mod visits;

use access::Scope;
use kernel::BranchId;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, Statement, Value};

use crate::model::visit::StateName;

/// Keeps the rows of the branches that a scope allows.
fn visible(column: impl ColumnTrait, scope: &Scope) -> Condition {
    let all = Condition::all();
    match scope.branch_filter() {
        None => all,
        Some(branches) => all.add(column.is_in(branches.iter().copied().map(BranchId::uuid))),
    }
}

/// Lists states as a statement compares them.
fn quoted(states: impl Iterator<Item = StateName>) -> String {
    states.map(|state| format!("'{}'", state.code())).collect::<Vec<_>>().join(", ")
}

/// Writes a statement that both databases understand as it stands.
fn sql(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let backend: DbBackend = db.get_database_backend();
    Statement::from_sql_and_values(backend, text, values)
}
