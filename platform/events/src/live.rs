//! One browser tab: a stream of server-sent events that can be resumed.
//!
//! See <https://html.spec.whatwg.org/multipage/server-sent-events.html>: an event without data is not shown to the
//! page, but its id is kept, so that a browser can resume before it has seen anything.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use db::DbError;
use futures::stream::{self, BoxStream};
use futures::{Stream, StreamExt as _};

use crate::hub::{Beginning, Delivery, Hub, Registration, matching};
use crate::message::{Mask, Message};
use crate::{Topics, store};

/// A browser that missed more than this many events starts over.
const MOST_MISSED: u64 = 1_000;

/// Tells the browser to come back two seconds after a stream has ended.
const RETRY: &str = "retry: 2000\n";

/// A stream of server-sent events as bytes; it ends when the server stops.
///
/// It must not be compressed: a compressor would hold events back.
pub struct LiveStream(BoxStream<'static, Result<Bytes, Infallible>>);

impl std::fmt::Debug for LiveStream {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("LiveStream").finish_non_exhaustive()
    }
}

impl LiveStream {
    /// Ends the stream when this ends; the browser then comes back and is asked anew who it is.
    #[must_use]
    pub fn until(self, end: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(self.0.take_until(end).boxed())
    }

    /// Keeps something for as long as the stream is open, such as the room that it takes.
    #[must_use]
    pub fn holding(self, kept: impl Send + 'static) -> Self {
        let hold = move |item| {
            let _ = &kept;
            item
        };
        Self(self.0.map(hold).boxed())
    }
}

impl Stream for LiveStream {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl IntoResponse for LiveStream {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from_stream(self));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        response
    }
}

/// Finds what the browser says it saw last, in the header that it sends when it comes back.
pub fn find_last_event_id(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get("last-event-id")?.to_str().ok()?;
    text.parse().ok().filter(|position| *position >= 0)
}

pub(crate) fn open(hub: Hub, topics: &Topics, last: Option<i64>) -> LiveStream {
    let topics: Vec<Box<str>> = topics.iter().map(|topic| topic.to_string().into()).collect();
    let beginning = async move {
        match begin(&hub, topics, last).await {
            Ok((first, place)) => {
                let rest = stream::unfold((hub, place), proceed).flat_map(stream::iter);
                stream::once(async move { first }).chain(rest).map(Ok).boxed()
            }
            Err(error) => {
                // The browser comes back by itself; by then the database may answer again.
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "could not open a live stream"
                );
                stream::empty().boxed()
            }
        }
    };
    LiveStream(stream::once(beginning).flatten().boxed())
}

/// Takes a place in the hub and returns the first bytes: what was missed.
async fn begin(
    hub: &Hub,
    topics: Vec<Box<str>>,
    last: Option<i64>,
) -> Result<(Bytes, Registration), DbError> {
    hub.start().await?;
    let (mut place, mut beginning) = hub.register(topics, last);
    if matches!(beginning, Beginning::Ahead) {
        // Another node may have told the browser more than this one has heard of.
        hub.catch_up().await?;
        (place, beginning) = hub.register(place.topics.clone(), last);
    }
    let first = match beginning {
        Beginning::Now(position) => Bytes::from(format!("{RETRY}id: {position}\n\n")),
        Beginning::Ahead => reset(hub),
        Beginning::Replay(missed) => replay(hub, &missed),
        Beginning::Load(from, to) => match load(hub, &place.topics, from, to).await? {
            Some(missed) => replay(hub, &missed),
            None => reset(hub),
        },
    };
    Ok((first, place))
}

/// Reads what was missed from the outbox; `None` when it is too much or no longer there.
async fn load(
    hub: &Hub,
    topics: &[Box<str>],
    from: i64,
    to: i64,
) -> Result<Option<Vec<(Arc<Message>, Mask)>>, DbError> {
    let missed = u64::try_from(to - from).unwrap_or(u64::MAX);
    if missed > MOST_MISSED {
        return Ok(None);
    }
    let rows = store::list_after(hub.db().reader(), from, missed).await?;
    let whole = u64::try_from(rows.len()).ok() == Some(missed);
    if !whole || rows.last().is_some_and(|row| row.position != Some(to)) {
        return Ok(None);
    }
    let messages = rows.iter().filter_map(Message::find).map(Arc::new);
    Ok(Some(messages.filter_map(|message| matching(&message, topics)).collect()))
}

fn replay(hub: &Hub, missed: &[(Arc<Message>, Mask)]) -> Bytes {
    if u64::try_from(missed.len()).unwrap_or(u64::MAX) > MOST_MISSED {
        return reset(hub);
    }
    let mut bytes = BytesMut::from(format!("{RETRY}\n").as_bytes());
    for (message, mask) in missed {
        message.frames(*mask, &mut |frame| bytes.extend_from_slice(&frame));
    }
    bytes.freeze()
}

fn reset(hub: &Hub) -> Bytes {
    metrics::counter!("shouwen_live_resets_total").increment(1);
    Bytes::from(format!("{RETRY}\nid: {}\nevent: reset\ndata: {{}}\n\n", hub.position()))
}

/// Waits for what comes next; `None` when the server stops.
async fn proceed(
    (hub, mut place): (Hub, Registration),
) -> Option<(Vec<Bytes>, (Hub, Registration))> {
    let next = tokio::time::timeout(hub.config().heartbeat(), place.queue.recv());
    let next = tokio::select! {
        biased;
        () = hub.stop().cancelled() => return None,
        next = next => next,
    };
    let mut frames = Vec::with_capacity(1);
    match next {
        Err(_) => frames.push(Bytes::from_static(b": still here\n\n")),
        Ok(None) => return None,
        Ok(Some(_)) if place.overflowed.swap(false, Ordering::SeqCst) => {
            while place.queue.try_recv().is_ok() {}
            frames.push(reset(&hub));
        }
        Ok(Some(Delivery::Reset)) => frames.push(reset(&hub)),
        Ok(Some(Delivery::Event(message, mask))) => {
            message.frames(mask, &mut |frame| frames.push(frame));
        }
    }
    Some((frames, (hub, place)))
}
