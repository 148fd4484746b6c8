//! Queries that walk all sealed rows, for a change of keys.

use db::DbError;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entity::{card, customer, document};

/// Reads the next customers by id and keeps others from changing them until the transaction ends.
pub(crate) async fn next_customers(
    tx: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<customer::Model>, DbError> {
    let next = customer::Entity::find()
        .filter(customer::Column::Id.gt(after))
        .order_by_asc(customer::Column::Id)
        .limit(limit)
        .lock_exclusive();
    Ok(next.all(tx).await?)
}

/// Reads the next documents by id.
pub(crate) async fn next_documents(
    tx: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<document::Model>, DbError> {
    let next = document::Entity::find()
        .filter(document::Column::Id.gt(after))
        .order_by_asc(document::Column::Id)
        .limit(limit)
        .lock_exclusive();
    Ok(next.all(tx).await?)
}

/// Reads the next cards by id.
pub(crate) async fn next_cards(
    tx: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<card::Model>, DbError> {
    let next = card::Entity::find()
        .filter(card::Column::Id.gt(after))
        .order_by_asc(card::Column::Id)
        .limit(limit)
        .lock_exclusive();
    Ok(next.all(tx).await?)
}

/// Writes the sealed columns of a customer; the version stays, because nothing changed for people.
pub(crate) async fn write_customer(
    tx: &impl ConnectionTrait,
    row: customer::Model,
) -> Result<(), DbError> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Writes the sealed columns of a document.
pub(crate) async fn write_document(
    tx: &impl ConnectionTrait,
    row: document::Model,
) -> Result<(), DbError> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Writes the sealed columns of a card.
pub(crate) async fn write_card(tx: &impl ConnectionTrait, row: card::Model) -> Result<(), DbError> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
