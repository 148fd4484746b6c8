//! Branches and what they offer.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, Page, PageRequest, ServiceId};
use serde_json::json;
use web::Fields;

use super::{announce, begin, check_services, check_version, require_everywhere};
use crate::error::{OrganisationError, Thing};
use crate::model::branch::Branch;
use crate::permissions::{BRANCH_MANAGE, BRANCH_READ};
use crate::store;
use crate::store::branch::BranchFilter;

/// Lists the branches that the caller may see.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &BranchFilter,
    page: &PageRequest,
) -> Result<Page<Branch>, OrganisationError> {
    let scope = ctx.require(BRANCH_READ)?;
    Ok(store::branch::list(app.db.reader(), &scope, filter, page).await?)
}

/// Shows a branch.
pub(crate) async fn show(ctx: &Ctx, app: &App, id: BranchId) -> Result<Branch, OrganisationError> {
    let scope = ctx.require(BRANCH_READ)?;
    let branch = store::branch::find(app.db.reader(), &scope, id).await?;
    branch.ok_or(OrganisationError::NotFound(Thing::Branch))
}

/// Creates a branch; only who manages the whole bank may.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    branch: Branch,
) -> Result<Change<Branch>, OrganisationError> {
    require_everywhere(ctx, BRANCH_MANAGE)?;
    let tx = begin(app).await?;
    add(ctx, app, &tx, &branch).await?;
    Ok(Change::new(tx, branch))
}

/// Adds a branch within a write.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    branch: &Branch,
) -> Result<(), OrganisationError> {
    check(app, tx, branch, None).await?;
    store::branch::insert(tx, branch, ctx.now()).await?;
    let entry = Entry::new("branch.created").on("branch", branch.id).branch(branch.id);
    announce(app, tx, ctx, entry.detail(json!({ "code": branch.code }))).await
}

/// Changes a branch that is still at the version the caller has seen.
///
/// Moving it in the tree takes the permission over the whole bank.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    id: BranchId,
    version: i32,
    change: impl FnOnce(&mut Branch),
) -> Result<Change<Branch>, OrganisationError> {
    let scope = ctx.require(BRANCH_MANAGE)?;
    let tx = begin(app).await?;
    let before = store::branch::find(&tx, &scope, id)
        .await?
        .ok_or(OrganisationError::NotFound(Thing::Branch))?;
    check_version(Thing::Branch, version, before.version)?;
    let mut branch = before.clone();
    change(&mut branch);
    branch.version += 1;
    if (branch.parent, branch.kind) != (before.parent, before.kind) {
        require_everywhere(ctx, BRANCH_MANAGE)?;
    }
    check(app, &tx, &branch, Some(&before)).await?;
    store::branch::update(&tx, &branch, ctx.now()).await?;
    let entry = Entry::new("branch.updated").on("branch", id).branch(id);
    announce(
        app,
        &tx,
        ctx,
        entry.detail(json!({ "version": branch.version, "active": branch.active })),
    )
    .await?;
    Ok(Change::new(tx, branch))
}

/// Lists what a branch offers, by id.
pub(crate) async fn offered(
    ctx: &Ctx,
    app: &App,
    id: BranchId,
) -> Result<Vec<ServiceId>, OrganisationError> {
    show(ctx, app, id).await?;
    Ok(store::branch::offered(app.db.reader(), id).await?)
}

/// Replaces what a branch offers.
pub(crate) async fn set_offered(
    ctx: &Ctx,
    app: &App,
    id: BranchId,
    services: Vec<ServiceId>,
) -> Result<Change<Vec<ServiceId>>, OrganisationError> {
    let scope = ctx.require(BRANCH_MANAGE)?;
    let tx = begin(app).await?;
    store::branch::find(&tx, &scope, id)
        .await?
        .ok_or(OrganisationError::NotFound(Thing::Branch))?;
    let services = offer(ctx, app, &tx, id, services).await?;
    Ok(Change::new(tx, services))
}

/// Replaces what a branch offers, within a write; returns each service once.
pub(crate) async fn offer(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    id: BranchId,
    mut services: Vec<ServiceId>,
) -> Result<Vec<ServiceId>, OrganisationError> {
    services.sort_unstable();
    services.dedup();
    check_services(tx, &services, "/service_ids").await?;
    store::branch::set_offered(tx, id, &services).await?;
    let entry = Entry::new("branch.offering_set").on("branch", id).branch(id);
    announce(app, tx, ctx, entry.detail(json!({ "services": services.len() }))).await?;
    Ok(services)
}

async fn check(
    app: &App,
    tx: &WriteTx,
    branch: &Branch,
    before: Option<&Branch>,
) -> Result<(), OrganisationError> {
    let mut fields = Fields::default();
    branch.check(&mut fields);
    if before.is_none_or(|before| before.jurisdiction != branch.jurisdiction) {
        branch.check_jurisdiction(&mut fields, |pack| app.data.version(pack).is_ok());
    }
    fields.into_result()?;
    let Some(parent) = branch.parent else { return Ok(()) };
    if before.is_some_and(|before| before.parent == branch.parent) {
        return Ok(());
    }
    let all = store::branch::all(tx).await?;
    if !all.iter().any(|other| other.id == parent) {
        return Err(OrganisationError::UnknownReference {
            thing: Thing::Branch,
            pointer: "/parent_id",
        });
    }
    let tree = store::branch::tree(&all);
    if tree.below(branch.id).contains(&parent) {
        Err(OrganisationError::BelowItself)
    } else {
        Ok(())
    }
}
