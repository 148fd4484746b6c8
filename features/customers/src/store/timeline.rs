//! Queries on the timeline.

use db::DbError;
use kernel::CustomerId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::entity::timeline::{Column, Entity, Model};

/// The place of a row in the list: instant, then id.
pub(crate) type Mark = (i64, Uuid);

/// Copies an event; one that was copied before stays as it is.
pub(crate) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbError> {
    let known = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row.into_active_model()).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// Lists what happened with a customer, newest first; who asks must have found the customer through a scope.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    before: Option<Mark>,
    limit: u64,
) -> Result<Vec<Model>, DbError> {
    let mut query = Entity::find()
        .filter(Column::CustomerId.eq(customer.uuid()))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit);
    if let Some((at, id)) = before {
        let same_instant = Condition::all().add(Column::At.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::At.lt(at)).add(same_instant));
    }
    Ok(query.all(db).await?)
}
