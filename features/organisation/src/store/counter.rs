//! Queries on counters and on what they do.

use access::Scope;
use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, CounterId, Page, PageRequest, ServiceId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{one_row, unless_taken, visible};
use crate::entity::counter::{ActiveModel, Column, Entity, Model};
use crate::entity::counter_service;
use crate::error::{OrganisationError, Thing};
use crate::model::counter::{Counter, CounterKind};

/// Lists the counters of a branch by number.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    branch: BranchId,
    page: &PageRequest,
) -> Result<Page<Counter>, DbError> {
    let mut query = Entity::find()
        .filter(visible(Column::BranchId, scope))
        .filter(Column::BranchId.eq(branch.uuid()))
        .order_by_asc(Column::Number)
        .limit(page.limit + 1);
    if let Some(cursor) = &page.cursor {
        query = query.filter(Column::Number.gt(cursor));
    }
    let counters = with_services(db, query.all(db).await?).await?;
    Ok(Page::cut(counters, page.limit, |counter| counter.number.clone()))
}

/// Lists all counters of a branch by number, for the cache.
pub(crate) async fn of_branch(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<Counter>, DbError> {
    let query =
        Entity::find().filter(Column::BranchId.eq(branch.uuid())).order_by_asc(Column::Number);
    let rows = query.all(db).await?;
    with_services(db, rows).await
}

/// Finds a counter that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: CounterId,
) -> Result<Option<Counter>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    Ok(with_services(db, row.into_iter().collect()).await?.pop())
}

/// Adds a counter.
pub(crate) async fn insert(
    tx: &WriteTx,
    counter: &Counter,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let row = ActiveModel { created_at: Set(now.micros()), ..columns(counter, now) };
    row.insert(tx).await.map_err(|error| unless_taken(error, Thing::Counter))?;
    Ok(set_services(tx, counter).await?)
}

/// Saves a counter over the version before it.
pub(crate) async fn update(
    tx: &WriteTx,
    counter: &Counter,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let result = Entity::update_many()
        .set(columns(counter, now))
        .filter(Column::Id.eq(counter.id.uuid()))
        .filter(Column::Version.eq(counter.version - 1))
        .exec(tx)
        .await
        .map_err(|error| unless_taken(error, Thing::Counter))?;
    one_row(&result, Thing::Counter)?;
    Ok(set_services(tx, counter).await?)
}

async fn set_services(tx: &WriteTx, counter: &Counter) -> Result<(), DbError> {
    use counter_service::{Column, Entity, Model};
    Entity::delete_many().filter(Column::CounterId.eq(counter.id.uuid())).exec(tx).await?;
    let mut services: Vec<_> =
        counter.services.iter().chain(&counter.specialised).copied().collect();
    services.sort_unstable();
    services.dedup();
    if services.is_empty() {
        return Ok(());
    }
    let row = |service: ServiceId| Model {
        counter_id: counter.id.uuid(),
        service_id: service.uuid(),
        served: counter.services.contains(&service),
        specialised: counter.specialised.contains(&service),
    };
    let rows = services.into_iter().map(|service| row(service).into_active_model());
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

async fn with_services(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<Counter>, DbError> {
    use counter_service::{Column, Entity};
    let ids = rows.iter().map(|row| row.id);
    let query = Entity::find().filter(Column::CounterId.is_in(ids)).order_by_asc(Column::ServiceId);
    let links = if rows.is_empty() { Vec::new() } else { query.all(db).await? };
    rows.into_iter().map(|row| counter(row, &links)).collect()
}

fn counter(row: Model, links: &[counter_service::Model]) -> Result<Counter, DbError> {
    let kind = CounterKind::from_word(&row.kind)
        .ok_or_else(|| Inconsistency::new("organisation_counters", "kind", row.id))?;
    let chosen = |wanted: fn(&counter_service::Model) -> bool| {
        let mine = links.iter().filter(|link| link.counter_id == row.id && wanted(link));
        mine.map(|link| ServiceId::from_uuid(link.service_id)).collect()
    };
    Ok(Counter {
        id: CounterId::from_uuid(row.id),
        branch: BranchId::from_uuid(row.branch_id),
        services: chosen(|link| link.served),
        specialised: chosen(|link| link.specialised),
        number: row.number,
        name: row.name,
        name_en: row.name_en,
        kind,
        active: row.active,
        version: row.version,
    })
}

fn columns(counter: &Counter, now: Timestamp) -> ActiveModel {
    ActiveModel {
        id: Set(counter.id.uuid()),
        branch_id: Set(counter.branch.uuid()),
        number: Set(counter.number.clone()),
        name: Set(counter.name.clone()),
        name_en: Set(counter.name_en.clone()),
        kind: Set(counter.kind.word().to_owned()),
        active: Set(counter.active),
        version: Set(counter.version),
        updated_at: Set(now.micros()),
        ..Default::default()
    }
}
