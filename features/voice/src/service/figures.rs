//! Figures over many ratings, and the count of visits that could have been rated.

use std::time::Duration;

use access::{Ctx, Scope};
use app::App;
use db::WriteTx;
use events::{BoxError, Event, Recorded};
use kernel::{BranchId, Timestamp};
use lobby::api::VisitFinished;

use super::follow_ups::require_branch;
use crate::error::VoiceError;
use crate::model::figures::{Tally, share};
use crate::permissions::RATING_READ;
use crate::store::ratings::{self, Filter, Question};
use crate::store::{finished, follow_ups};

/// The days that a summary looks back when nobody says.
const DAYS: u64 = 30;

const DAY: i64 = 86_400_000_000;

/// China is eight hours ahead, all year round.
const CHINA: i64 = 8 * 3_600_000_000;

/// Figures over the ratings of a time.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    /// From this instant on.
    pub(crate) from: Timestamp,
    /// Before this instant.
    pub(crate) to: Timestamp,
    /// By satisfaction, 1 to 5.
    pub(crate) satisfaction: Tally,
    /// By effort, 1 to 5.
    pub(crate) effort: Tally,
    /// By recommendation, 0 to 10.
    pub(crate) recommend: Tally,
    /// How many were so low that somebody followed them up.
    pub(crate) low: u64,
    /// What was finished; `None` for tellers, whose visits are not counted one by one.
    pub(crate) finished: Option<Finished>,
}

/// Finished visits, counted over whole days because they are kept by the day.
#[derive(Clone, Debug)]
pub(crate) struct Finished {
    /// How many there were.
    pub(crate) visits: u64,
    /// How many ratings came in on the same days.
    pub(crate) rated: u64,
}

impl Summary {
    /// Returns the share of finished visits that were rated; `None` when nothing was finished.
    ///
    /// A visit may be rated days later, so the share of a short time may exceed 1 and is then cut to it.
    pub(crate) fn response_rate(&self) -> Option<f64> {
        let Finished { visits, rated } = self.finished.as_ref()?;
        share(*rated, *visits).map(|rate| rate.min(1.0))
    }
}

/// Returns figures over the ratings that the caller may see; the last 30 days when no time is named.
pub(crate) async fn summary(ctx: &Ctx, app: &App, filter: &Filter) -> Result<Summary, VoiceError> {
    let scope = ctx.require(RATING_READ)?;
    require_branch(&scope, filter.branch)?;
    let to = filter.to.unwrap_or_else(|| ctx.now() + Duration::from_micros(1));
    let from = filter.from.unwrap_or_else(|| to - Duration::from_secs(DAYS * 24 * 3600));
    let filter = Filter { from: Some(from), to: Some(to), ..*filter };
    Ok(Summary {
        from,
        to,
        satisfaction: tally(app, &scope, &filter, Question::Satisfaction).await?,
        effort: tally(app, &scope, &filter, Question::Effort).await?,
        recommend: tally(app, &scope, &filter, Question::Recommend).await?,
        low: follow_ups::count(app.db.reader(), &scope, &filter).await?,
        finished: finished(app, &scope, filter.branch, from, to).await?,
    })
}

/// Counts a finished visit, in the transaction in which the subscriber's cursor moves.
pub(crate) async fn project(_: App, _: Ctx, tx: &WriteTx, event: Recorded) -> Result<(), BoxError> {
    if let Some(branch) = event.branch {
        finished::add(tx, branch, day(event.at)).await?;
    }
    Ok(())
}

/// Says whether an event tells that a visit was finished.
pub(crate) fn is_finished(event: &Recorded) -> bool {
    event.kind == VisitFinished::KIND
}

async fn tally(
    app: &App,
    scope: &Scope,
    filter: &Filter,
    question: Question,
) -> Result<Tally, VoiceError> {
    let counts = ratings::count_by(app.db.reader(), scope, filter, question).await?;
    let read = |(mark, count)| Some((u8::try_from(mark).ok()?, u64::try_from(count).ok()?));
    Ok(counts.into_iter().filter_map(read).collect())
}

async fn finished(
    app: &App,
    scope: &Scope,
    branch: Option<BranchId>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Option<Finished>, VoiceError> {
    if matches!(scope, Scope::Own(_)) {
        return Ok(None);
    }
    let (first, behind) = (day(from), day(to - Duration::from_micros(1)) + 1);
    let visits = finished::count(app.db.reader(), scope, branch, first, behind).await?;
    let days =
        Filter { branch, from: Some(begin(first)), to: Some(begin(behind)), ..Filter::default() };
    let rated = tally(app, scope, &days, Question::Satisfaction).await?.count();
    Ok(Some(Finished { visits: u64::try_from(visits).unwrap_or(0), rated }))
}

/// Returns the day in China of an instant.
fn day(at: Timestamp) -> i32 {
    i32::try_from((at.micros() + CHINA).div_euclid(DAY)).unwrap_or(0)
}

/// Returns the instant at which a day in China begins.
fn begin(day: i32) -> Timestamp {
    Timestamp::from_micros(i64::from(day) * DAY - CHINA)
}
