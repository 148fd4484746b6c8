//! Queries on rows and heads.
//!
//! Recording is the busiest write of the house, so its two statements are written out and stay the same text:
//! both drivers then prepare them once for each connection.

use std::collections::BTreeSet;

use access::Scope;
use db::{Db, DbError, ReadTx, WriteTx};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, Statement, Value,
};

use crate::chain::Head;
use crate::entity::{Column, Entity, Model};
use crate::list::{Filter, Mark};

// The row lock that `DO UPDATE` takes is held until the transaction ends, so rows of one chain are written one after
// the other. PostgreSQL evaluates `CASE` on the newest committed row, after having waited for that lock; a condition
// in `WHERE` would be tried on the old row first and miss.
const ADVANCE: &str = "INSERT INTO audit_chains (chain, length, head_mac) VALUES ($1, 1, $2) \
     ON CONFLICT (chain) DO UPDATE SET length = audit_chains.length + 1, \
     head_mac = CASE WHEN audit_chains.head_mac = $3 THEN $2 ELSE audit_chains.head_mac END \
     RETURNING length, head_mac";

const CORRECT: &str = "UPDATE audit_chains SET head_mac = $1 WHERE chain = $2";

const INSERT: &str = "INSERT INTO audit_rows (id, chain, position, at, actor_kind, actor_id, action, \
     resource_kind, resource_id, branch_id, reason, detail, trace, outcome, key_id, mac) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

/// Makes a chain one longer and returns its head.
///
/// Where the head had the digest `expected`, it now has `next`; otherwise its digest is still the old one.
pub(crate) async fn advance(
    tx: &WriteTx,
    chain: &str,
    next: &[u8],
    expected: &[u8],
) -> Result<Head, DbErr> {
    let values: [Value; 3] = [chain.into(), next.into(), expected.into()];
    let row = tx.query_one_raw(statement(tx, ADVANCE, values)).await?;
    row.as_ref().map(head).transpose()?.ok_or_else(|| DbErr::RecordNotFound(chain.to_owned()))
}

/// Sets the digest of a head whose row this transaction has locked by [`advance`].
pub(crate) async fn correct(tx: &WriteTx, chain: &str, mac: &[u8]) -> Result<(), DbErr> {
    tx.execute_raw(statement(tx, CORRECT, [mac.into(), chain.into()])).await.map(drop)
}

/// Inserts a row.
pub(crate) async fn insert(tx: &WriteTx, row: Model) -> Result<(), DbError> {
    let values: [Value; 16] = [
        row.id.into(),
        row.chain.into(),
        row.position.into(),
        row.at.into(),
        row.actor_kind.into(),
        row.actor_id.into(),
        row.action.into(),
        row.resource_kind.into(),
        row.resource_id.into(),
        row.branch_id.into(),
        row.reason.into(),
        row.detail.into(),
        row.trace.into(),
        row.outcome.into(),
        row.key_id.into(),
        row.mac.into(),
    ];
    tx.later(statement(tx, INSERT, values)).await
}

/// Returns the names of all chains, in rows and heads.
pub(crate) async fn chains(db: &Db) -> Result<BTreeSet<String>, DbErr> {
    let mut names = BTreeSet::new();
    for table in ["audit_rows", "audit_chains"] {
        let first = format!("SELECT MIN(chain) AS chain FROM {table}");
        let next = format!("{first} WHERE chain > $1");
        let mut query = statement(db.reader(), &first, []);
        // Hops from name to name along the index instead of reading a million equal ones.
        while let Some(row) = db.reader().query_one_raw(query).await? {
            let Some(name) = row.try_get::<Option<String>>("", "chain")? else { break };
            query = statement(db.reader(), &next, [name.as_str().into()]);
            names.insert(name);
        }
    }
    Ok(names)
}

/// Returns the next rows of a chain in the order of their positions.
pub(crate) async fn rows_after(
    tx: &ReadTx,
    chain: &str,
    position: i64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Chain.eq(chain))
        .filter(Column::Position.gt(position))
        .order_by_asc(Column::Position)
        .limit(limit)
        .all(tx)
        .await
}

/// Finds the head of a chain.
pub(crate) async fn find_head(
    db: &impl ConnectionTrait,
    chain: &str,
) -> Result<Option<Head>, DbErr> {
    let sql = "SELECT length, head_mac FROM audit_chains WHERE chain = $1";
    let row = db.query_one_raw(statement(db, sql, [chain.into()])).await?;
    row.as_ref().map(head).transpose()
}

/// Returns up to `limit` heads whose chain's name comes behind `after`.
pub(crate) async fn heads_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<(String, Head)>, DbErr> {
    let sql =
        "SELECT chain, length, head_mac FROM audit_chains WHERE chain > $1 ORDER BY chain LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = db.query_all_raw(statement(db, sql, [after.into(), limit.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "chain")?, head(row)?))).collect()
}

/// Finds the digest of the row at a position.
pub(crate) async fn find_mac(
    db: &impl ConnectionTrait,
    chain: &str,
    position: i64,
) -> Result<Option<Vec<u8>>, DbErr> {
    let sql = "SELECT mac FROM audit_rows WHERE chain = $1 AND position = $2";
    let row = db.query_one_raw(statement(db, sql, [chain.into(), position.into()])).await?;
    row.map(|row| row.try_get("", "mac")).transpose()
}

/// Returns the newest rows that the scope may see, behind the row that `behind` marks.
///
/// Rows of one instant are in the order of their chain, which is the order in which they were recorded.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    behind: Option<Mark>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let query = match scope {
        Scope::All => Entity::find(),
        Scope::Branches(branches) => Entity::find()
            .filter(Column::BranchId.is_in(branches.iter().map(|branch| branch.uuid()))),
        Scope::Own(staff) => Entity::find()
            .filter(Column::ActorKind.eq("staff"))
            .filter(Column::ActorId.eq(staff.to_string())),
    };
    query
        .apply_if(filter.branch, |query, branch| query.filter(Column::BranchId.eq(branch.uuid())))
        .apply_if(filter.actor.as_ref(), |query, actor| query.filter(Column::ActorId.eq(actor)))
        .apply_if(filter.resource_kind.as_ref(), |query, kind| {
            query.filter(Column::ResourceKind.eq(kind))
        })
        .apply_if(filter.resource_id.as_ref(), |query, id| query.filter(Column::ResourceId.eq(id)))
        .apply_if(filter.action.as_ref(), |query, action| query.filter(Column::Action.eq(action)))
        .apply_if(filter.since, |query, since| query.filter(Column::At.gte(since.micros())))
        .apply_if(filter.until, |query, until| query.filter(Column::At.lt(until.micros())))
        .apply_if(behind, |query, Mark { at, position, id }| {
            let columns = [Column::At, Column::Position, Column::Id].map(Expr::col);
            let mark = [Expr::value(at), Expr::value(position), Expr::value(id)];
            query.filter(Expr::tuple(columns).lt(Expr::tuple(mark)))
        })
        .order_by_desc(Column::At)
        .order_by_desc(Column::Position)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

fn head(row: &QueryResult) -> Result<Head, DbErr> {
    Ok(Head { length: row.try_get("", "length")?, mac: row.try_get("", "head_mac")? })
}

fn statement(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}
