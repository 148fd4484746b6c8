//! The one that gives events their positions.
//!
//! Every node runs a [`Relay`]; the one that holds the lease leads.
//! The lease is renewed in the transaction that gives the positions, so that two can never do it at once, whatever
//! their clocks say.
//!
//! ```text
//! leading:    commit of a service ─▶ positions ─▶ live hub here, announcement to other nodes, subscribers
//! following:  commit of a service ─▶ announcement to the leader;  its announcement ─▶ live hub here
//! ```

use std::collections::HashSet;
use std::error::Error;
use std::time::Duration;

use db::lease::Lease;
use db::{Backend, DbError};
use kernel::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::message::Message;
use crate::subscriber::Follower;
use crate::{Events, Subscriber, listener, store};

/// How many events get their positions in one transaction.
const MOST: i64 = 500;

/// After fewer than that, wait this long for more before the next transaction.
const GATHER: Duration = Duration::from_millis(20);

/// How often the leader looks for events that are too old to keep.
const PRUNING: Duration = Duration::from_mins(10);

/// How many events are removed in one transaction.
const MOST_PRUNED: i64 = 500;

/// On SQLite a starting process takes the lease from its predecessor, so that a long one costs nothing.
const SQLITE_LEASE: Duration = Duration::from_mins(5);

/// Relays events on this node; `C` is what subscribers get to work with.
#[derive(Debug)]
pub struct Relay<C> {
    events: Events,
    context: C,
    subscribers: Vec<Subscriber<C>>,
    lease: Lease,
    lasts: Duration,
}

/// What one attempt to relay came to.
enum Step {
    /// Another node holds the lease.
    Lost,
    /// So many events got their positions.
    Relayed(i64),
}

