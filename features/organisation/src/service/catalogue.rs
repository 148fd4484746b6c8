//! The catalogue of services; it belongs to the whole bank.

use access::Ctx;
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{Page, PageRequest, ServiceId};
use serde_json::json;
use web::Fields;

use super::{announce, begin, check_skills, check_version, require_everywhere};
use crate::error::{OrganisationError, Thing};
use crate::model::catalogue::Service;
use crate::permissions::{BRANCH_READ, SERVICE_MANAGE};
use crate::store;
use crate::store::catalogue::ServiceFilter;

/// Lists services.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &ServiceFilter,
    page: &PageRequest,
) -> Result<Page<Service>, OrganisationError> {
    ctx.require(BRANCH_READ)?;
    Ok(store::catalogue::list(app.db.reader(), filter, page).await?)
}

/// Shows a service.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    id: ServiceId,
) -> Result<Service, OrganisationError> {
    ctx.require(BRANCH_READ)?;
    let service = store::catalogue::find(app.db.reader(), id).await?;
    service.ok_or(OrganisationError::NotFound(Thing::Service))
}

/// Creates a service; no branch offers it yet.
pub(crate) async fn create(
    ctx: &Ctx,
    app: &App,
    service: Service,
) -> Result<Change<Service>, OrganisationError> {
    require_everywhere(ctx, SERVICE_MANAGE)?;
    let tx = begin(app).await?;
    add(ctx, app, &tx, &service).await?;
    Ok(Change::new(tx, service))
}

/// Adds a service within a write.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    tx: &WriteTx,
    service: &Service,
) -> Result<(), OrganisationError> {
    check(tx, service).await?;
    store::catalogue::insert(tx, service, ctx.now()).await?;
    let entry = Entry::new("service.created").on("service", service.id);
    announce(app, tx, ctx, entry.detail(json!({ "code": service.code }))).await
}

/// Changes a service that is still at the version the caller has seen; who waits for it goes on waiting.
pub(crate) async fn update(
    ctx: &Ctx,
    app: &App,
    id: ServiceId,
    version: i32,
    change: impl FnOnce(&mut Service),
) -> Result<Change<Service>, OrganisationError> {
    require_everywhere(ctx, SERVICE_MANAGE)?;
    let tx = begin(app).await?;
    let found = store::catalogue::find(&tx, id).await?;
    let mut service = found.ok_or(OrganisationError::NotFound(Thing::Service))?;
    check_version(Thing::Service, version, service.version)?;
    change(&mut service);
    service.version += 1;
    check(&tx, &service).await?;
    store::catalogue::update(&tx, &service, ctx.now()).await?;
    let entry = Entry::new("service.updated").on("service", id);
    announce(
        app,
        &tx,
        ctx,
        entry.detail(json!({ "version": service.version, "active": service.active })),
    )
    .await?;
    Ok(Change::new(tx, service))
}

async fn check(tx: &WriteTx, service: &Service) -> Result<(), OrganisationError> {
    let mut fields = Fields::default();
    service.check(&mut fields);
    fields.into_result()?;
    check_skills(tx, service.skill.as_deref(), "/skill").await
}
