//! Queries of this room; everything that is listed for a person is filtered by their scope.

pub(crate) mod branch;
pub(crate) mod calendar;
pub(crate) mod catalogue;
pub(crate) mod counter;
pub(crate) mod hours;
pub(crate) mod revision;
pub(crate) mod shift;
pub(crate) mod staff;

use access::Scope;
use db::DbError;
use kernel::BranchId;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition, UpdateResult};

use crate::error::{OrganisationError, Thing};

/// Keeps the rows of the branches that a scope allows.
fn visible(column: impl ColumnTrait, scope: &Scope) -> Condition {
    let all = Condition::all();
    match scope.branch_filter() {
        None => all,
        Some(branches) => all.add(column.is_in(branches.iter().copied().map(BranchId::uuid))),
    }
}

/// Matches rows whose folded column contains the words searched for; `%` and `_` mean themselves.
fn contains(column: impl ColumnTrait, words: &str) -> Condition {
    let words = words.trim().to_lowercase();
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Condition::all().add(column.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')))
}

/// Turns a refused duplicate into the error that names it.
fn unless_taken(error: impl Into<DbError>, thing: Thing) -> OrganisationError {
    let error = error.into();
    if error.is_unique_violation() { OrganisationError::Taken(thing) } else { error.into() }
}

/// Fails when the version that was to be changed is no longer there.
fn one_row(result: &UpdateResult, thing: Thing) -> Result<(), OrganisationError> {
    if result.rows_affected == 1 { Ok(()) } else { Err(OrganisationError::ChangedMeanwhile(thing)) }
}
