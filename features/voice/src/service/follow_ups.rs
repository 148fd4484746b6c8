//! Somebody asks the customer what went wrong.

use std::collections::HashMap;

use access::{Ctx, Scope};
use app::App;
use audit::Entry;
use db::{Change, WriteTx};
use kernel::{BranchId, Page, PageRequest, StaffId};
use lobby::api::AlertKind;
use organisation::api::StaffName;
use vault::Secret;

use super::{mark, read_mark};
use crate::entity::{follow_up as row, rating};
use crate::error::VoiceError;
use crate::events::{FollowUpClosed, FollowUpFacts, FollowUpTaken};
use crate::keeping;
use crate::model::follow_up::{FollowUp, FollowUpId, State};
use crate::model::outcome::Outcome;
use crate::model::rating::{RatedVisit, Rating};
use crate::model::words::{LONGEST_NOTE, trimmed};
use crate::permissions::{FOLLOW_UP_HANDLE, FOLLOW_UP_READ};
use crate::store::{follow_ups, ratings};

pub(crate) use crate::store::follow_ups::Wanted;

/// A follow-up with the rating it is about.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The follow-up.
    pub(crate) follow_up: FollowUp,
    /// What the customer said.
    pub(crate) rating: Rating,
    /// The name of whoever has taken it on.
    pub(crate) assignee: Option<StaffName>,
}

/// Lists follow-ups that the caller may see: pending ones by urgency, closed ones latest first.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    branch: Option<BranchId>,
    wanted: Wanted,
    page: &PageRequest,
) -> Result<Page<Told>, VoiceError> {
    let scope = ctx.require(FOLLOW_UP_READ)?;
    require_branch(&scope, branch)?;
    let behind = read_mark(page.cursor.as_deref())?;
    let rows =
        follow_ups::list(app.db.reader(), &scope, branch, wanted, behind, page.limit + 1).await?;
    let Page { items, next } = Page::cut(rows, page.limit, |(row, _)| match wanted {
        Wanted::Pending | Wanted::Taken => mark(row.due_at, row.id),
        Wanted::Closed => mark(row.closed_at.unwrap_or_default(), row.id),
    });
    let staff: Vec<_> =
        items.iter().filter_map(|(row, _)| row.assignee_id.map(StaffId::from_uuid)).collect();
    let names = organisation::api::staff_names(app, &staff).await?;
    let items = items.into_iter().map(|(row, rating)| tell(app, &row, rating, &names));
    Ok(Page { items: items.collect::<Result<_, _>>()?, next })
}

/// Takes a follow-up on, or over from an absent colleague.
pub(crate) async fn take(ctx: &Ctx, app: &App, id: FollowUpId) -> Result<Change<Told>, VoiceError> {
    let scope = ctx.require(FOLLOW_UP_HANDLE)?;
    let me = ctx.staff()?;
    let tx = app.db.begin_write().await?;
    let (mut follow_up, rating) = load(&tx, app, &scope, id).await?;
    let version = follow_up.version;
    let before = follow_up.take(me)?;
    if follow_up.version != version {
        save(&tx, app, &follow_up, version).await?;
        let facts = facts(&follow_up, &rating.visit);
        app.events.record(&tx, ctx, &FollowUpTaken(facts)).await?;
        heard(&tx, ctx, app, &rating.visit).await?;
    }
    let entry = Entry::new("follow_up.taken").on("follow_up", id).branch(follow_up.branch);
    app.audit.record(&tx, ctx, entry.detail(serde_json::json!({ "from": before }))).await?;
    told(app, tx, follow_up, rating).await
}

