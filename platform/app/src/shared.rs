//! Answers that many ask for at once: made once, given to all who ask before anything changes.
//!
//! A call reaches every screen of a hall in the same instant, and every screen then asks for the same page.
//! The first one has it made, the others wait for that and get the same bytes.
//!
//! # Freshness
//! An answer is given again only while this node has committed nothing and has heard of no event from others since
//! before it was made, and for [`GOOD_FOR`] at most, because it tells of waits that grow.
//! So whoever has changed something, or has heard of a change, never sees what was before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Ctx;
use kernel::{BranchId, Locale, Timestamp};
use serde::Serialize;
use web::{Problem, Written};

use crate::App;

/// How long an answer is good when nothing happens.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// Which page, of which branch, in which language.
type Key = (&'static str, BranchId, Locale);

type Place = Arc<tokio::sync::Mutex<Option<Made>>>;

/// The answers of this node; lives on the shelf of [`data::Memory`].
///
/// There are at most as many as pages, branches and languages.
#[derive(Default)]
struct Shared(Mutex<HashMap<Key, Place>>);

/// An answer and what was known when its making began.
struct Made {
    moment: Moment,
    at: Timestamp,
    written: Written,
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
pub async fn shared<V: Serialize>(
    app: &App,
    ctx: &Ctx,
    page: &'static str,
    branch: BranchId,
    make: impl AsyncFnOnce() -> Result<V, Problem>,
) -> Result<Written, Problem> {
    let place = app.data.memory().get::<Shared>().place((page, branch, ctx.locale));
    let mut kept = place.lock().await;
    let moment = Moment { commits: app.db.commits(), position: app.events.hub().position() };
    let now = ctx.now();
    let good =
        |made: &&Made| made.moment == moment && made.at <= now && now.since(made.at) < GOOD_FOR;
    if let Some(made) = kept.as_ref().filter(good) {
        return Ok(made.written.clone());
    }
    let written = Written::new(&make().await?)?;
    *kept = Some(Made { moment, at: now, written: written.clone() });
    Ok(written)
}

impl Shared {
    fn place(&self, key: Key) -> Place {
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
    }
}
