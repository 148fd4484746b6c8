//! What happened with a customer.

use app::App;
use axum::extract::State;
use kernel::{BranchId, CustomerId, Locale, Page, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{Ctx, Json, PageQuery, Path, Problem, Problems, Query};

use crate::model::announcement;
use crate::service::timeline::{self, Happening};

/// One thing that happened with a customer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelineView {
    id: Uuid,
    /// What happened, such as `visit.called`.
    kind: String,
    at: Timestamp,
    branch_id: Option<BranchId>,
    /// The visit it belongs to.
    visit_id: Option<String>,
    actor: ActorView,
    /// What happened, in the caller's language.
    sentence: String,
    /// What else the room that tells it says: ids, codes and numbers.
    detail: serde_json::Value,
}

/// Who caused it.
#[derive(Debug, Serialize, ToSchema)]
struct ActorView {
    /// `staff`, `system`, or `nobody` for somebody who had not signed in.
    kind: String,
    /// The person, or the name of the job.
    id: Option<String>,
}

/// One page of a timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelinePage {
    items: Vec<TimelineView>,
    /// The mark of the next page; null at the end.
    next: Option<String>,
}

/// Lists what happened with a customer, newest first.
///
/// The timeline follows the events of all rooms a moment behind.
#[utoipa::path(get, path = "/customers/{id}/timeline", tag = "customers",
    params(("id" = CustomerId, Path), PageQuery),
    responses((status = 200, description = "One page.", body = TimelinePage), Problems))]
pub(super) async fn list_timeline(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CustomerId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<TimelinePage>, Problem> {
    let Page { items, next } = timeline::list(&ctx, &app, id, &query.into()).await?;
    let items =
        items.into_iter().map(|happening| TimelineView::new(happening, ctx.locale)).collect();
    Ok(Json(TimelinePage { items, next }))
}

impl TimelineView {
    fn new(happening: Happening, locale: Locale) -> Self {
        Self {
            id: happening.id,
            at: happening.at,
            branch_id: happening.branch,
            visit_id: happening.visit().map(str::to_owned),
            sentence: announcement::words(&happening.kind, locale).to_owned(),
            kind: happening.kind,
            actor: ActorView::new(&happening.actor),
            detail: happening.detail,
        }
    }
}

impl ActorView {
    fn new(actor: &str) -> Self {
        let (kind, id) = actor.split_once(':').map_or((actor, None), |(kind, id)| (kind, Some(id)));
        Self { kind: kind.to_owned(), id: id.map(str::to_owned) }
    }
}