/// Closes a follow-up with what came of it.
pub(crate) async fn close(
    ctx: &Ctx,
    app: &App,
    id: FollowUpId,
    outcome: &str,
    note: Option<&Secret<String>>,
) -> Result<Change<Told>, VoiceError> {
    let scope = ctx.require(FOLLOW_UP_HANDLE)?;
    let me = ctx.staff()?;
    let outcome = Outcome::find(outcome).ok_or(VoiceError::OutcomeUnknown)?;
    let note = note.and_then(trimmed);
    if note.as_ref().is_some_and(|note| note.expose().chars().count() > LONGEST_NOTE) {
        return Err(VoiceError::NoteLong);
    }
    let tx = app.db.begin_write().await?;
    let (mut follow_up, rating) = load(&tx, app, &scope, id).await?;
    let version = follow_up.version;
    follow_up.close(me, outcome, note, ctx.now())?;
    save(&tx, app, &follow_up, version).await?;
    app.events.record(&tx, ctx, &FollowUpClosed(facts(&follow_up, &rating.visit))).await?;
    heard(&tx, ctx, app, &rating.visit).await?;
    let entry = Entry::new("follow_up.closed").on("follow_up", id).branch(follow_up.branch);
    app.audit.record(&tx, ctx, entry.reason(outcome.code)).await?;
    told(app, tx, follow_up, rating).await
}

/// Returns what is announced of a follow-up.
pub(super) fn facts(follow_up: &FollowUp, visit: &RatedVisit) -> FollowUpFacts {
    let outcome = match &follow_up.state {
        State::Closed { outcome, .. } => Some(outcome.code.to_owned()),
        State::Open | State::Taken { .. } => None,
    };
    FollowUpFacts {
        follow_up_id: follow_up.id,
        visit_id: visit.id,
        branch_id: follow_up.branch,
        customer: visit.customer,
        state: follow_up.state.code().to_owned(),
        due_at: follow_up.due_at,
        assignee_id: follow_up.assignee(),
        outcome,
    }
}

/// Fails when a branch is asked for that the caller may not know of.
pub(super) fn require_branch(scope: &Scope, branch: Option<BranchId>) -> Result<(), VoiceError> {
    match (scope, branch) {
        (Scope::Own(_), _) | (_, None) => Ok(()),
        (_, Some(branch)) => Ok(scope.require_branch(branch)?),
    }
}

/// Takes the alert about a low rating back, because somebody sees to it now.
async fn heard(tx: &WriteTx, ctx: &Ctx, app: &App, visit: &RatedVisit) -> Result<(), VoiceError> {
    Ok(lobby::api::resolve_alerts(tx, ctx, app, visit.id, AlertKind::LowRating).await?)
}

async fn load(
    tx: &WriteTx,
    app: &App,
    scope: &Scope,
    id: FollowUpId,
) -> Result<(FollowUp, Rating), VoiceError> {
    let row = follow_ups::find(tx, scope, id).await?.ok_or(VoiceError::FollowUpNotFound)?;
    let rating = ratings::find(tx, row.rating_id).await?.ok_or(VoiceError::FollowUpNotFound)?;
    Ok((keeping::open_follow_up(&app.vault, &row)?, keeping::open_rating(&app.vault, &rating)?))
}

async fn save(
    tx: &WriteTx,
    app: &App,
    follow_up: &FollowUp,
    version: i32,
) -> Result<(), VoiceError> {
    let row = keeping::seal_follow_up(&app.vault, follow_up)?;
    let written = follow_ups::update(tx, row, version).await?;
    if written { Ok(()) } else { Err(VoiceError::ChangedMeanwhile) }
}

async fn told(
    app: &App,
    tx: WriteTx,
    follow_up: FollowUp,
    rating: Rating,
) -> Result<Change<Told>, VoiceError> {
    let staff: Vec<_> = follow_up.assignee().into_iter().collect();
    let mut names = organisation::api::staff_names(app, &staff).await?;
    let assignee = follow_up.assignee().and_then(|staff| names.remove(&staff));
    Ok(Change::new(tx, Told { follow_up, rating, assignee }))
}

fn tell(
    app: &App,
    row: &row::Model,
    rating: Option<rating::Model>,
    names: &HashMap<StaffId, StaffName>,
) -> Result<Told, VoiceError> {
    let follow_up = keeping::open_follow_up(&app.vault, row)?;
    let rating =
        rating.ok_or_else(|| db::Inconsistency::new("voice_follow_ups", "rating_id", row.id))?;
    let assignee = follow_up.assignee().and_then(|staff| names.get(&staff).cloned());
    Ok(Told { follow_up, rating: keeping::open_rating(&app.vault, &rating)?, assignee })
}
