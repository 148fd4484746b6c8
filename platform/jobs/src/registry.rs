//! Who does what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use access::Ctx;
use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::{Job, JobError};

type Outcome = BoxFuture<'static, Result<(), JobError>>;
type Run<C> = Arc<dyn Fn(C, Ctx, &str) -> Outcome + Send + Sync>;
type Reconcile<C> = Arc<dyn Fn(C, Ctx) -> Outcome + Send + Sync>;

/// The handlers of jobs and of periodic work; `C` is what they get to work with.
pub struct Registry<C> {
    jobs: BTreeMap<&'static str, Entry<C>>,
    schedules: BTreeMap<&'static str, Schedule<C>>,
}

/// A kind of job.
pub(crate) struct Entry<C> {
    pub(crate) queue: &'static str,
    pub(crate) run: Run<C>,
}

/// A reconciler.
pub(crate) struct Schedule<C> {
    pub(crate) every: Duration,
    pub(crate) reconcile: Reconcile<C>,
}

/// An `async fn(C, Ctx, J) -> Result<(), JobError>`.
pub trait Handler<C, J>: Send + Sync + 'static {
    /// Calls the handler.
    fn call(&self, context: C, ctx: Ctx, job: J) -> BoxFuture<'static, Result<(), JobError>>;
}

impl<C, J, F, R> Handler<C, J> for F
where
    F: Fn(C, Ctx, J) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), JobError>> + Send + 'static,
{
    fn call(&self, context: C, ctx: Ctx, job: J) -> BoxFuture<'static, Result<(), JobError>> {
        self(context, ctx, job).boxed()
    }
}

impl<C> Default for Registry<C> {
    fn default() -> Self {
        Self { jobs: BTreeMap::new(), schedules: BTreeMap::new() }
    }
}

impl<C> fmt::Debug for Registry<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.jobs.keys().chain(self.schedules.keys());
        formatter.debug_set().entries(names).finish()
    }
}

impl<C: 'static> Registry<C> {
    /// Returns a registry without handlers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says who does the jobs of kind `J`.
    ///
    /// # Panics
    /// The name is taken.
    #[must_use]
    pub fn on<J: Job>(mut self, handler: impl Handler<C, J>) -> Self {
        let run = move |context, ctx, payload: &str| match serde_json::from_str::<J>(payload) {
            Ok(job) => handler.call(context, ctx, job),
            Err(error) => std::future::ready(Err(JobError::fail(error))).boxed(),
        };
        self.add(J::NAME, Entry { queue: J::QUEUE, run: Arc::new(run) });
        self
    }

    /// Has periodic work done, by one node at a time, the first time at once.
    ///
    /// The next round begins that long after the end of the last one, or earlier by [`crate::Jobs::signal`].
    ///
    /// # Panics
    /// The name is taken.
    #[must_use]
    pub fn every<F, R>(mut self, name: &'static str, every: Duration, handler: F) -> Self
    where
        F: Fn(C, Ctx) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let reconcile = move |context, ctx| handler(context, ctx).boxed();
        self.schedule(name, Schedule { every, reconcile: Arc::new(reconcile) });
        self
    }

    /// Takes over the handlers of another room.
    ///
    /// # Panics
    /// A name is taken.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (name, entry) in other.jobs {
            self.add(name, entry);
        }
        for (name, schedule) in other.schedules {
            self.schedule(name, schedule);
        }
        self
    }

    /// Returns the names of the kinds of jobs, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.jobs.keys().copied()
    }

    /// Returns the names of the periodic work, sorted, with its periods.
    pub fn schedules(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.schedules.iter().map(|(name, schedule)| (*name, schedule.every))
    }

    pub(crate) fn queues(&self) -> BTreeSet<&'static str> {
        self.jobs.values().map(|entry| entry.queue).collect()
    }

    pub(crate) fn names_of(&self, queue: &str) -> Vec<&'static str> {
        let of_queue = self.jobs.iter().filter(|(_, entry)| entry.queue == queue);
        of_queue.map(|(name, _)| *name).collect()
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Entry<C>> {
        self.jobs.get(name)
    }

    pub(crate) fn find_schedule(&self, name: &str) -> Option<(&'static str, &Schedule<C>)> {
        self.schedules.get_key_value(name).map(|(name, schedule)| (*name, schedule))
    }

    fn add(&mut self, name: &'static str, entry: Entry<C>) {
        let before = self.jobs.insert(name, entry);
        assert!(before.is_none(), "two jobs are named `{name}`");
    }

    fn schedule(&mut self, name: &'static str, schedule: Schedule<C>) {
        let before = self.schedules.insert(name, schedule);
        assert!(before.is_none(), "two schedules are named `{name}`");
    }
}
