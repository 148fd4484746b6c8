//! The one state every handler gets.

use std::sync::Arc;

use access::{Access, PermissionDoc};
use audit::Audit;
use data::Data;
use db::Db;
use events::Events;
use jobs::Jobs;
use kernel::{Clock, Ids};
use mail::Mailer;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use vault::{SealedColumn, Vault};
use web::Gate;

use crate::config::AppConfig;
use crate::description::Description;
use crate::feature::TopicRule;

/// Everything a service needs; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The time, for work that has no [`access::Ctx`].
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// Encryption of personal data.
    pub vault: Vault,
    /// The record of who did and who looked.
    pub audit: Audit,
    /// Announcements to other rooms and to screens.
    pub events: Events,
    /// Work for later.
    pub jobs: Jobs,
    /// Mail to customers; `None` when the operator named no server.
    pub mail: Option<Mailer>,
    /// The rule packs in force.
    pub data: Data,
    /// Who is signed in, passwords, and how often a stranger may ask.
    pub access: Access,
    /// What the operator set.
    pub config: Arc<AppConfig>,
    /// Who may follow which live topic.
    pub topics: Arc<[TopicRule]>,
    /// Who may use which operation.
    pub gate: Gate,
    /// Where sealed values stand, of all rooms.
    pub sealed: Arc<[SealedColumn]>,
    /// Everything that may be allowed, by all rooms.
    pub permissions: Arc<[PermissionDoc]>,
    /// The description of all operations.
    pub openapi: Arc<Description>,
    /// The numbers for Prometheus; `None` in tests.
    pub metrics: Option<PrometheusHandle>,
    /// Long-lived tasks are spawned here, so that shutdown can wait for them.
    pub tasks: TaskTracker,
    /// Ends every long-lived task and stream.
    pub stop: CancellationToken,
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("App").field("db", &self.db).finish_non_exhaustive()
    }
}
