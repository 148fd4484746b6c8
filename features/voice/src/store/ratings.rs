//! Queries on ratings.

use access::Scope;
use db::DbError;
use kernel::{BranchId, CustomerId, Timestamp, VisitId};
use sea_orm::sea_query::{Alias, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{Mark, uuids};
use crate::entity::rating::{Column, Entity, Model};

/// Which ratings are wanted; what is `None` does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filter {
    /// Of this branch.
    pub(crate) branch: Option<BranchId>,
    /// Of this visit.
    pub(crate) visit: Option<VisitId>,
    /// By this customer.
    pub(crate) customer: Option<CustomerId>,
    /// From this instant on.
    pub(crate) from: Option<Timestamp>,
    /// Before this instant.
    pub(crate) to: Option<Timestamp>,
}

/// A question of the form.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Question {
    /// How satisfied.
    Satisfaction,
    /// How easy.
    Effort,
    /// Whether recommended.
    Recommend,
}

/// Inserts a rating.
pub(crate) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbError> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Finds a rating by its id, for a follow-up that was found through a scope.
pub(crate) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// Lists ratings that the scope may see, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    before: Option<Mark>,
    limit: u64,
) -> Result<Vec<Model>, DbError> {
    let mut query = Entity::find()
        .filter(visible(scope))
        .filter(wanted(filter))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit);
    if let Some((at, id)) = before {
        let same_instant = Condition::all().add(Column::At.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::At.lt(at)).add(same_instant));
    }
    Ok(query.all(db).await?)
}

/// Counts the ratings that the scope may see by their answer to a question.
pub(crate) async fn count_by(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    question: Question,
) -> Result<Vec<(i32, i64)>, DbError> {
    let column = match question {
        Question::Satisfaction => Column::Satisfaction,
        Question::Effort => Column::Effort,
        Question::Recommend => Column::Recommend,
    };
    let counts = Entity::find()
        .select_only()
        .column_as(column, "mark")
        .column_as(Column::Id.count().cast_as(Alias::new("bigint")), "count")
        .filter(visible(scope))
        .filter(wanted(filter))
        .filter(column.is_not_null())
        .group_by(column)
        .into_tuple();
    Ok(counts.all(db).await?)
}

/// Whoever sees only what is their own sees the ratings of visits that they have served.
pub(super) fn visible(scope: &Scope) -> Condition {
    let all = Condition::all();
    match scope {
        Scope::All => all,
        Scope::Branches(branches) => all.add(Column::BranchId.is_in(uuids(branches))),
        Scope::Own(staff) => all.add(Column::StaffId.eq(staff.uuid())),
    }
}

pub(super) fn wanted(filter: &Filter) -> Condition {
    Condition::all()
        .add_option(filter.branch.map(|branch| Column::BranchId.eq(branch.uuid())))
        .add_option(filter.visit.map(|visit| Column::VisitId.eq(visit.uuid())))
        .add_option(filter.customer.map(|customer| Column::CustomerId.eq(customer.uuid())))
        .add_option(filter.from.map(|from| Column::At.gte(from.micros())))
        .add_option(filter.to.map(|to| Column::At.lt(to.micros())))
}
