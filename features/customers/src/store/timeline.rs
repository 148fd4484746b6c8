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

/// The place of an entry in the list: the instant of its first row, then the id.
pub(crate) type Mark = (i64, Uuid);

/// Copies an event; one that was copied before stays as it is.
pub(crate) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbError> {
    let known = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row.into_active_model()).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// Says whether something of a visit is on the customer's timeline already.
pub(crate) async fn has_visit(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    visit: Uuid,
) -> Result<bool, DbError> {
    let found = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::VisitId.eq(visit))
        .filter(Column::CustomerId.eq(customer.uuid()))
        .into_tuple::<Uuid>();
    Ok(found.one(db).await?.is_some())
}

/// Lists the first rows of a customer's entries, newest first; who asks must have found the customer through a scope.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    before: Option<Mark>,
    limit: u64,
) -> Result<Vec<Model>, DbError> {
    let mut query = Entity::find()
        .filter(Column::CustomerId.eq(customer.uuid()))
        .filter(Column::Leads.eq(true))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit);
    if let Some((at, id)) = before {
        let same_instant = Condition::all().add(Column::At.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::At.lt(at)).add(same_instant));
    }
    Ok(query.all(db).await?)
}

/// Lists what followed in visits, beside their first rows.
pub(crate) async fn list_following(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    visits: Vec<Uuid>,
) -> Result<Vec<Model>, DbError> {
    if visits.is_empty() {
        return Ok(Vec::new());
    }
    let query = Entity::find()
        .filter(Column::VisitId.is_in(visits))
        .filter(Column::CustomerId.eq(customer.uuid()))
        .filter(Column::Leads.eq(false));
    Ok(query.all(db).await?)
}
