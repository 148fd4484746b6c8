//! Follow-ups: listed, taken on, closed.

use app::App;
use axum::extract::State;
use kernel::{BranchId, CustomerId, Page, StaffId, Timestamp, VisitId};
use organisation::api::StaffName;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vault::{Secret, mask};
use web::{Answer, Ctx, Json, PageQuery, Path, Problem, Problems, Query, answer};

use crate::error::VoiceError;
use crate::model::follow_up::{FollowUpId, State as FollowUpState};
use crate::model::outcome::OUTCOMES;
use crate::service::follow_ups::{self, Told, Wanted};

/// Somebody should ask a customer what went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FollowUpView {
    id: FollowUpId,
    branch_id: BranchId,
    visit_id: VisitId,
    visit_number: String,
    customer_id: Option<CustomerId>,
    /// What is happening.
    state: FollowUpStateView,
    /// 1 to 5.
    satisfaction: u8,
    /// 1 to 5.
    effort: Option<u8>,
    /// 0 to 10.
    recommend: Option<u8>,
    /// In the customer's words; long numbers are hidden.
    comment: Option<String>,
    created_at: Timestamp,
    due_at: Timestamp,
    /// Whether it should have been closed by now.
    overdue: bool,
    assignee: Option<AssigneeView>,
    closed_at: Option<Timestamp>,
    /// A code of `outcomes`.
    outcome: Option<&'static str>,
    /// In the words of whoever closed it; long numbers are hidden.
    note: Option<String>,
    /// How a follow-up may end.
    outcomes: Vec<OutcomeView>,
}

/// What is happening with a follow-up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FollowUpState)]
enum FollowUpStateView {
    /// Nobody has taken it on.
    Open,
    /// Somebody has.
    Taken,
    /// It is over.
    Closed,
}

impl From<&FollowUpState> for FollowUpStateView {
    fn from(state: &FollowUpState) -> Self {
        match state {
            FollowUpState::Open => Self::Open,
            FollowUpState::Taken { .. } => Self::Taken,
            FollowUpState::Closed { .. } => Self::Closed,
        }
    }
}

/// Who has taken a follow-up on.
#[derive(Debug, Serialize, ToSchema)]
struct AssigneeView {
    id: StaffId,
    name: Option<String>,
    name_en: Option<String>,
}

/// How a follow-up may end.
#[derive(Debug, Serialize, ToSchema)]
struct OutcomeView {
    code: &'static str,
    name: &'static str,
    name_en: &'static str,
    /// Whether a note must say more.
    needs_note: bool,
}

/// One page of follow-ups.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FollowUpPage {
    items: Vec<FollowUpView>,
    /// The mark of the next page; null at the end.
    next: Option<String>,
}

/// Which follow-ups are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FollowUpQuery {
    /// Of this branch; of all that the caller may see when absent.
    branch_id: Option<BranchId>,
    /// `open` (all that are not closed, the default), `taken` or `closed`.
    state: Option<String>,
    /// At most this many rows, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Takes a follow-up on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeFollowUp {}

/// Closes a follow-up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseFollowUp {
    /// A code of `outcomes`.
    outcome: String,
    /// What was done, at most 1 000 characters; some outcomes need it.
    #[schema(value_type = Option<String>, max_length = 1000)]
    note: Option<Secret<String>>,
}

/// Lists follow-ups: pending ones by urgency, closed ones latest first.
#[utoipa::path(get, path = "/follow-ups", tag = "voice", params(FollowUpQuery),
    security(("session" = ["follow_up:read"])),
    responses((status = 200, description = "One page.", body = FollowUpPage), Problems))]
pub(super) async fn list_follow_ups(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<FollowUpQuery>,
) -> Result<Json<FollowUpPage>, Problem> {
    let wanted = wanted(query.state.as_deref())?;
    let page = PageQuery { limit: query.limit, cursor: query.cursor }.into();
    let Page { items, next } = follow_ups::list(&ctx, &app, query.branch_id, wanted, &page).await?;
    let items = items.into_iter().map(|told| FollowUpView::new(told, ctx.now())).collect();
    Ok(Json(FollowUpPage { items, next }))
}

