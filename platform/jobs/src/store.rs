//! The queries about jobs; those about schedules are in `store/schedules.rs`.

pub(crate) mod schedules;

use db::{Backend, DbError, WriteTx};
use kernel::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{Condition, FromQueryResult, QueryOrder, QuerySelect, Statement, UpdateMany, Value};

use crate::entity::job::{ActiveModel, Column, Entity, Model};

/// Writes one job; one insert without an answer.
pub(crate) async fn insert(tx: &WriteTx, row: ActiveModel) -> Result<(), DbError> {
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Returns whether a job of those names is due.
pub(crate) async fn any_due(
    db: &impl ConnectionTrait,
    queue: &str,
    names: &[&'static str],
    now: Timestamp,
) -> Result<bool, DbError> {
    let due = Entity::find()
        .filter(is("queued"))
        .filter(Column::Queue.eq(queue))
        .filter(Column::RunAt.lte(now.micros()))
        .filter(Column::Name.is_in(names.iter().copied()));
    let found: Option<Uuid> =
        due.select_only().column(Column::Id).limit(1).into_tuple().one(db).await?;
    Ok(found.is_some())
}

/// Compares the state with a constant, not a parameter: the indexes hold the rows of one state only.
fn is(state: &'static str) -> Expr {
    Expr::cust(format!("state = '{state}'"))
}

/// Whose claim it is and until when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim<'a> {
    pub(crate) owner: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) until: Timestamp,
}

/// Claims the oldest jobs of those names that are due and returns them in order.
///
/// On PostgreSQL rows that another worker is just claiming are passed over; on SQLite there is one writer anyway.
pub(crate) async fn claim(
    tx: &WriteTx,
    queue: &str,
    names: &[&'static str],
    most: usize,
    claim: Claim<'_>,
) -> Result<Vec<Model>, DbError> {
    let skip = if tx.backend() == Backend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let listed =
        (6..6 + names.len()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "WITH due AS (SELECT id AS job FROM jobs_jobs WHERE state = 'queued' AND queue = $1 AND run_at <= $2 \
            AND name IN ({listed}) ORDER BY run_at, id LIMIT $3 {skip}) \
        UPDATE jobs_jobs SET state = 'running', attempts = attempts + 1, lease_until = $4, lease_owner = $5 \
        FROM due WHERE id = due.job RETURNING id, queue, name, payload, run_at, attempts, max_attempts, state, \
            lease_until, lease_owner, last_error, created_at, finished_at, trace"
    );
    let mut values: Vec<Value> = vec![
        queue.into(),
        claim.now.micros().into(),
        i64::try_from(most).unwrap_or(i64::MAX).into(),
        claim.until.micros().into(),
        claim.owner.into(),
    ];
    values.extend(names.iter().map(|name| Value::from(*name)));
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    let mut jobs = Model::find_by_statement(statement).all(tx).await?;
    jobs.sort_unstable_by_key(|job| (job.run_at, job.id));
    Ok(jobs)
}

/// Prolongs the leases of these running jobs and returns of how many that was still possible.
pub(crate) async fn prolong(
    tx: &WriteTx,
    ids: Vec<Uuid>,
    claim: Claim<'_>,
) -> Result<u64, DbError> {
    let update = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(claim.until.micros()))
        .filter(Column::LeaseOwner.eq(claim.owner))
        .filter(Column::State.eq("running"))
        .filter(Column::Id.is_in(ids));
    Ok(update.exec(tx).await?.rows_affected)
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub(crate) enum Ending {
    /// The work is done.
    Done,
    /// It is to be tried again at this instant.
    Again(Timestamp, String),
    /// It has failed for good.
    Failed(String),
}

/// Writes down how an attempt ended; returns whether the job still belonged to its worker.
pub(crate) async fn finish(
    tx: &WriteTx,
    job: &Model,
    ending: &Ending,
    now: Timestamp,
) -> Result<bool, DbError> {
    let update = match ending {
        Ending::Done => ended("done", None, now),
        Ending::Failed(error) => ended("failed", Some(error), now),
        Ending::Again(at, error) => {
            requeue(*at).col_expr(Column::LastError, Expr::value(error.as_str()))
        }
    };
    let still_mine = Condition::all()
        .add(Column::Id.eq(job.id))
        .add(Column::State.eq("running"))
        .add(Column::LeaseOwner.eq(job.lease_owner.clone()))
        .add(Column::Attempts.eq(job.attempts));
    Ok(update.filter(still_mine).exec(tx).await?.rows_affected == 1)
}

fn ended(state: &str, error: Option<&String>, now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
        .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
        .col_expr(Column::LastError, Expr::value(error.cloned()))
        .col_expr(Column::FinishedAt, Expr::value(now.micros()))
}

fn requeue(at: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value("queued"))
        .col_expr(Column::RunAt, Expr::value(at.micros()))
        .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
        .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
}

