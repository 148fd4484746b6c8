//! Who listens to what on this node.
//!
//! Each stream has a small queue; an event is put into the queues of those who listen to one of its topics, and
//! nobody else is woken.
//! A full queue is never waited for: its stream is told to start over.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use db::{Db, DbError};
use tokio::sync::{OnceCell, mpsc};
use tokio_util::sync::CancellationToken;

use crate::live::{self, LiveStream};
use crate::message::{Mask, Message};
use crate::{EventsConfig, Topics, store};

/// How many rows are read from the outbox at a time.
const PAGE: u64 = 500;

/// A node that is further behind than this tells its screens to start over instead of reading everything.
const FURTHEST: i64 = 5_000;

/// Who listens to what on this node; cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    config: EventsConfig,
    stop: CancellationToken,
    started: OnceCell<()>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The last event that was fed.
    position: i64,
    /// The last events, without gap up to `position`.
    ring: VecDeque<Arc<Message>>,
    listeners: HashMap<Box<str>, HashMap<u64, Listener>>,
    next_stream: u64,
}

#[derive(Clone, Debug)]
struct Listener {
    queue: mpsc::Sender<Delivery>,
    overflowed: Arc<AtomicBool>,
}

/// What waits in the queue of a stream.
#[derive(Debug)]
pub(crate) enum Delivery {
    /// An event, with the topics that this stream listens to.
    Event(Arc<Message>, Mask),
    /// Something was left out.
    Reset,
}

/// How a new stream begins.
#[derive(Debug)]
pub(crate) enum Beginning {
    /// With the next event; the browser is told this position.
    Now(i64),
    /// With these recent events, then the next.
    Replay(Vec<(Arc<Message>, Mask)>),
    /// With the events behind the first and up to the second position, from the outbox, then the next.
    Load(i64, i64),
    /// The browser knows more than this node; something else has to be asked first.
    Ahead,
}

/// A stream's place in the hub; given back when dropped.
#[derive(Debug)]
pub(crate) struct Registration {
    hub: Hub,
    stream: u64,
    pub(crate) topics: Vec<Box<str>>,
    pub(crate) overflowed: Arc<AtomicBool>,
    pub(crate) queue: mpsc::Receiver<Delivery>,
}

impl Hub {
    pub(crate) fn new(db: Db, config: EventsConfig, stop: CancellationToken) -> Self {
        let started = OnceCell::new();
        Self(Arc::new(Inner { db, config, stop, started, state: Mutex::default() }))
    }

    /// Opens the stream of one browser tab.
    ///
    /// `last_event_id` is what the browser says it saw last: what it missed comes first, or a `reset` when that is
    /// too much or no longer known.
    /// Whether the caller may see the topics has to be decided before.
    pub fn subscribe(&self, topics: &Topics, last_event_id: Option<i64>) -> LiveStream {
        live::open(self.clone(), topics, last_event_id)
    }

    /// Returns how many streams are open on this node, each counted once for every topic.
    pub fn listeners(&self) -> usize {
        self.state().listeners.values().map(HashMap::len).sum()
    }

    /// Returns the position of the last event that this node's screens were told of.
    pub fn position(&self) -> i64 {
        self.state().position
    }

