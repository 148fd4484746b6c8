//! What a room can do later, and what it does again and again.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use access::Ctx;
use futures::future::BoxFuture;

use crate::{Job, JobError};

/// A handler of one kind of job, by its payload.
pub(crate) type Handler<C> = Arc<dyn Fn(C, Ctx, String) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// Periodic work: no input; it looks at the state and brings it to where it should be.
pub(crate) type Reconciler<C> = Arc<dyn Fn(C, Ctx) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// The handlers and the periodic work of one room, or of all.
pub struct Registry<C> {
    pub(crate) handlers: BTreeMap<&'static str, Handler<C>>,
    pub(crate) schedules: BTreeMap<&'static str, (Duration, Reconciler<C>)>,
}

impl<C> fmt::Debug for Registry<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.handlers.keys().chain(self.schedules.keys()).collect();
        formatter.debug_tuple("Registry").field(&names).finish()
    }
}

impl<C> Default for Registry<C> {
    fn default() -> Self {
        Self { handlers: BTreeMap::new(), schedules: BTreeMap::new() }
    }
}

impl<C: Send + 'static> Registry<C> {
    /// Returns an empty registry.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says who handles a kind of job.
    #[must_use]
    pub fn on<J: Job, F>(mut self, handle: impl Fn(C, Ctx, J) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let handler: Handler<C> = Arc::new(move |context, ctx, payload| match serde_json::from_str(&payload) {
            Ok(job) => Box::pin(handle(context, ctx, job)),
            Err(error) => Box::pin(std::future::ready(Err(JobError::fail(error)))),
        });
        self.handlers.insert(J::NAME, handler);
        self
    }

    /// Does something again and again, on one node at a time; `name` is `<room>.<what>`.
    #[must_use]
    pub fn every<F>(
        mut self,
        name: &'static str,
        period: Duration,
        reconcile: impl Fn(C, Ctx) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let reconciler: Reconciler<C> = Arc::new(move |context, ctx| Box::pin(reconcile(context, ctx)));
        self.schedules.insert(name, (period, reconciler));
        self
    }

    /// Joins two registries; names are unique by their room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.handlers.extend(other.handlers);
        self.schedules.extend(other.schedules);
        self
    }
}
