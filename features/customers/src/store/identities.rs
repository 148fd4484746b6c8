//! Queries on documents and cards, and from identities to customers.

use db::DbError;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::entity::{card, customer, document};
use crate::keeping::Traces;

/// Finds the customer with a mobile number, anywhere in the bank.
pub(crate) async fn find_by_phone(
    db: &impl ConnectionTrait,
    phone: &Traces,
) -> Result<Option<customer::Model>, DbError> {
    let found =
        customer::Entity::find().filter(customer::Column::PhoneIndex.is_in(phone.0.clone()));
    Ok(found.one(db).await?)
}

/// Finds the customer with a card, anywhere in the bank.
pub(crate) async fn find_by_card(
    db: &impl ConnectionTrait,
    card: &Traces,
) -> Result<Option<customer::Model>, DbError> {
    let found = customer::Entity::find()
        .join(JoinType::InnerJoin, customer::Relation::Cards.def())
        .filter(card::Column::NumberIndex.is_in(card.0.clone()));
    Ok(found.one(db).await?)
}

/// Finds the customer with a resident ID, anywhere in the bank.
pub(crate) async fn find_by_resident_id(
    db: &impl ConnectionTrait,
    number: &Traces,
) -> Result<Option<customer::Model>, DbError> {
    let found = customer::Entity::find()
        .join(JoinType::InnerJoin, customer::Relation::Documents.def())
        .filter(document::Column::NumberIndex.is_in(number.0.clone()))
        .filter(document::Column::Kind.eq("resident_id"));
    Ok(found.one(db).await?)
}

/// Lists the customers with a document of this number, of whatever kind, anywhere in the bank.
pub(crate) async fn list_by_document(
    db: &impl ConnectionTrait,
    number: &Traces,
) -> Result<Vec<customer::Model>, DbError> {
    let found = customer::Entity::find()
        .join(JoinType::InnerJoin, customer::Relation::Documents.def())
        .filter(document::Column::NumberIndex.is_in(number.0.clone()))
        .order_by_desc(customer::Column::Id)
        .limit(20);
    Ok(found.all(db).await?)
}

/// Finds the first of these documents that somebody has.
pub(crate) async fn find_taken_document(
    db: &impl ConnectionTrait,
    numbers: Vec<Vec<u8>>,
    kinds: Vec<&'static str>,
) -> Result<Vec<document::Model>, DbError> {
    let taken = document::Entity::find()
        .filter(document::Column::NumberIndex.is_in(numbers))
        .filter(document::Column::Kind.is_in(kinds));
    Ok(taken.all(db).await?)
}

/// Finds which of these cards somebody has.
pub(crate) async fn find_taken_cards(
    db: &impl ConnectionTrait,
    numbers: Vec<Vec<u8>>,
) -> Result<Vec<card::Model>, DbError> {
    Ok(card::Entity::find().filter(card::Column::NumberIndex.is_in(numbers)).all(db).await?)
}

/// Lists the documents of customers, oldest first.
pub(crate) async fn list_documents(
    db: &impl ConnectionTrait,
    customers: &[Uuid],
) -> Result<Vec<document::Model>, DbError> {
    let documents = document::Entity::find()
        .filter(document::Column::CustomerId.is_in(customers.iter().copied()))
        .order_by_asc(document::Column::Id);
    Ok(documents.all(db).await?)
}

/// Lists the cards of customers, oldest first.
pub(crate) async fn list_cards(
    db: &impl ConnectionTrait,
    customers: &[Uuid],
) -> Result<Vec<card::Model>, DbError> {
    let cards = card::Entity::find()
        .filter(card::Column::CustomerId.is_in(customers.iter().copied()))
        .order_by_asc(card::Column::Id);
    Ok(cards.all(db).await?)
}

/// Inserts documents; nothing when there are none.
pub(crate) async fn insert_documents(
    tx: &impl ConnectionTrait,
    rows: Vec<document::Model>,
) -> Result<(), DbError> {
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        document::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Inserts cards; nothing when there are none.
pub(crate) async fn insert_cards(
    tx: &impl ConnectionTrait,
    rows: Vec<card::Model>,
) -> Result<(), DbError> {
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        card::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