    pub(crate) fn config(&self) -> &EventsConfig {
        &self.0.config
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(crate) fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    /// Begins at the last relayed event; whoever asks for an older one finds it in the outbox.
    pub(crate) async fn start(&self) -> Result<(), DbError> {
        let read = || async {
            let position = store::last_position(self.0.db.reader()).await?;
            self.state().position = position;
            Ok(())
        };
        self.0.started.get_or_try_init(read).await.copied()
    }

    /// Tells the screens of these events, which follow each other, and returns whether they also followed the last.
    pub(crate) fn feed(&self, messages: Vec<Message>) -> bool {
        let mut state = self.state();
        for message in messages {
            if message.position > state.position + 1 {
                return false;
            }
            if message.position == state.position + 1 {
                state.deliver(Arc::new(message), self.0.config.ring_events);
            }
        }
        true
    }

    /// Tells the screens of everything that was relayed since, by this node or another.
    pub(crate) async fn catch_up(&self) -> Result<(), DbError> {
        self.start().await?;
        let reader = self.0.db.reader();
        loop {
            let from = self.position();
            let last = store::last_position(reader).await?;
            if last <= from {
                return Ok(());
            }
            let rows = store::list_after(reader, from, PAGE).await?;
            let known = rows.first().and_then(|row| row.position) == Some(from + 1);
            if !known || last - from > FURTHEST {
                self.state().jump(last);
                continue;
            }
            self.feed(rows.iter().filter_map(Message::find).collect());
        }
    }

    /// Takes a place for a new stream and says how it begins, in one step, so that nothing falls in between.
    pub(crate) fn register(
        &self,
        topics: Vec<Box<str>>,
        last: Option<i64>,
    ) -> (Registration, Beginning) {
        let (sender, queue) = mpsc::channel(self.0.config.stream_backlog.max(1));
        let overflowed = Arc::new(AtomicBool::new(false));
        let mut state = self.state();
        let stream = state.next_stream;
        state.next_stream += 1;
        for topic in &topics {
            let listener = Listener { queue: sender.clone(), overflowed: Arc::clone(&overflowed) };
            state.listeners.entry(topic.clone()).or_default().insert(stream, listener);
        }
        let beginning = state.beginning(&topics, last);
        drop(state);
        metrics::gauge!("shouwen_live_streams").increment(1);
        (Registration { hub: self.clone(), stream, topics, overflowed, queue }, beginning)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn deliver(&mut self, message: Arc<Message>, most: usize) {
        let mut receivers = Vec::new();
        for (bit, topic) in message.topics() {
            let listeners = self.listeners.get(topic).into_iter().flatten();
            receivers.extend(listeners.map(|(stream, listener)| (*stream, bit, listener)));
        }
        receivers.sort_unstable_by_key(|(stream, bit, _)| (*stream, *bit));
        for same in receivers.chunk_by(|a, b| a.0 == b.0) {
            let mask = same.iter().fold(0, |mask, (_, bit, _)| mask | bit);
            same[0].2.send(Delivery::Event(Arc::clone(&message), mask));
        }
        self.position = message.position;
        while self.ring.len() >= most.max(1) {
            self.ring.pop_front();
        }
        self.ring.push_back(message);
    }

    /// Leaves out everything up to `position` and tells all streams so.
    fn jump(&mut self, position: i64) {
        self.ring.clear();
        self.position = position;
        for listener in self.listeners.values().flat_map(HashMap::values) {
            listener.overflowed.store(true, Ordering::SeqCst);
            listener.send(Delivery::Reset);
        }
    }

    fn beginning(&self, topics: &[Box<str>], last: Option<i64>) -> Beginning {
        let Some(last) = last else { return Beginning::Now(self.position) };
        if last > self.position {
            return Beginning::Ahead;
        }
        let oldest = self.ring.front().map_or(self.position + 1, |message| message.position);
        if last + 1 < oldest {
            return Beginning::Load(last, self.position);
        }
        let missed = usize::try_from(last + 1 - oldest).unwrap_or(usize::MAX);
        let missed = self.ring.iter().skip(missed);
        Beginning::Replay(missed.filter_map(|message| matching(message, topics)).collect())
    }
}

/// Returns the message with the bits of those topics; `None` when it has none of them.
pub(crate) fn matching(
    message: &Arc<Message>,
    topics: &[Box<str>],
) -> Option<(Arc<Message>, Mask)> {
    let wanted =
        message.topics().filter(|(_, topic)| topics.iter().any(|wanted| **wanted == **topic));
    let mask = wanted.fold(0, |mask, (bit, _)| mask | bit);
    (mask != 0).then(|| (Arc::clone(message), mask))
}

impl Listener {
    fn send(&self, delivery: Delivery) {
        // A closed queue is a stream that is just ending.
        if let Err(mpsc::error::TrySendError::Full(_)) = self.queue.try_send(delivery) {
            self.overflowed.store(true, Ordering::SeqCst);
        }
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut state = self.hub.state();
        for topic in &self.topics {
            if let Some(listeners) = state.listeners.get_mut(topic) {
                listeners.remove(&self.stream);
                if listeners.is_empty() {
                    state.listeners.remove(topic);
                }
            }
        }
        drop(state);
        metrics::gauge!("shouwen_live_streams").decrement(1);
    }
}
