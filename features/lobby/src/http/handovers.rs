//! Notes from one shift to the next.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, StaffId, Timestamp};
use organisation::api::StaffName;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Path, Problem, Problems, Query};

use super::people::StaffNameView;
use crate::service::handovers::{self, HandoverRecord};
use crate::store::handovers::HandoverId;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_handovers, write_handover))
        .routes(routes!(acknowledge_handover))
}

/// A note from one shift to the next.
#[derive(Debug, Serialize, ToSchema)]
struct HandoverView {
    /// Its id.
    id: HandoverId,
    /// The business day on which it was written.
    business_day: String,
    /// What it says, long numbers hidden; `null` in answers to acts.
    text: Option<String>,
    /// Who wrote it.
    author: StaffNameView,
    /// When it was written.
    written_at: Timestamp,
    /// Who acknowledged it.
    read_by: Option<StaffNameView>,
    /// When it was acknowledged.
    read_at: Option<Timestamp>,
}

/// One page of notes.
#[derive(Debug, Serialize, ToSchema)]
struct HandoverPage {
    /// The notes, newest first.
    items: Vec<HandoverView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// What the next shift should know.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WriteHandover {
    /// In words; kept sealed.
    #[schema(max_length = 2000)]
    text: String,
}

/// Lists the handover notes of a branch, newest first.
#[utoipa::path(get, path = "/branches/{branch_id}/handovers", tag = "checklists",
    params(("branch_id" = BranchId, Path), PageQuery),
    security(("session" = ["handover:read"])),
    responses((status = 200, description = "One page of notes.", body = HandoverPage), Problems))]
async fn list_handovers(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<HandoverPage>, Problem> {
    let page = handovers::list(&ctx, &app, branch, &query.into()).await?;
    let items = page.items.into_iter().map(HandoverView::from).collect();
    Ok(Json(HandoverPage { items, next: page.next }))
}

/// Writes a handover note.
#[utoipa::path(post, path = "/branches/{branch_id}/handovers", tag = "checklists",
    request_body = WriteHandover, params(("branch_id" = BranchId, Path)),
    security(("session" = ["handover:write"])),
    responses((status = 201, description = "The note.", body = HandoverView), Problems))]
async fn write_handover(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<WriteHandover>,
) -> Result<Answer<HandoverView>, Problem> {
    let note = handovers::write(&ctx, &app, branch, &body.text).await?;
    web::created(&ctx, note, HandoverView::from).await
}

/// Acknowledges a handover note, as somebody of the next shift; whoever wrote it cannot.
#[utoipa::path(post, path = "/handovers/{handover_id}/acknowledge", tag = "checklists",
    params(("handover_id" = HandoverId, Path)),
    security(("session" = ["handover:read"])),
    responses((status = 200, description = "The note.", body = HandoverView), Problems))]
async fn acknowledge_handover(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<HandoverId>,
) -> Result<Answer<HandoverView>, Problem> {
    let note = handovers::acknowledge(&ctx, &app, id).await?;
    web::answer(&ctx, note, HandoverView::from).await
}

impl From<HandoverRecord> for HandoverView {
    fn from(record: HandoverRecord) -> Self {
        let HandoverRecord { note, words, names } = record;
        let person = |id: StaffId| {
            let unknown = || StaffName { name: String::new(), name_en: String::new() };
            StaffNameView::from((id, names.get(&id).cloned().unwrap_or_else(unknown)))
        };
        Self {
            id: note.id,
            business_day: note.day,
            text: words,
            author: person(note.written.0),
            written_at: note.written.1,
            read_by: note.read.map(|(by, _)| person(by)),
            read_at: note.read.map(|(_, at)| at),
        }
    }
}
