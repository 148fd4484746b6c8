//! Those who are told of every event, each at its own pace.
//!
//! A subscriber has a cursor in the database: the last position it has handled.
//! One that fails is tried again, later and later, and holds up nobody but itself.
//!
//! - [`Subscriber::projecting`] hands over the transaction in which the cursor moves: the effect happens exactly once.
//!   Whatever the handler writes must go through that transaction; one that begins its own would wait for itself on SQLite.
//! - [`Subscriber::new`] moves the cursor after the handler is done: the effect happens at least once, and the handler
//!   recognises a repetition by the event's id.

use std::error::Error;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use access::Ctx;
use db::{DbError, WriteTx};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use kernel::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::entity::subscriber as row;
use crate::event::{BoxError, Recorded};
use crate::{Events, store};

/// How many events are handled at a time; a projection commits them together.
const MOST: u64 = 100;

/// After handling fewer than that, wait this long for more before the next transaction.
const GATHER: Duration = Duration::from_millis(20);

type Outcome<'a> = BoxFuture<'a, Result<(), BoxError>>;
type Within<C> = dyn for<'a> Fn(C, Ctx, &'a WriteTx, Recorded) -> Outcome<'a> + Send + Sync;
type After<C> = dyn Fn(C, Ctx, Recorded) -> Outcome<'static> + Send + Sync;
type Wants = dyn Fn(&Recorded) -> bool + Send + Sync;

/// Somebody who is told of every event, in order; `C` is what handlers get to work with.
pub struct Subscriber<C> {
    name: &'static str,
    wants: Option<Box<Wants>>,
    handle: Handle<C>,
}

enum Handle<C> {
    Within(Box<Within<C>>),
    After(Box<After<C>>),
}

impl<C> fmt::Debug for Subscriber<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subscriber").field("name", &self.name).finish_non_exhaustive()
    }
}

/// An `async fn(C, Ctx, &WriteTx, Recorded) -> Result<(), BoxError>`; the one way to say so with a future that is `Send`.
pub trait Projection<'a, C>: Send + Sync {
    /// What the handler returns.
    type Future: Future<Output = Result<(), BoxError>> + Send + 'a;

    /// Calls the handler.
    fn call(&self, context: C, ctx: Ctx, tx: &'a WriteTx, event: Recorded) -> Self::Future;
}

impl<'a, C, F, R> Projection<'a, C> for F
where
    F: Fn(C, Ctx, &'a WriteTx, Recorded) -> R + Send + Sync,
    R: Future<Output = Result<(), BoxError>> + Send + 'a,
{
    type Future = R;

    fn call(&self, context: C, ctx: Ctx, tx: &'a WriteTx, event: Recorded) -> R {
        self(context, ctx, tx, event)
    }
}

impl<C: 'static> Subscriber<C> {
    /// Tells `handle` of every event at least once.
    ///
    /// The name is the key of its cursor: a new name begins with the oldest event that is kept.
    pub fn new<F, R>(name: &'static str, handle: F) -> Self
    where
        F: Fn(C, Ctx, Recorded) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        let handle = move |context, ctx, event| handle(context, ctx, event).boxed();
        Self { name, wants: None, handle: Handle::After(Box::new(handle)) }
    }

    /// Tells `handle` of every event, in the transaction in which the cursor moves: exactly once in effect.
    pub fn projecting<F>(name: &'static str, handle: F) -> Self
    where
        F: for<'a> Projection<'a, C> + 'static,
    {
        let handle: Box<Within<C>> =
            Box::new(move |context, ctx, tx, event| handle.call(context, ctx, tx, event).boxed());
        Self { name, wants: None, handle: Handle::Within(handle) }
    }

    /// Leaves out the events for which `wants` says no.
    #[must_use]
    pub fn only(mut self, wants: impl Fn(&Recorded) -> bool + Send + Sync + 'static) -> Self {
        self.wants = Some(Box::new(wants));
        self
    }

    /// Returns the name, the key of its cursor.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// How far a subscriber has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriberState {
    /// Its name.
    pub name: String,
    /// The last position it has handled.
    pub position: i64,
    /// How many events it has not seen.
    pub behind: i64,
    /// How often in a row the next event failed.
    pub failures: i32,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// When it last moved or failed.
    pub updated_at: Timestamp,
}

impl SubscriberState {
    pub(crate) fn new(row: row::Model, last: i64) -> Self {
        Self {
            behind: last.saturating_sub(row.position).max(0),
            position: row.position,
            failures: row.failures,
            last_error: row.last_error,
            updated_at: Timestamp::from_micros(row.updated_at),
            name: row.name,
        }
    }
}

/// One subscriber at work on the node that holds the relay's lease.
pub(crate) struct Follower<'a, C> {
    pub(crate) events: &'a Events,
    pub(crate) context: &'a C,
    pub(crate) subscriber: &'a Subscriber<C>,
}

/// Why a batch was not handled.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    /// The handler failed.
    #[error("the handler failed")]
    Handler(#[source] BoxError),
    /// The handler panicked.
    #[error("the handler panicked")]
    Panic,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Another node moved the cursor.
    #[error("another node moved the cursor")]
    Moved,
    /// The handler was told to stop.
    #[error("the handler was told to stop")]
    Stopped,
}

