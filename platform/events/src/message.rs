//! One event as live streams send it: serialised at most once for each topic and shared by all who listen.

use std::sync::OnceLock;

use bytes::Bytes;
use kernel::Timestamp;

use crate::entity::outbox;

/// A topic is told apart by its bit in a [`Mask`]; an event with more topics than this is shown on the first ones.
pub(crate) const MOST_TOPICS: usize = 64;

/// The topics of one message that one stream listens to, a bit for each.
pub(crate) type Mask = u64;

/// One event as live streams send it.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) position: i64,
    kind: Box<str>,
    at: Timestamp,
    payload: Box<str>,
    topics: Box<[Topical]>,
}

#[derive(Debug)]
struct Topical {
    topic: Box<str>,
    frame: OnceLock<Bytes>,
}

impl Message {
    /// Prepares a relayed row; `None` when it has no position yet.
    pub(crate) fn find(row: &outbox::Model) -> Option<Self> {
        let topics = row.topics.split(' ').filter(|topic| !topic.is_empty()).take(MOST_TOPICS);
        let topics = topics.map(|topic| Topical { topic: topic.into(), frame: OnceLock::new() });
        Some(Self {
            position: row.position?,
            kind: row.kind.as_str().into(),
            at: Timestamp::from_micros(row.at),
            payload: row.payload.as_str().into(),
            topics: topics.collect(),
        })
    }

    /// Returns the topics with their bits.
    pub(crate) fn topics(&self) -> impl Iterator<Item = (Mask, &str)> {
        self.topics.iter().enumerate().map(|(bit, topical)| (1 << bit, &*topical.topic))
    }

    /// Adds what a stream with these topics is sent.
    ///
    /// Only the last frame carries the id: a connection that breaks between two frames of one event comes back with
    /// the id before it and is sent all of them again.
    pub(crate) fn frames(&self, mask: Mask, send: &mut impl FnMut(Bytes)) {
        let mut rest = mask;
        for (bit, topical) in self.topics.iter().enumerate() {
            if rest & (1 << bit) == 0 {
                continue;
            }
            rest &= !(1 << bit);
            let frame = topical.frame.get_or_init(|| self.serialise(&topical.topic));
            let skipped = if rest == 0 { 0 } else { self.id_line().len() };
            send(frame.slice(skipped..));
        }
    }

    fn id_line(&self) -> String {
        format!("id: {}\n", self.position)
    }

    fn serialise(&self, topic: &str) -> Bytes {
        let Self { kind, at, payload, .. } = self;
        let (topic, quoted) = (quote(topic), quote(kind));
        let data = format!(r#"{{"topic":{topic},"kind":{quoted},"at":"{at}","data":{payload}}}"#);
        // No `event:` line: a browser hands over only names that it asked for, and a new kind must not get lost.
        Bytes::from(format!("{}data: {data}\n\n", self.id_line()))
    }
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
