//! What a room hands in, and the house made of all rooms.

use access::PermissionDoc;
use futures::future::BoxFuture;
use sea_orm_migration::MigrationTrait;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use vault::SealedColumn;

use crate::App;

/// What a room hands in: everything the house needs to know of it.
pub struct Feature {
    /// The name of the room, as in `features/`.
    pub name: &'static str,
    /// Its operations, relative to `/api/v1`.
    pub router: OpenApiRouter<App>,
    /// Its tables, in the order in which they came.
    pub migrations: Vec<Box<dyn MigrationTrait>>,
    /// What may be allowed in it.
    pub permissions: &'static [PermissionDoc],
    /// Its jobs and periodic work.
    pub jobs: jobs::Registry<App>,
    /// Who listens to events.
    pub subscribers: Vec<events::Subscriber<App>>,
    /// Who may follow which live topics; asked in turn until one knows the topic.
    pub topics: Vec<TopicRule>,
    /// The rule packs it reads, with what checks them.
    pub packs: Vec<data::PackKind>,
    /// Every column in which it keeps sealed values.
    pub sealed: &'static [SealedColumn],
    /// How the tree of branches is looked up; exactly one room knows it.
    pub branches: Option<BranchLookup>,
}

impl Feature {
    /// Returns a room that has nothing yet; what it has is named with `..Feature::named("…")`.
    pub fn named(name: &'static str) -> Self {
        Self {
            name,
            router: OpenApiRouter::new(),
            migrations: Vec::new(),
            permissions: &[],
            jobs: jobs::Registry::new(),
            subscribers: Vec::new(),
            topics: Vec::new(),
            packs: Vec::new(),
            sealed: &[],
            branches: None,
        }
    }
}

/// Looks up the tree of branches, for permissions that reach over a region.
pub type BranchLookup =
    fn(db::Db) -> BoxFuture<'static, Result<access::role::BranchTree, db::DbError>>;

/// Decides whether a caller may follow a live topic, and under which topic its events come; `None` when it is not this
/// room's.
pub type TopicRule = fn(
    App,
    access::Ctx,
    events::Topic,
) -> BoxFuture<'static, Option<Result<events::Topic, access::Denied>>>;

impl std::fmt::Debug for Feature {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Feature").field("name", &self.name).finish_non_exhaustive()
    }
}

/// All rooms joined.
pub struct Composition {
    /// The operations of all rooms under `/api/v1`.
    pub router: axum::Router<App>,
    /// The description of all operations.
    pub openapi: OpenApi,
    /// All tables, the platform's first.
    pub migrations: Vec<Box<dyn MigrationTrait>>,
    /// Everything that may be allowed.
    pub permissions: Vec<PermissionDoc>,
    /// All jobs.
    pub jobs: jobs::Registry<App>,
    /// All listeners.
    pub subscribers: Vec<events::Subscriber<App>>,
    /// All rules about live topics.
    pub topics: Vec<TopicRule>,
    /// All kinds of rule packs.
    pub packs: Vec<data::PackKind>,
    /// All columns of sealed values.
    pub sealed: Vec<SealedColumn>,
    /// How the tree of branches is looked up.
    pub branches: Option<BranchLookup>,
}

impl std::fmt::Debug for Composition {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Composition")
            .field("migrations", &self.migrations.len())
            .finish_non_exhaustive()
    }
}

/// Joins the rooms, in the order given.
pub fn compose(features: Vec<Feature>) -> Composition {
    let mut operations = crate::live::routes();
    let mut migrations = platform_migrations();
    let mut permissions = Vec::new();
    let mut jobs = platform_jobs();
    let mut subscribers = Vec::new();
    let mut topics = Vec::new();
    let mut packs = Vec::new();
    let mut sealed = [access::SEALED, web::idempotency::SEALED].concat();
    let mut branches = None;
    for feature in features {
        operations = operations.merge(feature.router);
        migrations.extend(feature.migrations);
        permissions.extend_from_slice(feature.permissions);
        jobs = jobs.merge(feature.jobs);
        subscribers.extend(feature.subscribers);
        topics.extend(feature.topics);
        packs.extend(feature.packs);
        sealed.extend_from_slice(feature.sealed);
        branches = branches.or(feature.branches);
    }
    packs.push(role_packs(permissions.clone()));
    let (router, openapi) =
        OpenApiRouter::new().nest(web::openapi::PREFIX, operations).split_for_parts();
    let openapi = web::openapi::finish(openapi, env!("CARGO_PKG_VERSION"));
    Composition {
        router,
        openapi,
        migrations,
        permissions,
        jobs,
        subscribers,
        topics,
        packs,
        sealed,
        branches,
    }
}

fn platform_migrations() -> Vec<Box<dyn MigrationTrait>> {
    let mut all = db::lease::migrations();
    all.extend(access::migrations());
    all.extend(audit::migrations());
    all.extend(events::migrations());
    all.extend(jobs::migrations());
    all.extend(data::migrations());
    all.extend(web::migrations::migrations());
    all
}

/// Returns the kind of pack that says what roles may do, checked against everything that may be allowed.
fn role_packs(permissions: Vec<PermissionDoc>) -> data::PackKind {
    data::PackKind::of("access", move |pack: &access::role::RolePack, report| {
        for access::role::RoleFlaw { path, zh, en } in pack.flaws(&permissions) {
            report.add(path, zh, en);
        }
    })
}

/// Returns the periodic work of the platform itself.
fn platform_jobs() -> jobs::Registry<App> {
    use std::time::Duration;
    jobs::Registry::new()
        .every("web.forget_answers", Duration::from_mins(10), |app: App, ctx: access::Ctx| async move {
            web::idempotency::forget_old(&app.db, ctx.now()).await.map_err(jobs::JobError::retry)?;
            Ok(())
        })
        .every("db.checkpoint", Duration::from_mins(5), |app: App, _: access::Ctx| async move {
            app.db.checkpoint().await.map_err(jobs::JobError::retry)
        })
        .every("access.delete_ended_sessions", Duration::from_hours(6), |app: App, ctx: access::Ctx| async move {
            let tx = app.db.begin_write().await.map_err(jobs::JobError::retry)?;
            let before = ctx.now() - Duration::from_hours(24 * 30);
            app.access.sessions.delete_ended(&tx, before).await.map_err(jobs::JobError::retry)?;
            tx.commit().await.map_err(jobs::JobError::retry)
        })
        .every("audit.anchor", Duration::from_mins(1), |app: App, ctx: access::Ctx| async move {
            let anchored = app.audit.anchor(&app.db, ctx.now()).await.map_err(jobs::JobError::retry)?;
            for chain in anchored.refused {
                tracing::error!(audit.chain = %chain, "the audit chain is behind its anchor; run `shouwen audit verify`");
            }
            Ok(())
        })
}
