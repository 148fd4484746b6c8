//! Queries on branches and on what they offer.

use access::{BranchTree, Scope};
use db::{DbError, Inconsistency, WriteTx};
use kernel::{BranchId, Page, PageRequest, ServiceId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{contains, one_row, unless_taken, visible};
use crate::entity::branch::{ActiveModel, Column, Entity, Model};
use crate::entity::offering;
use crate::error::{OrganisationError, Thing};
use crate::model::branch::{Branch, BranchKind, Facility};

/// Which branches are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct BranchFilter {
    pub(crate) words: Option<String>,
    pub(crate) parent: Option<BranchId>,
    pub(crate) active: Option<bool>,
}

impl TryFrom<Model> for Branch {
    type Error = Inconsistency;

    fn try_from(row: Model) -> Result<Self, Inconsistency> {
        let kind = BranchKind::from_word(&row.kind)
            .ok_or_else(|| Inconsistency::new("organisation_branches", "kind", row.id))?;
        Ok(Self {
            id: BranchId::from_uuid(row.id),
            parent: row.parent_id.map(BranchId::from_uuid),
            kind,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            address: row.address,
            address_en: row.address_en,
            phone: row.phone,
            // A word that is no longer known is left out: it told of a thing, it decided nothing.
            facilities: row.facilities.split(' ').filter_map(Facility::from_word).collect(),
            zone: row.zone,
            jurisdiction: row.jurisdiction,
            active: row.active,
            version: row.version,
        })
    }
}

/// Lists branches by code.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &BranchFilter,
    page: &PageRequest,
) -> Result<Page<Branch>, DbError> {
    let mut query = Entity::find()
        .filter(visible(Column::Id, scope))
        .order_by_asc(Column::Code)
        .limit(page.limit + 1);
    if let Some(cursor) = &page.cursor {
        query = query.filter(Column::Code.gt(cursor));
    }
    if let Some(words) = &filter.words {
        query = query.filter(contains(Column::Folded, words));
    }
    if let Some(parent) = filter.parent {
        query = query.filter(Column::ParentId.eq(parent.uuid()));
    }
    if let Some(active) = filter.active {
        query = query.filter(Column::Active.eq(active));
    }
    let rows =
        query.all(db).await?.into_iter().map(Branch::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(rows, page.limit, |branch| branch.code.clone()))
}

/// Finds a branch that the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: BranchId,
) -> Result<Option<Branch>, DbError> {
    let row = Entity::find_by_id(id.uuid()).filter(visible(Column::Id, scope)).one(db).await?;
    Ok(row.map(Branch::try_from).transpose()?)
}

/// Lists all branches by code, for the tree and for public lists.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Branch>, DbError> {
    let rows = Entity::find().order_by_asc(Column::Code).all(db).await?;
    Ok(rows.into_iter().map(Branch::try_from).collect::<Result<_, _>>()?)
}

/// Joins branches to the tree that permissions over a region follow.
pub(crate) fn tree<'a>(branches: impl IntoIterator<Item = &'a Branch>) -> BranchTree {
    BranchTree::new(branches.into_iter().map(|branch| (branch.id, branch.parent)))
}

/// Adds a branch.
pub(crate) async fn insert(
    tx: &WriteTx,
    branch: &Branch,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let row = ActiveModel { created_at: Set(now.micros()), ..columns(branch, now) };
    row.insert(tx).await.map_err(|error| unless_taken(error, Thing::Branch))?;
    Ok(())
}

/// Saves a branch over the version before it.
pub(crate) async fn update(
    tx: &WriteTx,
    branch: &Branch,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let result = Entity::update_many()
        .set(columns(branch, now))
        .filter(Column::Id.eq(branch.id.uuid()))
        .filter(Column::Version.eq(branch.version - 1))
        .exec(tx)
        .await
        .map_err(|error| unless_taken(error, Thing::Branch))?;
    one_row(&result, Thing::Branch)
}

/// Lists what a branch offers.
pub(crate) async fn offered(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<ServiceId>, DbError> {
    let query = offering::Entity::find().filter(offering::Column::BranchId.eq(branch.uuid()));
    Ok(query.all(db).await?.into_iter().map(|row| ServiceId::from_uuid(row.service_id)).collect())
}

/// Replaces what a branch offers.
pub(crate) async fn set_offered(
    tx: &WriteTx,
    branch: BranchId,
    services: &[ServiceId],
) -> Result<(), DbError> {
    let old = offering::Entity::delete_many().filter(offering::Column::BranchId.eq(branch.uuid()));
    old.exec(tx).await?;
    if services.is_empty() {
        return Ok(());
    }
    let row = |service: &ServiceId| {
        offering::Model { branch_id: branch.uuid(), service_id: service.uuid() }.into_active_model()
    };
    offering::Entity::insert_many(services.iter().map(row)).exec_without_returning(tx).await?;
    Ok(())
}

fn columns(branch: &Branch, now: Timestamp) -> ActiveModel {
    ActiveModel {
        id: Set(branch.id.uuid()),
        parent_id: Set(branch.parent.map(BranchId::uuid)),
        kind: Set(branch.kind.word().to_owned()),
        code: Set(branch.code.clone()),
        name: Set(branch.name.clone()),
        name_en: Set(branch.name_en.clone()),
        address: Set(branch.address.clone()),
        address_en: Set(branch.address_en.clone()),
        phone: Set(branch.phone.clone()),
        facilities: Set(words_of(&branch.facilities)),
        zone: Set(branch.zone.clone()),
        jurisdiction: Set(branch.jurisdiction.clone()),
        active: Set(branch.active),
        folded: Set(branch.folded()),
        version: Set(branch.version),
        updated_at: Set(now.micros()),
        ..Default::default()
    }
}

fn words_of(facilities: &[Facility]) -> String {
    facilities.iter().map(|facility| facility.word()).collect::<Vec<_>>().join(" ")
}
