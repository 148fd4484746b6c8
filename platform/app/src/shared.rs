//! What many ask for at once: made once, given to all who ask before anything changes.
//!
//! A call reaches every screen of a hall in the same instant, and every screen then asks for the same page.
//! The first one has it made, the others wait for that and get the same bytes.
//!
//! # Freshness
//! What was made is given again only while this node has committed nothing and has heard of no event from others since
//! before it was made, and for one second at most, because it tells of waits that grow.
//! So whoever has changed something, or has heard of a change, never sees what was before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Ctx;
use kernel::{BranchId, Timestamp};
use serde::Serialize;
use web::{Problem, Written};

use crate::App;

/// How long something is good when nothing happens.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// What it is, of which branch, and on what else it depends; few enough values that all of them can be kept.
type Key = (&'static str, BranchId, String);

type Place<T> = Arc<tokio::sync::Mutex<Option<Made<T>>>>;

/// What this node has made of one type; lives on the shelf of [`data::Memory`].
struct Shared<T>(Mutex<HashMap<Key, Place<T>>>);

/// Something and what was known when its making began.
struct Made<T> {
    moment: Moment,
    at: Timestamp,
    value: T,
}

/// What this node had committed and heard of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Moment {
    commits: u64,
    position: i64,
}

/// Returns a page of a branch as somebody else has just got it, or has it made.
///
/// Every caller must be allowed to see the same of it; who may see it at all is decided before.
///
/// # Errors
/// What `make` fails of; it is then made again for the next who asks.
pub async fn page<V: Serialize>(
    app: &App,
    ctx: &Ctx,
    name: &'static str,
    branch: BranchId,
    make: impl AsyncFnOnce() -> Result<V, Problem>,
) -> Result<Written, Problem> {
    let key = (name, branch, ctx.locale.tag().to_owned());
    value(app, ctx.now(), key, async || Written::new(&make().await?)).await
}

/// Returns a value as somebody else has just got it, or has it made; not to be called while a write is open.
///
/// # Errors
/// What `make` fails of; it is then made again for the next who asks.
pub async fn value<T: Clone + Send + Sync + 'static, E>(
    app: &App,
    now: Timestamp,
    key: Key,
    make: impl AsyncFnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let place = app.data.memory().get::<Shared<T>>().place(key);
    let mut kept = place.lock().await;
    let moment = Moment { commits: app.db.commits(), position: app.events.hub().position() };
    let good =
        |made: &&Made<T>| made.moment == moment && made.at <= now && now.since(made.at) < GOOD_FOR;
    if let Some(made) = kept.as_ref().filter(good) {
        return Ok(made.value.clone());
    }
    let value = make().await?;
    *kept = Some(Made { moment, at: now, value: value.clone() });
    Ok(value)
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Shared<T> {
    fn place(&self, key: Key) -> Place<T> {
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
    }
}
