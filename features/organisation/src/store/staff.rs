//! Queries on staff and their skills.

use std::collections::HashMap;

use access::{Account, RoleGrant, Scope};
use db::{DbError, WriteTx};
use kernel::{BranchId, Page, PageRequest, StaffId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{contains, one_row, unless_taken, visible};
use crate::entity::staff::{ActiveModel, Column, Entity, Model};
use crate::entity::staff_skill;
use crate::error::{OrganisationError, Thing};
use crate::model::staff::{Staff, StaffName};

/// Which staff are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct StaffFilter {
    pub(crate) words: Option<String>,
    pub(crate) branch: Option<BranchId>,
    pub(crate) active: Option<bool>,
}

/// A member of staff with account and roles, as administrators see them.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) staff: Staff,
    pub(crate) username: Option<String>,
    /// How they sign in; `None` without an account, or for those who need not know.
    pub(crate) account: Option<Account>,
    pub(crate) grants: Vec<RoleGrant>,
}

/// Adds account and roles to staff, keeping their order.
pub(crate) async fn profiles(
    db: &impl ConnectionTrait,
    staff: Vec<Staff>,
) -> Result<Vec<Profile>, OrganisationError> {
    let ids: Vec<_> = staff.iter().map(|staff| staff.id).collect();
    let accounts = access::account::find_all(db, &ids).await?;
    let mut accounts: HashMap<_, _> =
        accounts.into_iter().map(|account| (account.staff, account)).collect();
    let grants = access::role::list(db, &ids).await?;
    let with_account = |staff: Staff| {
        let account = accounts.remove(&staff.id);
        Profile {
            username: account.as_ref().map(|account| account.username.clone()),
            account,
            grants: grants.iter().filter(|grant| grant.staff == staff.id).cloned().collect(),
            staff,
        }
    };
    Ok(staff.into_iter().map(with_account).collect())
}

/// Lists staff by number.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &StaffFilter,
    page: &PageRequest,
) -> Result<Page<Staff>, DbError> {
    let mut query = Entity::find()
        .filter(visible(Column::BranchId, scope))
        .order_by_asc(Column::EmployeeNumber)
        .limit(page.limit + 1);
    if let Some(cursor) = &page.cursor {
        query = query.filter(Column::EmployeeNumber.gt(cursor));
    }
    if let Some(words) = &filter.words {
        query = query.filter(contains(Column::Folded, words));
    }
    if let Some(branch) = filter.branch {
        query = query.filter(Column::BranchId.eq(branch.uuid()));
    }
    if let Some(active) = filter.active {
        query = query.filter(Column::Active.eq(active));
    }
    let staff = with_skills(db, query.all(db).await?).await?;
    Ok(Page::cut(staff, page.limit, |staff| staff.employee_number.clone()))
}

/// Finds a member of staff whom the scope may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: StaffId,
) -> Result<Option<Staff>, DbError> {
    let row =
        Entity::find_by_id(id.uuid()).filter(visible(Column::BranchId, scope)).one(db).await?;
    Ok(with_skills(db, row.into_iter().collect()).await?.pop())
}

/// Lists the active staff of a branch by number, for the cache.
pub(crate) async fn of_branch(
    db: &impl ConnectionTrait,
    branch: BranchId,
) -> Result<Vec<Staff>, DbError> {
    let query = Entity::find()
        .filter(Column::BranchId.eq(branch.uuid()))
        .filter(Column::Active.eq(true))
        .order_by_asc(Column::EmployeeNumber);
    let rows = query.all(db).await?;
    with_skills(db, rows).await
}

/// Finds the names of staff, whether they still work here or not.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: &[StaffId],
) -> Result<HashMap<StaffId, StaffName>, DbError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::NameEn])
        .filter(Column::Id.is_in(ids.iter().copied().map(StaffId::uuid)))
        .into_tuple::<(Uuid, String, String)>()
        .all(db)
        .await?;
    let named = |(id, name, name_en)| (StaffId::from_uuid(id), StaffName { name, name_en });
    Ok(rows.into_iter().map(named).collect())
}

/// Adds a member of staff.
pub(crate) async fn insert(
    tx: &WriteTx,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let row = ActiveModel { created_at: Set(now.micros()), ..columns(staff, now) };
    row.insert(tx).await.map_err(|error| unless_taken(error, Thing::Staff))?;
    Ok(set_skills(tx, staff).await?)
}

/// Saves a member of staff over the version before it.
pub(crate) async fn update(
    tx: &WriteTx,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), OrganisationError> {
    let result = Entity::update_many()
        .set(columns(staff, now))
        .filter(Column::Id.eq(staff.id.uuid()))
        .filter(Column::Version.eq(staff.version - 1))
        .exec(tx)
        .await
        .map_err(|error| unless_taken(error, Thing::Staff))?;
    one_row(&result, Thing::Staff)?;
    Ok(set_skills(tx, staff).await?)
}

async fn set_skills(tx: &WriteTx, staff: &Staff) -> Result<(), DbError> {
    use staff_skill::{Column, Entity, Model};
    Entity::delete_many().filter(Column::StaffId.eq(staff.id.uuid())).exec(tx).await?;
    if staff.skills.is_empty() {
        return Ok(());
    }
    let row = |skill: &String| {
        Model { staff_id: staff.id.uuid(), skill: skill.clone() }.into_active_model()
    };
    Entity::insert_many(staff.skills.iter().map(row)).exec_without_returning(tx).await?;
    Ok(())
}

async fn with_skills(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Staff>, DbError> {
    use staff_skill::{Column, Entity};
    let query = Entity::find()
        .filter(Column::StaffId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Column::Skill);
    let links = if rows.is_empty() { Vec::new() } else { query.all(db).await? };
    let skills = |id| {
        links.iter().filter(|link| link.staff_id == id).map(|link| link.skill.clone()).collect()
    };
    Ok(rows.into_iter().map(|row| staff(skills(row.id), row)).collect())
}

fn staff(skills: Vec<String>, row: Model) -> Staff {
    Staff {
        id: StaffId::from_uuid(row.id),
        employee_number: row.employee_number,
        name: row.name,
        name_en: row.name_en,
        job_title: row.job_title,
        job_title_en: row.job_title_en,
        branch: BranchId::from_uuid(row.branch_id),
        skills,
        active: row.active,
        version: row.version,
    }
}

fn columns(staff: &Staff, now: Timestamp) -> ActiveModel {
    ActiveModel {
        id: Set(staff.id.uuid()),
        employee_number: Set(staff.employee_number.clone()),
        name: Set(staff.name.clone()),
        name_en: Set(staff.name_en.clone()),
        job_title: Set(staff.job_title.clone()),
        job_title_en: Set(staff.job_title_en.clone()),
        branch_id: Set(staff.branch.uuid()),
        active: Set(staff.active),
        folded: Set(staff.folded()),
        version: Set(staff.version),
        updated_at: Set(now.micros()),
        ..Default::default()
    }
}
