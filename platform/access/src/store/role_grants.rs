//! Queries on grants of roles.

use db::DbError;
use kernel::{BranchId, StaffId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::entity::role_grant::{ActiveModel, Column, Entity};
use crate::role::RoleGrant;

/// Lists the grants of several people, oldest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    staff: &[StaffId],
) -> Result<Vec<RoleGrant>, DbError> {
    let ids = staff.iter().map(|staff| staff.uuid());
    let rows = Entity::find()
        .filter(Column::StaffId.is_in(ids))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(RoleGrant::from).collect())
}

/// Finds a grant by its id.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<RoleGrant>, DbError> {
    Ok(Entity::find_by_id(id).one(db).await?.map(RoleGrant::from))
}

/// Writes a grant.
pub(crate) async fn insert(tx: &impl ConnectionTrait, grant: &RoleGrant) -> Result<(), DbError> {
    let row = ActiveModel {
        id: Set(grant.id),
        staff_id: Set(grant.staff.uuid()),
        role: Set(grant.role.clone()),
        branch_id: Set(grant.branch.map(BranchId::uuid)),
        granted_by: Set(grant.granted_by.map(StaffId::uuid)),
        at: Set(grant.at.micros()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Deletes a grant.
pub(crate) async fn delete(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbError> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
