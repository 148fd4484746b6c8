//! Queries on services and skills; the catalogue belongs to the whole bank.

use db::{DbError, Inconsistency, WriteTx};
use kernel::{Page, PageRequest, ServiceId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{contains, one_row, unless_taken};
use crate::entity::service::{ActiveModel, Column, Entity, Model};
use crate::entity::skill;
use crate::error::{OrganisationError, Thing};
use crate::model::catalogue::{Service, Skill, SkillId};

/// Which services are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceFilter {
    pub(crate) words: Option<String>,
    pub(crate) active: Option<bool>,
}

impl TryFrom<Model> for Service {
    type Error = Inconsistency;

    fn try_from(row: Model) -> Result<Self, Inconsistency> {
        let wrong = |column| Inconsistency::new("organisation_services", column, row.id);
        let machine =
            row.self_service.as_deref().map(|text| read(text).ok_or_else(|| wrong("self_service")));
        Ok(Self {
            id: ServiceId::from_uuid(row.id),
            papers: read(&row.papers).ok_or_else(|| wrong("papers"))?,
            self_service: machine.transpose()?,
            phrases: read(&row.phrases).ok_or_else(|| wrong("phrases"))?,
            code: row.code,
            prefix: row.prefix,
            name: row.name,
            name_en: row.name_en,
            category: row.category,
            description: row.description,
            description_en: row.description_en,
            typical_s: row.typical_s,
            skill: row.skill,
            class: row.class,
            position: row.position,
            active: row.active,
            version: row.version,
        })
    }
}

/// Lists services by code.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    filter: &ServiceFilter,
    page: &PageRequest,
) -> Result<Page<Service>, DbError> {
    let mut query = Entity::find().order_by_asc(Column::Code).limit(page.limit + 1);
    if let Some(cursor) = &page.cursor {
        query = query.filter(Column::Code.gt(cursor));
    }
    if let Some(words) = &filter.words {
        query = query.filter(contains(Column::Folded, words));
    }
    if let Some(active) = filter.active {
        query = query.filter(Column::Active.eq(active));
    }
    let rows =
        query.all(db).await?.into_iter().map(Service::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(rows, page.limit, |service| service.code.clone()))
}

/// Lists all services by their place in lists.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Service>, DbError> {
    let query = Entity::find().order_by_asc(Column::Position).order_by_asc(Column::Code);
    Ok(query.all(db).await?.into_iter().map(Service::try_from).collect::<Result<_, _>>()?)
}

/// Finds a service.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: ServiceId,
) -> Result<Option<Service>, DbError> {
    let row = Entity::find_by_id(id.uuid()).one(db).await?;
    Ok(row.map(Service::try_from).transpose()?)
}

/// Tells how many of these services exist.
pub(crate) async fn count(db: &impl ConnectionTrait, ids: &[ServiceId]) -> Result<usize, DbError> {
    let found = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied().map(ServiceId::uuid)))
        .into_tuple::<uuid::Uuid>()
        .all(db)
        .await?;
    Ok(found.len())
}

/// Adds a service.
pub(crate) async fn insert(
    tx: &WriteTx,
    service: &Service,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let row = ActiveModel { created_at: Set(now.micros()), ..columns(service, now) };
    row.insert(tx).await.map_err(|error| unless_taken(error, Thing::Service))?;
    Ok(())
}

/// Saves a service over the version before it.
pub(crate) async fn update(
    tx: &WriteTx,
    service: &Service,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let result = Entity::update_many()
        .set(columns(service, now))
        .filter(Column::Id.eq(service.id.uuid()))
        .filter(Column::Version.eq(service.version - 1))
        .exec(tx)
        .await
        .map_err(|error| unless_taken(error, Thing::Service))?;
    one_row(&result, Thing::Service)
}

/// Lists all skills by code.
pub(crate) async fn skills(db: &impl ConnectionTrait) -> Result<Vec<Skill>, DbError> {
    let rows = skill::Entity::find().order_by_asc(skill::Column::Code).all(db).await?;
    Ok(rows.into_iter().map(Skill::from).collect())
}

/// Finds a skill.
pub(crate) async fn find_skill(
    db: &impl ConnectionTrait,
    id: SkillId,
) -> Result<Option<Skill>, DbError> {
    Ok(skill::Entity::find_by_id(id.uuid()).one(db).await?.map(Skill::from))
}

/// Adds a skill.
pub(crate) async fn insert_skill(tx: &WriteTx, skill: &Skill) -> Result<(), OrganisationError> {
    let row = skill_columns(skill).insert(tx).await;
    row.map_err(|error| unless_taken(error, Thing::Skill))?;
    Ok(())
}

/// Saves the names of a skill; its code never changes.
pub(crate) async fn update_skill(tx: &WriteTx, skill: &Skill) -> Result<(), OrganisationError> {
    skill_columns(skill).update(tx).await.map_err(DbError::from)?;
    Ok(())
}

impl From<skill::Model> for Skill {
    fn from(row: skill::Model) -> Self {
        Self {
            id: SkillId::from_uuid(row.id),
            code: row.code,
            name: row.name,
            name_en: row.name_en,
        }
    }
}

fn skill_columns(skill: &Skill) -> skill::ActiveModel {
    skill::ActiveModel {
        id: Set(skill.id.uuid()),
        code: Set(skill.code.clone()),
        name: Set(skill.name.clone()),
        name_en: Set(skill.name_en.clone()),
    }
}

fn columns(service: &Service, now: Timestamp) -> ActiveModel {
    ActiveModel {
        id: Set(service.id.uuid()),
        code: Set(service.code.clone()),
        prefix: Set(service.prefix.clone()),
        name: Set(service.name.clone()),
        name_en: Set(service.name_en.clone()),
        category: Set(service.category.clone()),
        description: Set(service.description.clone()),
        description_en: Set(service.description_en.clone()),
        papers: Set(write(&service.papers)),
        typical_s: Set(service.typical_s),
        skill: Set(service.skill.clone()),
        class: Set(service.class.clone()),
        self_service: Set(service.self_service.as_ref().map(write)),
        phrases: Set(write(&service.phrases)),
        position: Set(service.position),
        active: Set(service.active),
        folded: Set(service.folded()),
        version: Set(service.version),
        updated_at: Set(now.micros()),
        ..Default::default()
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Writes a column of JSON; the types it is called with cannot fail to serialise.
fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
