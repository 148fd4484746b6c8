//! Counters of a branch.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, CounterId, Page, PageRequest};
use serde_json::json;
use web::Fields;

use super::{announce, begin, check_services, check_version};
use crate::error::{OrganisationError, Thing};
use crate::model::counter::Counter;
use crate::permissions::{BRANCH_MANAGE, BRANCH_READ};
use crate::store;

/// Lists the counters of a branch.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    branch: BranchId,
    page: &PageRequest,
) -> Result<Page<Counter>, OrganisationError> {
    super::branches::show(ctx, app, branch).await?;
    let scope = ctx.require(BRANCH_READ)?;
    Ok(store::counter::list(app.db.reader(), &scope, branch, page).await?)
}

/// Shows a counter.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
) -> Result<Counter, OrganisationError> {
    let scope = ctx.require(BRANCH_READ)?;
    let counter = store::counter::find(app.db.reader(), &scope, id).await?;
    counter.ok_or(OrganisationError::NotFound(Thing::Counter))
}

/// Creates a counter.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    counter: Counter,
) -> Result<Change<Counter>, OrganisationError> {
    let scope = ctx.require(BRANCH_MANAGE)?;
    let tx = begin(app).await?;
    let branch = store::branch::find(&tx, &scope, counter.branch).await?;
    branch.ok_or(OrganisationError::NotFound(Thing::Branch))?;
    add(ctx, app, &tx, &counter).await?;
    Ok(Change::new(tx, counter))
}

/// Adds a counter within a write.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    counter: &Counter,
) -> Result<(), OrganisationError> {
    check(tx, counter).await?;
    store::counter::insert(tx, counter, ctx.now()).await?;
    let entry = Entry::new("counter.created").on("counter", counter.id).branch(counter.branch);
    announce(app, tx, ctx, entry.detail(json!({ "number": counter.number }))).await
}

/// Changes a counter that is still at the version the caller has seen; who sits there now goes on working.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    id: CounterId,
    version: i32,
    change: impl FnOnce(&mut Counter),
) -> Result<Change<Counter>, OrganisationError> {
    let scope = ctx.require(BRANCH_MANAGE)?;
    let tx = begin(app).await?;
    let found = store::counter::find(&tx, &scope, id).await?;
    let mut counter = found.ok_or(OrganisationError::NotFound(Thing::Counter))?;
    check_version(Thing::Counter, version, counter.version)?;
    change(&mut counter);
    counter.version += 1;
    check(&tx, &counter).await?;
    store::counter::update(&tx, &counter, ctx.now()).await?;
    let entry = Entry::new("counter.updated").on("counter", id).branch(counter.branch);
    announce(
        app,
        &tx,
        ctx,
        entry.detail(json!({ "version": counter.version, "active": counter.active })),
    )
    .await?;
    Ok(Change::new(tx, counter))
}

async fn check(tx: &WriteTx, counter: &Counter) -> Result<(), OrganisationError> {
    let mut fields = Fields::default();
    counter.check(&mut fields);
    fields.into_result()?;
    check_services(tx, &counter.services, "/service_ids").await?;
    check_services(tx, &counter.specialised, "/specialised_service_ids").await
}