impl<C: Clone + Send + Sync + 'static> Follower<'_, C> {
    /// Handles events until `stop`; `relayed` wakes it when there are new ones.
    ///
    /// A stop never cuts a transaction off; it ends waits, and handlers that have no transaction.
    pub(crate) async fn follow(&self, mut relayed: watch::Receiver<()>, stop: &CancellationToken) {
        let mut most = MOST;
        let mut failures = 0;
        while !stop.is_cancelled() {
            relayed.borrow_and_update();
            let pause = match self.proceed(most, stop).await {
                Ok(0) => {
                    failures = 0;
                    // The sender lives as long as this session.
                    let _ = stop.run_until_cancelled(relayed.changed()).await;
                    continue;
                }
                Ok(handled) => {
                    failures = 0;
                    let pause = if handled < most { GATHER } else { Duration::ZERO };
                    most = (most * 2).min(MOST);
                    pause
                }
                Err(Trouble::Moved | Trouble::Stopped) => continue,
                // One by one, so that those before the one that fails are not held up.
                Err(trouble) if most > 1 => {
                    tracing::debug!(error = &trouble as &dyn Error, "repeating one by one");
                    most = 1;
                    continue;
                }
                Err(trouble) => {
                    failures += 1;
                    self.note(&trouble, failures).await;
                    self.events.config().retry(failures)
                }
            };
            stop.run_until_cancelled(tokio::time::sleep(pause)).await;
        }
    }

    /// Handles the next events and returns how many there were.
    async fn proceed(&self, most: u64, stop: &CancellationToken) -> Result<u64, Trouble> {
        let events = self.events;
        let from = self.load_cursor().await?;
        let rows = store::list_after(events.db().reader(), from, most).await?;
        let Some(to) = rows.last().and_then(|row| row.position) else { return Ok(0) };
        let count = u64::try_from(rows.len()).unwrap_or(most);
        let mut batch = Vec::with_capacity(rows.len());
        for row in rows {
            batch.push(Recorded::try_from(row).map_err(DbError::from)?);
        }
        if let Some(wants) = &self.subscriber.wants {
            batch.retain(|event| wants(event));
        }
        match &self.subscriber.handle {
            Handle::Within(handle) => self.project(handle, batch, from, to).await?,
            Handle::After(handle) => self.tell(handle, batch, (from, to), stop).await?,
        }
        metrics::counter!("shouwen_events_handled_total", "subscriber" => self.subscriber.name)
            .increment(count);
        Ok(count)
    }

    /// Moves the cursor and hands the events over, in one transaction.
    async fn project(
        &self,
        handle: &Within<C>,
        batch: Vec<Recorded>,
        from: i64,
        to: i64,
    ) -> Result<(), Trouble> {
        let tx = self.events.db().begin_write().await?;
        self.advance(&tx, from, to).await?;
        for event in batch {
            let ctx = self.ctx(&event);
            outcome(async { handle(self.context.clone(), ctx, &tx, event).await }).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Hands the events over one by one and moves the cursor behind each.
    async fn tell(
        &self,
        handle: &After<C>,
        batch: Vec<Recorded>,
        (mut from, to): (i64, i64),
        stop: &CancellationToken,
    ) -> Result<(), Trouble> {
        for event in batch {
            let (ctx, position) = (self.ctx(&event), event.position);
            let handled = async { handle(self.context.clone(), ctx, event).await };
            stop.run_until_cancelled(outcome(handled)).await.ok_or(Trouble::Stopped)??;
            self.move_cursor(from, position).await?;
            from = position;
        }
        if from < to { self.move_cursor(from, to).await } else { Ok(()) }
    }

    async fn load_cursor(&self) -> Result<i64, DbError> {
        let (events, name) = (self.events, self.subscriber.name);
        if let Some(position) = store::find_cursor(events.db().reader(), name).await? {
            return Ok(position);
        }
        let tx = events.db().begin_write().await?;
        store::insert_cursor(&tx, name, events.clock().now()).await?;
        tx.commit().await?;
        Ok(0)
    }

    async fn move_cursor(&self, from: i64, to: i64) -> Result<(), Trouble> {
        let tx = self.events.db().begin_write().await?;
        self.advance(&tx, from, to).await?;
        Ok(tx.commit().await?)
    }

    async fn advance(&self, tx: &WriteTx, from: i64, to: i64) -> Result<(), Trouble> {
        let now = self.events.clock().now();
        let moved = store::advance(tx, self.subscriber.name, from, to, now).await?;
        if moved { Ok(()) } else { Err(Trouble::Moved) }
    }

    fn ctx(&self, event: &Recorded) -> Ctx {
        let mut ctx =
            Ctx::system(self.subscriber.name, self.events.clock().now(), self.events.ids().clone());
        ctx.trace = event.trace.as_str().into();
        ctx
    }

    /// Writes a failure down, for the log and for administrators.
    async fn note(&self, trouble: &Trouble, failures: i32) {
        let name = self.subscriber.name;
        metrics::counter!("shouwen_events_failures_total", "subscriber" => name).increment(1);
        tracing::error!(
            subscriber.name = name,
            subscriber.failures = failures,
            error = trouble as &dyn Error,
            "a subscriber failed and will be told again"
        );
        let noted = async {
            let tx = self.events.db().begin_write().await?;
            let error = chain(trouble);
            store::note_failure(&tx, name, failures, &error, self.events.clock().now()).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(error = &error as &dyn Error, "could not note a failure");
        }
    }
}

/// Takes a panic of the handler for a failure.
async fn outcome(handled: impl Future<Output = Result<(), BoxError>>) -> Result<(), Trouble> {
    match AssertUnwindSafe(handled).catch_unwind().await {
        Ok(handled) => handled.map_err(Trouble::Handler),
        Err(_) => Err(Trouble::Panic),
    }
}

/// Joins the texts of an error and its sources.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
