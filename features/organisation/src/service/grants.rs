//! Roles given to staff.

use access::{AccessError, Ctx, Denied, Grant, Reach, Role, RoleGrant, RolePack, Scope};
use app::App;
use audit::Entry;
use db::Change;
use kernel::{BranchId, StaffId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use super::begin;
use crate::error::{OrganisationError, Thing};
use crate::model::staff::Staff;
use crate::permissions::{STAFF_MANAGE, STAFF_READ};
use crate::store;

/// The pack of roles.
pub(super) const ROLES: &str = "access";

/// Lists the roles that can be given.
pub(crate) fn roles(ctx: &Ctx, app: &App) -> Result<Vec<Role>, OrganisationError> {
    ctx.require(STAFF_READ)?;
    Ok(app.data.pack::<RolePack>(ROLES)?.roles.clone())
}

/// Lists the roles of a member of staff.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    staff: StaffId,
) -> Result<Vec<RoleGrant>, OrganisationError> {
    super::staff::show(ctx, app, staff).await?;
    Ok(access::role::list(app.db.reader(), &[staff]).await?)
}

/// Gives a role; the person's sessions end, so that it takes effect at once.
///
/// Nobody gives a role to themselves, and who does not manage the whole bank gives nothing that they may not do.
pub(crate) async fn give(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
    role: &str,
    branch: Option<BranchId>,
) -> Result<Change<RoleGrant>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    let tx = begin(app).await?;
    let staff = find_other(ctx, &tx, &scope, id).await?;
    check_role(ctx, app, &scope, role, branch)?;
    if let Some(branch) = branch {
        let found = store::branch::find(&tx, &scope, branch).await?;
        found.ok_or(OrganisationError::UnknownReference {
            thing: Thing::Branch,
            pointer: "/branch_id",
        })?;
    }
    let grant = access::role::give(&tx, ctx, &app.access.sessions, id, role, branch).await?;
    let entry = Entry::new("grant.given").on("staff", id).branch(branch.unwrap_or(staff.branch));
    app.audit.record(&tx, ctx, entry.detail(json!({ "grant": grant.id, "role": role }))).await?;
    Ok(Change::new(tx, grant))
}

/// Takes a role back; the person's sessions end.
pub(crate) async fn take_back(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
    grant: Uuid,
) -> Result<Change<RoleGrant>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    let tx = begin(app).await?;
    let staff = find_other(ctx, &tx, &scope, id).await?;
    let found = access::role::find(&tx, grant).await?.filter(|grant| grant.staff == id);
    let found = found.ok_or(AccessError::GrantNotFound)?;
    check_role(ctx, app, &scope, &found.role, found.branch)?;
    let grant = access::role::take_back(&tx, ctx, &app.access.sessions, grant).await?;
    let entry =
        Entry::new("grant.taken_back").on("staff", id).branch(grant.branch.unwrap_or(staff.branch));
    app.audit
        .record(&tx, ctx, entry.detail(json!({ "grant": grant.id, "role": grant.role })))
        .await?;
    Ok(Change::new(tx, grant))
}

async fn find_other(
    ctx: &Ctx,
    tx: &db::WriteTx,
    scope: &Scope,
    id: StaffId,
) -> Result<Staff, OrganisationError> {
    if ctx.staff().is_ok_and(|caller| caller == id) {
        return Err(OrganisationError::OwnRoles);
    }
    store::staff::find(tx, scope, id).await?.ok_or(OrganisationError::NotFound(Thing::Staff))
}

/// Fails when the role allows something, or somewhere, that the caller may not.
fn check_role(
    ctx: &Ctx,
    app: &App,
    scope: &Scope,
    role: &str,
    branch: Option<BranchId>,
) -> Result<(), OrganisationError> {
    let roles = app.data.pack::<RolePack>(ROLES)?;
    let found = roles.find(role).ok_or_else(|| OrganisationError::UnknownRole(role.to_owned()))?;
    if may_all(ctx, scope, found, branch)? {
        Ok(())
    } else {
        Err(OrganisationError::RoleTooWide(role.to_owned()))
    }
}

/// Fails when the person may do something, or somewhere, that the caller may not.
///
/// Who could sign in as somebody else would otherwise have what that person has.
pub(super) async fn check_not_wider(
    ctx: &Ctx,
    app: &App,
    db: &impl ConnectionTrait,
    scope: &Scope,
    staff: StaffId,
) -> Result<(), OrganisationError> {
    let roles = app.data.pack::<RolePack>(ROLES)?;
    for grant in access::role::list(db, &[staff]).await? {
        // A role that has left the pack allows nothing.
        let Some(role) = roles.find(&grant.role) else { continue };
        if !may_all(ctx, scope, role, grant.branch)? {
            return Err(OrganisationError::AccountTooWide);
        }
    }
    Ok(())
}

/// Tells whether the caller may do everything that a role allows at a branch.
fn may_all(
    ctx: &Ctx,
    scope: &Scope,
    role: &Role,
    branch: Option<BranchId>,
) -> Result<bool, Denied> {
    if *scope == Scope::All {
        return Ok(true);
    }
    let principal = ctx.principal()?;
    let may =
        |(code, reach): (&String, &Reach)| covers(principal.grants.find_code(code), *reach, branch);
    let reaches_branch = branch.is_some_and(|branch| scope.allows_branch(branch));
    Ok(reaches_branch && role.permissions.iter().all(may))
}

/// Tells whether what somebody holds covers a reach at a branch; a region never is, because it grows.
fn covers(held: Option<&Grant>, reach: Reach, branch: Option<BranchId>) -> bool {
    match (held, reach) {
        (Some(Grant::All), _) | (Some(_), Reach::Own) => true,
        (Some(Grant::Branches(held)), Reach::Branch) => {
            branch.is_some_and(|branch| held.contains(&branch))
        }
        _ => false,
    }
}

/// Returns the name of a permission in both languages; empty when no room knows it.
pub(crate) fn permission_name(app: &App, code: &str) -> (&'static str, &'static str) {
    let doc = app.permissions.iter().find(|doc| doc.permission.code() == code);
    doc.map_or(("", ""), |doc| (doc.name, doc.name_en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_what_reaches_further_than_their_own() {
        let (here, there) =
            (BranchId::from_uuid(Uuid::from_u128(1)), BranchId::from_uuid(Uuid::from_u128(2)));
        let held = Grant::Branches(vec![here]);
        assert!(covers(Some(&held), Reach::Branch, Some(here)));
        assert!(!covers(Some(&held), Reach::Branch, Some(there)));
        assert!(!covers(Some(&held), Reach::Region, Some(here)));
        assert!(!covers(Some(&held), Reach::All, Some(here)));
        assert!(!covers(Some(&Grant::Own), Reach::Branch, Some(here)));
        assert!(covers(Some(&Grant::All), Reach::All, None));
        assert!(!covers(None, Reach::Own, Some(here)));
    }
}
