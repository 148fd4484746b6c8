//! The queries of this crate.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, CustomerId, Timestamp};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, QueryTrait as _, Set, Statement};

use crate::entity::{outbox, subscriber};
use crate::event::Recorded;

/// Writes one event; the hot path, one insert without an answer.
pub(crate) async fn insert(tx: &WriteTx, row: outbox::ActiveModel) -> Result<(), DbError> {
    tx.later(outbox::Entity::insert(row).build(tx.get_database_backend())).await
}

const NUMBER: &str = "UPDATE events_outbox SET position = $1 + fresh.ordinal \
    FROM (SELECT id AS event, row_number() OVER (ORDER BY id) AS ordinal FROM \
        (SELECT id FROM events_outbox WHERE position IS NULL ORDER BY id LIMIT $2) AS oldest) AS fresh \
    WHERE id = fresh.event AND position IS NULL \
    RETURNING id, position, kind, at, branch_id, customer_id, topics, payload, trace, actor";

/// Gives the next positions to the oldest committed events and returns these in order.
pub(crate) async fn number(tx: &WriteTx, most: i64) -> Result<Vec<outbox::Model>, DbError> {
    let values = [last_position(tx).await?.into(), most.into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), NUMBER, values);
    let mut rows = outbox::Model::find_by_statement(statement).all(tx).await?;
    rows.sort_unstable_by_key(|row| row.position);
    Ok(rows)
}

/// Returns whether an event waits for its position.
pub(crate) async fn any_unrelayed(db: &impl ConnectionTrait) -> Result<bool, DbError> {
    let query = outbox::Entity::find().filter(outbox::Column::Position.is_null());
    let found: Option<Uuid> =
        query.select_only().column(outbox::Column::Id).limit(1).into_tuple().one(db).await?;
    Ok(found.is_some())
}

/// Returns the last position given; 0 before the first event.
///
/// The row with it is never pruned, so that no position is ever given twice.
pub(crate) async fn last_position(db: &impl ConnectionTrait) -> Result<i64, DbError> {
    let query = outbox::Entity::find().filter(outbox::Column::Position.is_not_null());
    let query = query.order_by_desc(outbox::Column::Position).select_only();
    let last: Option<i64> =
        query.column(outbox::Column::Position).limit(1).into_tuple().one(db).await?;
    Ok(last.unwrap_or(0))
}

/// Lists the events behind a position, in order.
pub(crate) async fn list_after(
    db: &impl ConnectionTrait,
    position: i64,
    most: u64,
) -> Result<Vec<outbox::Model>, DbError> {
    let query = outbox::Entity::find().filter(outbox::Column::Position.gt(position));
    Ok(query.order_by_asc(outbox::Column::Position).limit(most).all(db).await?)
}

const PRUNE: &str = "DELETE FROM events_outbox WHERE position IN (SELECT position FROM \
    (SELECT position, at FROM events_outbox WHERE position <= $1 ORDER BY position LIMIT $2) AS oldest \
    WHERE at < $3)";

/// Removes some of the oldest events up to a position that happened before an instant; returns how many.
pub(crate) async fn prune(
    tx: &WriteTx,
    up_to: i64,
    before: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let values = [up_to.into(), most.into(), before.micros().into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), PRUNE, values);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

/// Finds the last position that a subscriber has handled.
pub(crate) async fn find_cursor(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<i64>, DbError> {
    let query = subscriber::Entity::find().filter(subscriber::Column::Name.eq(name)).select_only();
    Ok(query.column(subscriber::Column::Position).into_tuple().one(db).await?)
}

/// Makes the cursor of a new subscriber, before the first event.
pub(crate) async fn insert_cursor(tx: &WriteTx, name: &str, now: Timestamp) -> Result<(), DbError> {
    let fresh = subscriber::ActiveModel {
        name: Set(name.to_owned()),
        position: Set(0),
        failures: Set(0),
        last_error: Set(None),
        updated_at: Set(now.micros()),
    };
    let insert = subscriber::Entity::insert(fresh).on_conflict_do_nothing();
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Moves a cursor and returns whether it still stood where it was believed to; locks it for the transaction.
pub(crate) async fn advance(
    tx: &WriteTx,
    name: &str,
    from: i64,
    to: i64,
    now: Timestamp,
) -> Result<bool, DbError> {
    let update = subscriber::Entity::update_many()
        .col_expr(subscriber::Column::Position, Expr::value(to))
        .col_expr(subscriber::Column::Failures, Expr::value(0))
        .col_expr(subscriber::Column::LastError, Expr::value(None::<String>))
        .col_expr(subscriber::Column::UpdatedAt, Expr::value(now.micros()))
        .filter(subscriber::Column::Name.eq(name))
        .filter(subscriber::Column::Position.eq(from));
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Notes that the next event of a subscriber failed.
pub(crate) async fn note_failure(
    tx: &WriteTx,
    name: &str,
    failures: i32,
    error: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let update = subscriber::Entity::update_many()
        .col_expr(subscriber::Column::Failures, Expr::value(failures))
        .col_expr(subscriber::Column::LastError, Expr::value(error))
        .col_expr(subscriber::Column::UpdatedAt, Expr::value(now.micros()))
        .filter(subscriber::Column::Name.eq(name));
    update.exec(tx).await?;
    Ok(())
}

/// Lists the cursors, sorted by name.
pub(crate) async fn list_cursors(
    db: &impl ConnectionTrait,
) -> Result<Vec<subscriber::Model>, DbError> {
    Ok(subscriber::Entity::find().order_by_asc(subscriber::Column::Name).all(db).await?)
}

impl TryFrom<outbox::Model> for Recorded {
    type Error = Inconsistency;

    fn try_from(row: outbox::Model) -> Result<Self, Inconsistency> {
        let wrong = |column| Inconsistency::new("events_outbox", column, row.id);
        Ok(Self {
            id: row.id,
            position: row.position.ok_or_else(|| wrong("position"))?,
            at: Timestamp::from_micros(row.at),
            branch: row.branch_id.map(BranchId::from_uuid),
            customer: row.customer_id.map(CustomerId::from_uuid),
            actor: row.actor.parse().map_err(|_| wrong("actor"))?,
            topics: row
                .topics
                .split(' ')
                .filter(|topic| !topic.is_empty())
                .map(str::to_owned)
                .collect(),
            payload: serde_json::from_str(&row.payload).map_err(|_| wrong("payload"))?,
            kind: row.kind,
            trace: row.trace,
        })
    }
}
