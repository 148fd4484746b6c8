//! Queries on customers and the branches they have been to.
//!
//! A customer is visible to staff of the home branch and of every branch where the customer has been.

use access::Scope;
use db::DbError;
use kernel::{BranchId, CustomerId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::entity::customer::{ActiveModel, Column, Entity, Model};
use crate::entity::presence;
use crate::keeping::Traces;

/// Rows in one statement, well below SQLite's limit of bound values.
pub(crate) const CHUNK: usize = 500;

/// Finds a customer that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: CustomerId,
) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(id.uuid()).filter(visible(scope)).one(db).await?)
}

/// Lists the customers whose file the scope's branches keep, newest first.
pub(crate) async fn list_at_home(
    db: &impl ConnectionTrait,
    scope: &Scope,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>, DbError> {
    newest(db, at_home(scope), before, limit).await
}

/// Lists the customers of a name that the scope may see, newest first.
pub(crate) async fn list_by_name(
    db: &impl ConnectionTrait,
    scope: &Scope,
    name: &Traces,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>, DbError> {
    let named = visible(scope).add(Column::NameIndex.is_in(name.0.clone()));
    newest(db, named, before, limit).await
}

/// Finds the rows of these customers, for rooms that already know that the reader may see them.
pub(crate) async fn find_all(
    db: &impl ConnectionTrait,
    ids: &[CustomerId],
) -> Result<Vec<Model>, DbError> {
    let ids = ids.iter().map(|id| id.uuid());
    Ok(Entity::find().filter(Column::Id.is_in(ids)).all(db).await?)
}

/// Inserts customers.
pub(crate) async fn insert(tx: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbError> {
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a changed customer unless somebody else changed it since `version`; returns whether it was written.
pub(crate) async fn update(
    tx: &impl ConnectionTrait,
    row: Model,
    version: i32,
) -> Result<bool, DbError> {
    let id = row.id;
    let row = row.into_active_model().reset_all();
    let written = Entity::update_many()
        .set(ActiveModel { id: sea_orm::NotSet, ..row })
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(written.rows_affected > 0)
}

/// Notes that a customer has been at a branch.
pub(crate) async fn note_presence(
    tx: &impl ConnectionTrait,
    customer: CustomerId,
    branch: BranchId,
    now: Timestamp,
) -> Result<(), DbError> {
    let row = presence::ActiveModel {
        customer_id: Set(customer.uuid()),
        branch_id: Set(branch.uuid()),
        since: Set(now.micros()),
    };
    let known = OnConflict::columns([presence::Column::CustomerId, presence::Column::BranchId])
        .do_nothing()
        .to_owned();
    presence::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

async fn newest(
    db: &impl ConnectionTrait,
    which: Condition,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>, DbError> {
    let mut query = Entity::find().filter(which).order_by_desc(Column::Id).limit(limit);
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    Ok(query.all(db).await?)
}

fn at_home(scope: &Scope) -> Condition {
    match scope.branch_filter() {
        None => Condition::all(),
        Some(branches) => Condition::all().add(Column::HomeBranchId.is_in(uuids(branches))),
    }
}

fn visible(scope: &Scope) -> Condition {
    let Some(branches) = scope.branch_filter() else { return Condition::all() };
    let been_there = Query::select()
        .column(presence::Column::CustomerId)
        .from(presence::Entity)
        .and_where(
            Expr::col((presence::Entity, presence::Column::CustomerId))
                .equals((Entity, Column::Id)),
        )
        .and_where(presence::Column::BranchId.is_in(uuids(branches)))
        .to_owned();
    let either = Condition::any()
        .add(Column::HomeBranchId.is_in(uuids(branches)))
        .add(Expr::exists(been_there));
    Condition::all().add(either)
}

fn uuids(branches: &[BranchId]) -> Vec<Uuid> {
    branches.iter().map(|branch| branch.uuid()).collect()
}
