//! The one state every handler gets.

use std::sync::Arc;

use access::{RateLimits, Sessions};
use audit::Audit;
use data::Data;
use db::Db;
use events::{Events, Hub};
use jobs::Jobs;
use kernel::{Clock, Ids};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use vault::Vault;

use crate::config::AppConfig;
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
    pub vault: Arc<Vault>,
    /// The record of who did and who looked.
    pub audit: Arc<Audit>,
    /// Announcements to other rooms and to screens.
    pub events: Events,
    /// The screens that follow live.
    pub hub: Hub,
    /// Work for later.
    pub jobs: Jobs,
    /// The rule packs in force.
    pub data: Data,
    /// Who is signed in.
    pub sessions: Sessions,
    /// How often a stranger may ask.
    pub limits: Arc<RateLimits>,
    /// What the operator set.
    pub config: Arc<AppConfig>,
    /// Who may follow which live topic.
    pub topics: Arc<[TopicRule]>,
    /// The description of all operations, written once.
    pub openapi: Arc<str>,
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
