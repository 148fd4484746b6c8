//! Roles given to people, and the permissions they come to.

use db::{Db, DbError, WriteTx};
use kernel::{BranchId, StaffId, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{BranchTree, Directory, RolePack};
use crate::entity::role_grant::Model;
use crate::permission::{Grant, Grants, Reach};
use crate::session::Sessions;
use crate::{AccessError, Ctx, store};

/// A role that a person has at a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleGrant {
    /// Its id.
    pub id: Uuid,
    /// Who has it.
    pub staff: StaffId,
    /// The code of the role.
    pub role: String,
    /// Where it holds; `None` at head office, where only the reach `all` and `own` mean anything.
    pub branch: Option<BranchId>,
    /// Who gave it; `None` for the system.
    pub granted_by: Option<StaffId>,
    /// When it was given.
    pub at: Timestamp,
}

impl From<Model> for RoleGrant {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            staff: StaffId::from_uuid(row.staff_id),
            role: row.role,
            branch: row.branch_id.map(BranchId::from_uuid),
            granted_by: row.granted_by.map(StaffId::from_uuid),
            at: Timestamp::from_micros(row.at),
        }
    }
}

/// Lists the grants of several people, oldest first.
///
/// # Errors
/// The database is away.
pub async fn list(db: &impl ConnectionTrait, staff: &[StaffId]) -> Result<Vec<RoleGrant>, DbError> {
    store::role_grants::list(db, staff).await
}

/// Finds a grant.
///
/// # Errors
/// The database is away.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<RoleGrant>, DbError> {
    store::role_grants::find(db, id).await
}

/// Gives a role to a person, and ends their sessions so that it takes effect everywhere at once.
///
/// The session of the caller goes on when they give a role to themselves.
///
/// # Errors
/// The role is not in the pack, or the person already has it there.
pub async fn give(
    tx: &WriteTx,
    ctx: &Ctx,
    sessions: &Sessions,
    staff: StaffId,
    role: &str,
    branch: Option<BranchId>,
) -> Result<RoleGrant, AccessError> {
    if sessions.directory().roles().find(role).is_none() {
        return Err(AccessError::RoleUnknown);
    }
    let held = store::role_grants::list(tx, &[staff]).await?;
    if held.iter().any(|grant| grant.role == role && grant.branch == branch) {
        return Err(AccessError::RoleAlreadyGiven);
    }
    let (granted_by, role, at) = (ctx.staff().ok(), role.to_owned(), ctx.now());
    let grant = RoleGrant { id: ctx.id(), staff, role, branch, granted_by, at };
    store::role_grants::insert(tx, &grant).await?;
    end_sessions(tx, ctx, sessions, staff).await?;
    Ok(grant)
}

/// Takes a role back, and ends the person's sessions.
///
/// # Errors
/// There is no such grant.
pub async fn take_back(
    tx: &WriteTx,
    ctx: &Ctx,
    sessions: &Sessions,
    id: Uuid,
) -> Result<RoleGrant, AccessError> {
    let grant = store::role_grants::find(tx, id).await?.ok_or(AccessError::GrantNotFound)?;
    store::role_grants::delete(tx, id).await?;
    end_sessions(tx, ctx, sessions, grant.staff).await?;
    Ok(grant)
}

async fn end_sessions(
    tx: &WriteTx,
    ctx: &Ctx,
    sessions: &Sessions,
    staff: StaffId,
) -> Result<(), DbError> {
    let own = ctx.principal().ok().filter(|principal| principal.staff == staff);
    let keep = own.map(|principal| principal.session);
    sessions.revoke_others(tx, staff, keep, ctx.now()).await?;
    Ok(())
}

/// Turns the roles of one person into permissions.
pub(crate) async fn resolve_grants(
    directory: &Directory,
    db: &Db,
    given: &[RoleGrant],
) -> Result<Grants, DbError> {
    let roles = directory.roles();
    let tree =
        if roles.uses_regions() { directory.branches(db).await? } else { BranchTree::default() };
    Ok(merge(&roles, &tree, given))
}

/// Merges all permissions of all roles; a role that has left the pack gives none.
fn merge(roles: &RolePack, tree: &BranchTree, given: &[RoleGrant]) -> Grants {
    let mut grants = Grants::default();
    for grant in given {
        let permissions = roles.find(&grant.role).map(|role| &role.permissions);
        for (permission, reach) in permissions.into_iter().flatten() {
            if let Some(resolved) = resolve(*reach, grant.branch, tree) {
                grants.add(permission, resolved);
            }
        }
    }
    grants
}

/// Resolves one reach; a reach over branches means nothing where the role was given at no branch.
fn resolve(reach: Reach, branch: Option<BranchId>, tree: &BranchTree) -> Option<Grant> {
    match reach {
        Reach::Own => Some(Grant::Own),
        Reach::Branch => branch.map(|branch| Grant::Branches(vec![branch])),
        Reach::Region => branch.map(|branch| Grant::Branches(tree.below(branch))),
        Reach::All => Some(Grant::All),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Permission;

    const CALL: Permission = Permission::new("visit:call");
    const READ: Permission = Permission::new("rating:read");

    fn branch(number: u128) -> BranchId {
        BranchId::from_uuid(Uuid::from_u128(number))
    }

    fn given(role: &str, branch: Option<BranchId>) -> RoleGrant {
        RoleGrant {
            id: Uuid::from_u128(0),
            staff: StaffId::from_uuid(Uuid::from_u128(1)),
            role: role.to_owned(),
            branch,
            granted_by: None,
            at: Timestamp::from_micros(0),
        }
    }

    fn grants(given: &[RoleGrant]) -> Grants {
        let pack: RolePack = serde_saphyr::from_str(
            "roles:\n- {code: teller, name: a, name_en: a, permissions: {'visit:call': branch, 'rating:read': own}}\n\
             - {code: region, name: a, name_en: a, permissions: {'visit:call': region}}\n\
             - {code: office, name: a, name_en: a, permissions: {'rating:read': all}}\n",
        )
        .unwrap();
        let tree = BranchTree::new([(branch(2), Some(branch(1)))]);
        merge(&pack, &tree, given)
    }

    #[test]
    fn one_role_reaches_where_it_was_given() {
        let grants = grants(&[given("teller", Some(branch(2)))]);
        assert_eq!(grants.find(CALL), Some(&Grant::Branches(vec![branch(2)])));
        assert_eq!(grants.find(READ), Some(&Grant::Own));
    }

    #[test]
    fn several_roles_are_merged_to_the_widest() {
        let grants = grants(&[
            given("teller", Some(branch(3))),
            given("region", Some(branch(1))),
            given("office", None),
        ]);
        assert_eq!(
            grants.find(CALL),
            Some(&Grant::Branches(vec![branch(1), branch(2), branch(3)]))
        );
        assert_eq!(grants.find(READ), Some(&Grant::All));
    }

    #[test]
    fn a_role_nobody_knows_or_without_a_branch_gives_nothing() {
        let grants = grants(&[given("gone", Some(branch(1))), given("region", None)]);
        assert_eq!(grants, Grants::default());
    }
}
