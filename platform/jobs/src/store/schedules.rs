//! The queries about periodic work.

use db::{DbError, WriteTx};
use kernel::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{QueryOrder, Set};

use crate::entity::schedule::{ActiveModel, Column, Entity, Model};

/// Makes the row of new periodic work, due at once.
pub(crate) async fn insert(tx: &WriteTx, name: &str, now: Timestamp) -> Result<(), DbError> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        next_at: Set(now.micros()),
        signals: Set(0),
        failures: Set(0),
        last_error: Set(None),
        started_at: Set(None),
        finished_at: Set(None),
    };
    Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(())
}

/// Brings the next round forward when it is later than that, as after a change of the period.
pub(crate) async fn hasten(tx: &WriteTx, name: &str, latest: Timestamp) -> Result<(), DbError> {
    let update = Entity::update_many()
        .col_expr(Column::NextAt, Expr::value(latest.micros()))
        .filter(Column::Name.eq(name))
        .filter(Column::NextAt.gt(latest.micros()));
    update.exec(tx).await?;
    Ok(())
}

/// Lists the names of what is due.
pub(crate) async fn list_due(
    db: &impl ConnectionTrait,
    now: Timestamp,
) -> Result<Vec<String>, DbError> {
    let rows = Entity::find().filter(Column::NextAt.lte(now.micros()));
    let rows = rows.order_by_asc(Column::NextAt).all(db).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Lists all periodic work, sorted by name.
pub(crate) async fn list(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbError> {
    Ok(Entity::find().order_by_asc(Column::Name).all(db).await?)
}

/// Notes that a round begins, when it is still due; returns the row, or `None` when another node has just done it.
pub(crate) async fn start(
    tx: &WriteTx,
    name: &str,
    now: Timestamp,
) -> Result<Option<Model>, DbError> {
    let update = Entity::update_many()
        .col_expr(Column::StartedAt, Expr::value(now.micros()))
        .filter(Column::Name.eq(name))
        .filter(Column::NextAt.lte(now.micros()));
    Ok(update.exec_with_returning(tx).await?.pop())
}

/// Notes that a round ended; the next one begins at `next`, or at once when a signal came meanwhile.
pub(crate) async fn finish(
    tx: &WriteTx,
    row: &Model,
    error: Option<String>,
    next: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    let failures = if error.is_some() { row.failures + 1 } else { 0 };
    let undisturbed = Expr::col(Column::Signals).eq(row.signals);
    let next = CaseStatement::new()
        .case(undisturbed, Expr::value(next.micros()))
        .finally(Expr::col(Column::NextAt));
    let update = Entity::update_many()
        .col_expr(Column::NextAt, next.into())
        .col_expr(Column::Failures, Expr::value(failures))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::FinishedAt, Expr::value(now.micros()))
        .filter(Column::Name.eq(row.name.as_str()));
    update.exec(tx).await?;
    Ok(())
}

/// Makes periodic work due now; returns whether it exists.
pub(crate) async fn signal(tx: &WriteTx, name: &str, now: Timestamp) -> Result<bool, DbError> {
    let update = Entity::update_many()
        .col_expr(Column::NextAt, Expr::value(now.micros()))
        .col_expr(Column::Signals, Expr::col(Column::Signals).add(1))
        .filter(Column::Name.eq(name));
    Ok(update.exec(tx).await?.rows_affected == 1)
}
