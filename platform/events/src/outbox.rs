//! The handle through which services record events.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::Ctx;
use db::{Db, DbError, WriteTx};
use kernel::{Clock, Ids, Timestamp};
use sea_orm::{DbErr, Set};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::entity::outbox;
use crate::event::{Event, EventActor};
use crate::{EventsConfig, Hub, SubscriberState, store};

/// Records events and knows the live hub of this node; cheap to clone.
#[derive(Clone, Debug)]
pub struct Events(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    ids: Ids,
    config: EventsConfig,
    hub: Hub,
    /// The microsecond of the youngest event, so that ids rise in the order of recording.
    youngest: AtomicI64,
    /// Something was committed by this node.
    recorded: watch::Sender<()>,
    /// Another node says that it committed something.
    announced: watch::Sender<()>,
}

impl Events {
    /// Prepares events on this database; live streams end when `stop` is cancelled.
    ///
    /// Nothing is relayed before a [`crate::Relay`] runs.
    pub fn new(
        db: Db,
        clock: Clock,
        ids: Ids,
        config: EventsConfig,
        stop: CancellationToken,
    ) -> Self {
        let hub = Hub::new(db.clone(), config.clone(), stop);
        let (recorded, _) = watch::channel(());
        let (announced, _) = watch::channel(());
        let youngest = AtomicI64::new(0);
        Self(Arc::new(Inner { db, clock, ids, config, hub, youngest, recorded, announced }))
    }

    /// Writes what happened into the transaction of its cause; the relay takes it from there after the commit.
    ///
    /// # Errors
    /// The database is locked, full or away, or the event cannot be written as JSON.
    pub async fn record<E: Event>(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        event: &E,
    ) -> Result<(), DbError> {
        let payload =
            serde_json::to_string(event).map_err(|error| DbErr::Json(error.to_string()))?;
        let row = outbox::ActiveModel {
            id: Set(self.next_id(ctx)),
            position: Set(None),
            kind: Set(E::KIND.to_owned()),
            at: Set(ctx.now().micros()),
            branch_id: Set(event.branch().map(kernel::BranchId::uuid)),
            customer_id: Set(event.customer().map(kernel::CustomerId::uuid)),
            topics: Set(event.topics().join(" ")),
            payload: Set(payload),
            trace: Set(ctx.trace.as_ref().to_owned()),
            actor: Set(EventActor::from(ctx).to_string()),
        };
        store::insert(tx, row).await?;
        let recorded = self.0.recorded.clone();
        tx.after_commit(move || {
            recorded.send_replace(());
        });
        Ok(())
    }

    /// Returns the live hub of this node.
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// Returns how far each subscriber has come and what it stumbles over, for administrators.
    ///
    /// # Errors
    /// The database is away.
    pub async fn list_subscribers(&self) -> Result<Vec<SubscriberState>, DbError> {
        let reader = self.0.db.reader();
        let last = store::last_position(reader).await?;
        let rows = store::list_cursors(reader).await?;
        Ok(rows.into_iter().map(|row| SubscriberState::new(row, last)).collect())
    }

    /// Returns an id that sorts behind all that this node gave before.
    ///
    /// A UUID v7 sorts by milliseconds only; the twelve bits behind them hold the microseconds
    /// (RFC 9562, section 6.2, method 3), and no microsecond is used twice.
    fn next_id(&self, ctx: &Ctx) -> Uuid {
        let now = ctx.now().micros();
        let later = |youngest: i64| Some(now.max(youngest + 1));
        let before = self.0.youngest.fetch_update(Ordering::SeqCst, Ordering::SeqCst, later);
        let micros = now.max(before.unwrap_or_else(|same| same) + 1);
        let mut bytes = *ctx.ids.next::<Uuid>(Timestamp::from_micros(micros)).as_bytes();
        let [high, low] = u16::try_from(micros.rem_euclid(1_000)).unwrap_or(0).to_be_bytes();
        bytes[6] = 0x70 | high;
        bytes[7] = low;
        Uuid::from_bytes(bytes)
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn ids(&self) -> &Ids {
        &self.0.ids
    }

    pub(crate) fn config(&self) -> &EventsConfig {
        &self.0.config
    }

    pub(crate) fn recorded(&self) -> watch::Receiver<()> {
        self.0.recorded.subscribe()
    }

    pub(crate) fn announced(&self) -> &watch::Sender<()> {
        &self.0.announced
    }
}