impl<C: Clone + Send + Sync + 'static> Relay<C> {
    /// Prepares a relay with the subscribers of all rooms.
    ///
    /// # Panics
    /// Two subscribers have the same name; they would share one cursor.
    pub fn new(events: Events, context: C, subscribers: Vec<Subscriber<C>>) -> Self {
        let mut names = HashSet::new();
        for subscriber in &subscribers {
            assert!(
                names.insert(subscriber.name()),
                "two subscribers are named `{}`",
                subscriber.name()
            );
        }
        let owner: Uuid = events.ids().next(events.clock().now());
        let lasts = match events.db().backend() {
            Backend::Sqlite => SQLITE_LEASE,
            Backend::Postgres => Duration::from_millis(events.config().lease_ms.max(1)),
        };
        let lease = Lease::new("events.relay", &owner.to_string(), lasts);
        Self { events, context, subscribers, lease, lasts }
    }

    /// Relays until `stop` and gives the lease back; dropping it instead is like a crash.
    pub async fn run(self, stop: CancellationToken) {
        tokio::join!(listener::listen(&self.events, &stop), self.take_turns(&stop));
    }

    async fn take_turns(&self, stop: &CancellationToken) {
        let mut recorded = self.events.recorded();
        let mut first = self.events.db().backend() == Backend::Sqlite;
        while !stop.is_cancelled() {
            match self.take_lease(first).await {
                Ok(true) => {
                    first = false;
                    self.lead(&mut recorded, stop).await;
                }
                Ok(false) => self.wait_for_turn(&mut recorded, stop).await,
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn Error,
                        "could not ask for the relay's lease"
                    );
                    stop.run_until_cancelled(tokio::time::sleep(self.events.config().poll())).await;
                }
            }
        }
        if let Err(error) = self.give_back().await {
            tracing::warn!(error = &error as &dyn Error, "could not give the relay's lease back");
        }
    }

    async fn take_lease(&self, seize: bool) -> Result<bool, DbError> {
        self.events.hub().start().await?;
        let tx = self.events.db().begin_write().await?;
        let now = self.events.clock().now();
        let held = if seize {
            self.lease.seize(&tx, now).await?
        } else {
            self.lease.hold(&tx, now).await?
        };
        tx.commit().await?;
        Ok(held)
    }

    async fn give_back(&self) -> Result<(), DbError> {
        let tx = self.events.db().begin_write().await?;
        self.lease.release(&tx).await?;
        tx.commit().await
    }

    /// Waits a while, announces what this node commits and looks after what others have relayed.
    async fn wait_for_turn(&self, recorded: &mut watch::Receiver<()>, stop: &CancellationToken) {
        let turn = tokio::time::sleep(self.events.config().poll());
        tokio::pin!(turn);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = &mut turn => break,
                changed = recorded.changed() => {
                    if changed.is_ok() {
                        warn(listener::announce_recorded(self.events.db()).await, "announce an event");
                    }
                    tokio::time::sleep(GATHER).await;
                }
            }
        }
        warn(self.events.hub().catch_up().await, "read what others have relayed");
    }

    /// Relays and runs the subscribers until `stop` or until the lease is lost.
    async fn lead(&self, recorded: &mut watch::Receiver<()>, stop: &CancellationToken) {
        tracing::info!("this node relays events");
        let (relayed, _) = watch::channel(());
        let session = stop.child_token();
        let _ends = session.clone().drop_guard();
        let followers = self.subscribers.iter().map(|subscriber| {
            let follower = Follower { events: &self.events, context: &self.context, subscriber };
            let (news, session) = (relayed.subscribe(), &session);
            async move { follower.follow(news, session).await }
        });
        let leading = async {
            self.relay(recorded, &relayed, stop).await;
            session.cancel();
        };
        tokio::join!(futures::future::join_all(followers), leading, self.keep_pruning(&session));
    }

    async fn relay(
        &self,
        recorded: &mut watch::Receiver<()>,
        relayed: &watch::Sender<()>,
        stop: &CancellationToken,
    ) {
        let mut announced = self.events.announced().subscribe();
        let mut renewed = self.events.clock().now();
        while !stop.is_cancelled() {
            recorded.borrow_and_update();
            announced.borrow_and_update();
            let pause = match self.step(&mut renewed).await {
                Ok(Step::Lost) => {
                    tracing::info!("another node relays events");
                    return;
                }
                Ok(Step::Relayed(0)) => None,
                Ok(Step::Relayed(count)) => {
                    relayed.send_replace(());
                    Some(if count < MOST { GATHER } else { Duration::ZERO })
                }
                Err(error) => {
                    tracing::error!(error = &error as &dyn Error, "could not relay events");
                    Some(self.events.config().poll())
                }
            };
            let wait = pause.unwrap_or_else(|| self.events.config().poll());
            tokio::select! {
                () = stop.cancelled() => (),
                _ = recorded.changed(), if pause.is_none() => (),
                _ = announced.changed(), if pause.is_none() => (),
                () = tokio::time::sleep(wait) => (),
            }
        }
    }

    /// Gives positions to what was committed, and tells the screens of this node and the other nodes.
    async fn step(&self, renewed: &mut Timestamp) -> Result<Step, DbError> {
        let db = self.events.db();
        let now = self.events.clock().now();
        let fresh = now.since(*renewed) < self.lasts / 3;
        if fresh && !store::any_unrelayed(db.reader()).await? {
            return Ok(Step::Relayed(0));
        }
        let tx = db.begin_write().await?;
        if !self.lease.hold(&tx, now).await? {
            return Ok(Step::Lost);
        }
        let rows = store::number(&tx, MOST).await?;
        tx.commit().await?;
        *renewed = now;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Ok(Step::Relayed(0));
        };
        let count = i64::try_from(rows.len()).unwrap_or(MOST);
        metrics::counter!("shouwen_events_relayed_total").increment(count.unsigned_abs());
        let waited = now.since(Timestamp::from_micros(first.at));
        metrics::histogram!("shouwen_events_relay_lag_seconds").record(waited.as_secs_f64());
        if !self.events.hub().feed(rows.iter().filter_map(Message::find).collect()) {
            warn(self.events.hub().catch_up().await, "read what others have relayed");
        }
        let (first, last) = (first.position.unwrap_or(0), last.position.unwrap_or(0));
        warn(listener::announce_relayed(db, first, last).await, "announce events");
        Ok(Step::Relayed(count))
    }

    async fn keep_pruning(&self, session: &CancellationToken) {
        while !session.is_cancelled() {
            warn(self.prune().await.map(drop), "remove old events");
            session.run_until_cancelled(tokio::time::sleep(PRUNING)).await;
        }
    }

    /// Removes events that are older than the retention and were seen by every subscriber; returns how many.
    ///
    /// The leader does this by itself.
    ///
    /// # Errors
    /// The database is locked, full or away.
    pub async fn prune(&self) -> Result<u64, DbError> {
        let db = self.events.db();
        let before = self.events.clock().now() - self.events.config().retention();
        let cursors = store::list_cursors(db.reader()).await?;
        let seen = self.subscribers.iter().map(|subscriber| {
            let cursor = cursors.iter().find(|cursor| cursor.name == subscriber.name());
            cursor.map_or(0, |cursor| cursor.position)
        });
        // The last one stays, because the next position is counted from it.
        let last = store::last_position(db.reader()).await? - 1;
        let up_to = seen.fold(last, i64::min);
        let mut removed = 0;
        loop {
            let tx = db.begin_write().await?;
            let count = store::prune(&tx, up_to, before, MOST_PRUNED).await?;
            tx.commit().await?;
            removed += count;
            if count < MOST_PRUNED.unsigned_abs() {
                return Ok(removed);
            }
        }
    }
}

fn warn(outcome: Result<(), DbError>, what: &str) {
    if let Err(error) = outcome {
        tracing::warn!(error = &error as &dyn Error, "could not {what}");
    }
}
