//! One node or several on a database of their own.

use std::time::Duration;

use access::Ctx;
use db::{Db, TestDatabase};
use events::{
    BoxError, Event, Events, EventsConfig, LiveStream, Recorded, Relay, Subscriber, Topic, Topics,
};
use futures::StreamExt as _;
use kernel::{BranchId, Clock, Ids, Locale, Timestamp};
use sea_orm::{ConnectionTrait as _, Statement};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Something that happens in these tests.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rung {
    pub(crate) branch: BranchId,
    pub(crate) number: i64,
}

impl Event for Rung {
    const KIND: &'static str = "bell.rung";

    fn topics(&self) -> Vec<String> {
        vec![Topic::Hall(self.branch).to_string(), Topic::Board(self.branch).to_string()]
    }

    fn branch(&self) -> Option<BranchId> {
        Some(self.branch)
    }
}

pub(crate) fn branch(number: u128) -> BranchId {
    BranchId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn hall(number: u128) -> Topics {
    Topics::new(vec![Topic::Hall(branch(number))]).unwrap()
}

/// A database, a clock that stands still, and the settings of its nodes.
pub(crate) struct House {
    pub(crate) test: TestDatabase,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) config: EventsConfig,
}

impl House {
    pub(crate) async fn build() -> Self {
        let migrations = db::lease::migrations().into_iter().chain(events::migrations());
        let test = TestDatabase::create(&migrations.collect::<Vec<_>>()).await.unwrap();
        let clock = Clock::manual("2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap());
        let config = EventsConfig { poll_ms: 20, retry_ms: 1, ..EventsConfig::default() };
        Self { test, clock, ids: Ids::seeded(1), config }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.test.db
    }

    /// Returns what one process holds in memory.
    pub(crate) fn node(&self) -> Events {
        let (clock, ids) = (self.clock.clone(), self.ids.clone());
        Events::new(self.db().clone(), clock, ids, self.config.clone(), CancellationToken::new())
    }

    pub(crate) fn ctx(&self) -> Ctx {
        Ctx::nobody(self.clock.now(), self.ids.clone(), Locale::ZhCn)
    }

    /// Records one event in a transaction of its own.
    pub(crate) async fn ring(&self, events: &Events, at: u128, number: i64) {
        let tx = self.db().begin_write().await.unwrap();
        let rung = Rung { branch: branch(at), number };
        events.record(&tx, &self.ctx(), &rung).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Asks the database for one number.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.db().backend().into(), sql);
        let row = self.db().reader().query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }
}

/// Runs a relay until it is stopped, or dropped as in a crash.
pub(crate) struct Running {
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

impl Running {
    pub(crate) fn start(events: &Events, subscribers: Vec<Subscriber<()>>) -> Self {
        let (mut tasks, stop) = (JoinSet::new(), CancellationToken::new());
        let relay = Relay::new(events.clone(), (), subscribers);
        tasks.spawn(relay.run(stop.clone()));
        Self { tasks, stop }
    }

    pub(crate) async fn stop(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }

    pub(crate) async fn crash(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Returns a subscriber that passes on what it is told.
pub(crate) fn listener(name: &'static str) -> (Subscriber<()>, mpsc::UnboundedReceiver<Recorded>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let handle = move |(), _: Ctx, event: Recorded| {
        let sender = sender.clone();
        async move { sender.send(event).map_err(BoxError::from) }
    };
    (Subscriber::new(name, handle), receiver)
}

/// Waits for something, but not for ever.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("it did not happen in time")
}

/// Returns the numbers of the next events.
pub(crate) async fn numbers(
    receiver: &mut mpsc::UnboundedReceiver<Recorded>,
    count: usize,
) -> Vec<i64> {
    let mut numbers = Vec::new();
    for _ in 0..count {
        let event = soon(receiver.recv()).await.unwrap();
        numbers.push(event.find::<Rung>().unwrap().unwrap().number);
    }
    numbers
}

/// Returns the next part of a stream as text.
pub(crate) async fn next(stream: &mut LiveStream) -> String {
    let bytes = soon(stream.next()).await.expect("the stream goes on").unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}