/// Takes a follow-up on, or over from an absent colleague.
///
/// The answer leaves out comment and note; the list has them.
#[utoipa::path(post, path = "/follow-ups/{id}/take", tag = "voice", params(("id" = FollowUpId, Path)),
    security(("session" = ["follow_up:handle"])),
    request_body = TakeFollowUp,
    responses((status = 200, description = "The follow-up.", body = FollowUpView), Problems))]
pub(super) async fn take_follow_up(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<FollowUpId>,
    Json(TakeFollowUp {}): Json<TakeFollowUp>,
) -> Result<Answer<FollowUpView>, Problem> {
    let change = follow_ups::take(&ctx, &app, id).await?;
    answer(&ctx, change, |told| FollowUpView::new(told, ctx.now()).without_words()).await
}

/// Closes a follow-up with what came of it.
///
/// What a colleague has taken on is taken over first.
/// The answer leaves out comment and note; the list has them.
#[utoipa::path(post, path = "/follow-ups/{id}/close", tag = "voice", params(("id" = FollowUpId, Path)),
    security(("session" = ["follow_up:handle"])),
    request_body = CloseFollowUp,
    responses((status = 200, description = "The follow-up.", body = FollowUpView), Problems))]
pub(super) async fn close_follow_up(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<FollowUpId>,
    Json(body): Json<CloseFollowUp>,
) -> Result<Answer<FollowUpView>, Problem> {
    let change = follow_ups::close(&ctx, &app, id, &body.outcome, body.note.as_ref()).await?;
    answer(&ctx, change, |told| FollowUpView::new(told, ctx.now()).without_words()).await
}

fn wanted(state: Option<&str>) -> Result<Wanted, VoiceError> {
    match state {
        None | Some("open") => Ok(Wanted::Pending),
        Some("taken") => Ok(Wanted::Taken),
        Some("closed") => Ok(Wanted::Closed),
        Some(_) => Err(VoiceError::StateUnknown),
    }
}

impl FollowUpView {
    fn new(told: Told, now: Timestamp) -> Self {
        let Told { follow_up, rating, assignee } = told;
        let (closed_at, outcome, note) = match &follow_up.state {
            FollowUpState::Closed { at, outcome, note, .. } => {
                (Some(*at), Some(outcome.code), note.as_ref())
            }
            FollowUpState::Open | FollowUpState::Taken { .. } => (None, None, None),
        };
        Self {
            id: follow_up.id,
            branch_id: follow_up.branch,
            visit_id: rating.visit.id,
            visit_number: rating.visit.number,
            customer_id: rating.visit.customer,
            state: (&follow_up.state).into(),
            satisfaction: rating.satisfaction,
            effort: rating.effort,
            recommend: rating.recommend,
            comment: rating.comment.map(|comment| mask::words(comment.expose())),
            created_at: follow_up.opened_at,
            due_at: follow_up.due_at,
            overdue: follow_up.is_overdue(now),
            assignee: follow_up.assignee().map(|id| AssigneeView::new(id, assignee)),
            closed_at,
            outcome,
            note: note.map(|note| mask::words(note.expose())),
            outcomes: outcomes(),
        }
    }

    /// Leaves out what customer and staff wrote: answers to POST are kept for repetitions, and words are kept sealed only.
    fn without_words(self) -> Self {
        Self { comment: None, note: None, ..self }
    }
}

impl AssigneeView {
    fn new(id: StaffId, name: Option<StaffName>) -> Self {
        let (name, name_en) = name.map(|name| (name.name, name.name_en)).unzip();
        Self { id, name, name_en }
    }
}

fn outcomes() -> Vec<OutcomeView> {
    let view = |outcome: crate::model::outcome::Outcome| OutcomeView {
        code: outcome.code,
        name: outcome.name,
        name_en: outcome.name_en,
        needs_note: outcome.needs_note,
    };
    OUTCOMES.map(view).into()
}