/// Returns whether the lease of a running job has ended.
pub(crate) async fn any_lost(db: &impl ConnectionTrait, now: Timestamp) -> Result<bool, DbError> {
    let lost = Entity::find().filter(lost(now)).select_only().column(Column::Id).limit(1);
    Ok(lost.into_tuple::<Uuid>().one(db).await?.is_some())
}

/// Fails the jobs whose last attempt was lost with its node; returns how many.
pub(crate) async fn fail_lost(tx: &WriteTx, now: Timestamp) -> Result<u64, DbError> {
    let error = "the node that ran the last attempt was lost".to_owned();
    let exhausted = Expr::col(Column::Attempts).gte(Expr::col(Column::MaxAttempts));
    let update = ended("failed", Some(&error), now).filter(lost(now)).filter(exhausted);
    Ok(update.exec(tx).await?.rows_affected)
}

/// Puts the jobs that were lost with their node back into their queues; returns how many.
pub(crate) async fn requeue_lost(tx: &WriteTx, now: Timestamp) -> Result<u64, DbError> {
    Ok(requeue(now).filter(lost(now)).exec(tx).await?.rows_affected)
}

fn lost(now: Timestamp) -> Condition {
    Condition::all().add(is("running")).add(Column::LeaseUntil.lte(now.micros()))
}

/// Puts what a worker still holds back into the queues; the attempt does not count.
pub(crate) async fn give_back(tx: &WriteTx, owner: &str, now: Timestamp) -> Result<u64, DbError> {
    let update = requeue(now)
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .filter(Column::State.eq("running"))
        .filter(Column::LeaseOwner.eq(owner));
    Ok(update.exec(tx).await?.rows_affected)
}

/// Removes some of the oldest jobs of a final state that ended before an instant; returns how many.
pub(crate) async fn prune(
    tx: &WriteTx,
    state: &'static str,
    before: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let sql = format!(
        "DELETE FROM jobs_jobs WHERE id IN (SELECT id FROM jobs_jobs \
        WHERE state = '{state}' AND finished_at < $1 ORDER BY finished_at LIMIT $2)"
    );
    let values = [before.micros().into(), most.into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

/// Counts jobs by queue, name and state.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
) -> Result<Vec<(String, String, String, i64)>, DbError> {
    let query = Entity::find().select_only().columns([Column::Queue, Column::Name, Column::State]);
    let query = query.column_as(Column::Id.count(), "jobs");
    let query = query.group_by(Column::Queue).group_by(Column::Name).group_by(Column::State);
    let query = query.order_by_asc(Column::Queue).order_by_asc(Column::Name);
    Ok(query.order_by_asc(Column::State).into_tuple().all(db).await?)
}

/// Lists failed jobs, the latest first, behind a mark of instant and id.
pub(crate) async fn list_failed(
    db: &impl ConnectionTrait,
    behind: Option<(i64, Uuid)>,
    most: u64,
) -> Result<Vec<Model>, DbError> {
    let mut query = Entity::find().filter(is("failed"));
    if let Some((at, id)) = behind {
        let same = Condition::all().add(Column::FinishedAt.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::FinishedAt.lt(at)).add(same));
    }
    let query = query.order_by_desc(Column::FinishedAt).order_by_desc(Column::Id);
    Ok(query.limit(most).all(db).await?)
}

/// Puts a failed job back into its queue as if it were new; returns whether it had failed.
pub(crate) async fn retry(tx: &WriteTx, id: Uuid, now: Timestamp) -> Result<bool, DbError> {
    let update = requeue(now)
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::FinishedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq("failed"));
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Finds a job.
pub(crate) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(id).one(db).await?)
}
