//! Opens everything in the right order: database, migrations, packs, sessions, then the tasks that never end.

use std::sync::Arc;

use access::role::{Directory, RolePack};
use access::{Access, AccessError};
use audit::Audit;
use data::{Data, DataError};
use db::{Db, DbError};
use events::{Events, Relay};
use jobs::{Jobs, Worker};
use kernel::{Clock, Ids};
use mail::{MailError, Mailer};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use vault::Vault;
use web::Gate;
use web::gate::GateError;

use crate::description::Description;
use crate::feature::{BranchLookup, Composition};
use crate::{App, AppConfig};

/// What only the caller can know.
pub struct Ground {
    /// The settings.
    pub config: AppConfig,
    /// The open database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// The keys.
    pub vault: Vault,
    /// The numbers for Prometheus.
    pub metrics: Option<PrometheusHandle>,
    /// Ends everything.
    pub stop: CancellationToken,
}

impl std::fmt::Debug for Ground {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Ground").field("db", &self.db).finish_non_exhaustive()
    }
}

/// Why the house could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database failed.
    #[error("the database cannot be used")]
    Db(#[from] DbError),
    /// A rule pack has problems.
    #[error("the rule packs cannot be used")]
    Data(#[from] DataError),
    /// The settings of passwords are not allowed.
    #[error("the settings of sign-in cannot be used")]
    Access(#[from] AccessError),
    /// The settings of mail cannot be used.
    #[error("the settings of mail cannot be used")]
    Mail(#[from] MailError),
    /// No room says how branches are found; a defect of the composition.
    #[error("no room knows the tree of branches")]
    NoBranches,
    /// An operation does not say who may use it; a defect of the composition.
    #[error("the operations cannot be guarded")]
    Gate(#[from] GateError),
}

/// The opened house: its state, its operations, and what is left to run.
pub struct House {
    /// The state.
    pub app: App,
    /// The operations of all rooms.
    pub router: axum::Router<App>,
    relay: Relay<App>,
    worker: Worker<App>,
}

impl std::fmt::Debug for House {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("House").field("app", &self.app).finish_non_exhaustive()
    }
}

/// Opens the house on a migrated database; nothing runs by itself before [`House::run`].
///
/// # Errors
/// The database is away, a pack has problems, the composition is incomplete.
pub async fn open(ground: Ground, composition: Composition) -> Result<House, StartError> {
    let Ground { config, db, clock, ids, vault, metrics, stop } = ground;
    let branches = composition.branches.ok_or(StartError::NoBranches)?;
    let data = Data::load(db.clone(), clock.clone(), composition.packs).await?;
    let access =
        Access::new(config.access.clone(), &config.public_url, directory(&data, branches)?)?;
    let events =
        Events::new(db.clone(), clock.clone(), ids.clone(), config.events.clone(), stop.clone());
    let jobs = Jobs::new(db.clone(), clock.clone(), ids.clone(), config.jobs.clone());
    let mail = Mailer::new(&config.mail)?;
    let app = App {
        audit: Audit::new(&vault, &config.audit),
        topics: composition.topics.into(),
        gate: Gate::of(&composition.openapi, &composition.permissions)?,
        sealed: composition.sealed.into(),
        openapi: Arc::new(Description::new(composition.openapi)),
        permissions: composition.permissions.into(),
        config: Arc::new(config),
        tasks: TaskTracker::new(),
        db,
        clock,
        ids,
        vault,
        events,
        jobs,
        mail,
        data,
        access,
        metrics,
        stop,
    };
    let relay = Relay::new(app.events.clone(), app.clone(), composition.subscribers);
    let worker = Worker::new(app.jobs.clone(), app.clone(), composition.jobs);
    Ok(House { app, router: composition.router, relay, worker })
}

impl House {
    /// Starts what never ends: the relay, the worker, the watch over rule packs. Returns the state and the operations.
    pub fn run(self) -> (App, axum::Router<App>) {
        let Self { app, router, relay, worker } = self;
        app.tasks.spawn(relay.run(app.stop.clone()));
        app.tasks.spawn(worker.run(app.stop.clone()));
        app.tasks.spawn(app.data.clone().keep_fresh(app.stop.clone()));
        (app, router)
    }

    /// Takes the parts without starting anything; for tests that move relay and worker by hand.
    pub fn into_parts(self) -> (App, axum::Router<App>, Relay<App>, Worker<App>) {
        (self.app, self.router, self.relay, self.worker)
    }
}

/// Finds roles in the pack in force and branches where the rooms keep them.
fn directory(data: &Data, branches: BranchLookup) -> Result<Directory, StartError> {
    // Asked for once here, so that a pack that cannot be read stops the start and not a request.
    let first = data.pack::<RolePack>("access")?;
    let data = data.clone();
    let roles = move || data.pack::<RolePack>("access").unwrap_or_else(|_| Arc::clone(&first));
    Ok(Directory::new(roles, branches))
}
