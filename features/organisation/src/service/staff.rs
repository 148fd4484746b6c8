//! Staff, their skills and what else is known of them.

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, Page, PageRequest, StaffId};
use serde_json::json;
use web::Fields;

use super::accounts::as_of;
use super::grants::check_not_wider;
use super::{announce, begin, check_skills, check_version};
use crate::error::{OrganisationError, Thing};
use crate::model::staff::Staff;
use crate::permissions::{STAFF_MANAGE, STAFF_READ};
use crate::store;
use crate::store::staff::{Profile, StaffFilter, profiles};

/// Lists the staff whom the caller may see.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &StaffFilter,
    page: &PageRequest,
) -> Result<Page<Profile>, OrganisationError> {
    let scope = ctx.require(STAFF_READ)?;
    let page = store::staff::list(app.db.reader(), &scope, filter, page).await?;
    let items = profiles(app.db.reader(), page.items).await?;
    Ok(Page { items, next: page.next }.map(|profile| for_caller(ctx, profile)))
}

/// Shows a member of staff.
pub(crate) async fn show(ctx: &Ctx, app: &App, id: StaffId) -> Result<Profile, OrganisationError> {
    let scope = ctx.require(STAFF_READ)?;
    let staff = store::staff::find(app.db.reader(), &scope, id).await?;
    let staff = staff.ok_or(OrganisationError::NotFound(Thing::Staff))?;
    let mut found = profiles(app.db.reader(), vec![staff]).await?;
    let found = found.pop().ok_or(OrganisationError::NotFound(Thing::Staff))?;
    Ok(for_caller(ctx, found))
}

/// Creates a member of staff, without an account and without roles.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    staff: Staff,
) -> Result<Change<Profile>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    scope.require_branch(staff.branch)?;
    let tx = begin(app).await?;
    add(ctx, app, &tx, &staff).await?;
    Ok(Change::new(tx, Profile { staff, username: None, account: None, grants: Vec::new() }))
}

/// Adds a member of staff within a write.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    staff: &Staff,
) -> Result<(), OrganisationError> {
    check(tx, staff).await?;
    store::staff::insert(tx, staff, ctx.now()).await?;
    let entry = Entry::new("staff.created").on("staff", staff.id).branch(staff.branch);
    announce(app, tx, ctx, entry).await
}

/// Changes a member of staff who is still at the version the caller has seen.
///
/// Who leaves (`active: false`) can no longer sign in; what they did stays under their name.
/// Moving somebody takes the permission at both branches.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    id: StaffId,
    version: i32,
    change: impl FnOnce(&mut Staff),
) -> Result<Change<Profile>, OrganisationError> {
    let scope = ctx.require(STAFF_MANAGE)?;
    let tx = begin(app).await?;
    let before = store::staff::find(&tx, &scope, id)
        .await?
        .ok_or(OrganisationError::NotFound(Thing::Staff))?;
    check_version(Thing::Staff, version, before.version)?;
    let mut staff = before.clone();
    change(&mut staff);
    staff.skills.sort_unstable();
    staff.skills.dedup();
    staff.version += 1;
    scope.require_branch(staff.branch)?;
    check(&tx, &staff).await?;
    store::staff::update(&tx, &staff, ctx.now()).await?;
    if staff.active != before.active {
        set_account(ctx, app, &tx, &scope, &staff).await?;
    }
    let entry = Entry::new("staff.updated").on("staff", id).branch(staff.branch);
    announce(
        app,
        &tx,
        ctx,
        entry.detail(json!({ "version": staff.version, "active": staff.active })),
    )
    .await?;
    let profile =
        profiles(&tx, vec![staff]).await?.pop().ok_or(OrganisationError::NotFound(Thing::Staff))?;
    Ok(Change::new(tx, for_caller(ctx, profile)))
}

/// Leaves the state of the account out unless the caller manages this person.
fn for_caller(ctx: &Ctx, profile: Profile) -> Profile {
    let scope = ctx.require(STAFF_MANAGE);
    let manages = scope.is_ok_and(|scope| scope.allows_branch(profile.staff.branch));
    let account = profile.account.filter(|_| manages);
    Profile { account: account.map(|account| as_of(ctx, account)), ..profile }
}

/// Lets the account follow whether the person works here; nobody shuts their own.
async fn set_account(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    scope: &Scope,
    staff: &Staff,
) -> Result<(), OrganisationError> {
    if !staff.active && ctx.staff().is_ok_and(|caller| caller == staff.id) {
        return Err(OrganisationError::OwnAccount);
    }
    if access::account::find(tx, staff.id).await?.is_some() {
        check_not_wider(ctx, app, tx, scope, staff.id).await?;
        access::account::set_disabled(tx, ctx, &app.access.sessions, staff.id, !staff.active)
            .await?;
    }
    Ok(())
}

async fn check(tx: &WriteTx, staff: &Staff) -> Result<(), OrganisationError> {
    let mut fields = Fields::default();
    staff.check(&mut fields);
    fields.into_result()?;
    check_branch(tx, staff.branch).await?;
    check_skills(tx, staff.skills.iter().map(String::as_str), "/skills").await
}

async fn check_branch(tx: &WriteTx, branch: BranchId) -> Result<(), OrganisationError> {
    let found = store::branch::find(tx, &access::Scope::All, branch).await?;
    let missing =
        OrganisationError::UnknownReference { thing: Thing::Branch, pointer: "/branch_id" };
    found.map(|_| ()).ok_or(missing)
}
