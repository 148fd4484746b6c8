//! What is done with lists: items said, confirmed, taken back; a branch opened all the same; problems resolved.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::BranchId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use super::checklists::ProgressView;
use crate::model::checklist::{ItemState, ListKind};
use crate::service::ticking::{self, ItemPlace, Saying, Standing};
use crate::service::{open_items, opening};
use crate::store::open_items::OpenItemId;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mark_item))
        .routes(routes!(confirm_item))
        .routes(routes!(undo_item))
        .routes(routes!(override_opening))
        .routes(routes!(resolve_open_item))
}

/// How an item stands.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Finding {
    /// It was checked and is in order.
    Done,
    /// It was checked and is not in order.
    Problem,
    /// It does not concern this branch today.
    NotApplicable,
}

/// What somebody says of an item.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MarkItem {
    /// How it stands.
    state: Finding,
    /// What is wrong, or why it does not apply; kept sealed.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: Option<String>,
    /// The version of the item that the caller has seen.
    version: u32,
}

/// Which state of an item is acted on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeenItem {
    /// The version of the item that the caller has seen.
    version: u32,
}

/// Why a branch opens all the same.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OverrideOpening {
    /// Why; kept sealed and shown to all who see the list.
    #[schema(max_length = 500)]
    reason: String,
}

/// What was done about a problem.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ResolveOpenItem {
    /// In words; kept sealed.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// How a list stands after an act.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChecklistStanding {
    /// Where.
    branch_id: BranchId,
    /// Which list.
    kind: ListKind,
    /// How far it is.
    progress: ProgressView,
    /// The code of the item; `null` when the act was about the whole list.
    item: Option<String>,
    /// How the item stands.
    state: Option<ItemState>,
    /// The version of the item.
    version: Option<u32>,
}

/// Says how an item of a list of today stands.
///
/// A problem is carried from day to day until somebody resolves it. Saying anew replaces what was said.
#[utoipa::path(post, path = "/branches/{branch_id}/checklists/{kind}/items/{item}/mark", tag = "checklists",
    request_body = MarkItem,
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path), ("item" = String, Path)),
    security(("session" = ["checklist:tick"])),
    responses((status = 200, description = "How the list stands.", body = ChecklistStanding), Problems))]
async fn mark_item(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind, item)): Path<(BranchId, ListKind, String)>,
    Json(body): Json<MarkItem>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let place = ItemPlace { branch, kind, item: &item };
    let standing = ticking::mark(&ctx, &app, place, body.into()).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

/// Confirms an item as the second person.
#[utoipa::path(post, path = "/branches/{branch_id}/checklists/{kind}/items/{item}/confirm", tag = "checklists",
    request_body = SeenItem,
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path), ("item" = String, Path)),
    security(("session" = ["checklist:tick"])),
    responses((status = 200, description = "How the list stands.", body = ChecklistStanding), Problems))]
async fn confirm_item(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind, item)): Path<(BranchId, ListKind, String)>,
    Json(body): Json<SeenItem>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let place = ItemPlace { branch, kind, item: &item };
    let standing = ticking::confirm(&ctx, &app, place, body.version).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

/// Takes back what was done last with an item: the confirmation, or what was said.
#[utoipa::path(post, path = "/branches/{branch_id}/checklists/{kind}/items/{item}/undo", tag = "checklists",
    request_body = SeenItem,
    params(("branch_id" = BranchId, Path), ("kind" = ListKind, Path), ("item" = String, Path)),
    security(("session" = ["checklist:tick"])),
    responses((status = 200, description = "How the list stands.", body = ChecklistStanding), Problems))]
async fn undo_item(
    ctx: Ctx,
    State(app): State<App>,
    Path((branch, kind, item)): Path<(BranchId, ListKind, String)>,
    Json(body): Json<SeenItem>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let place = ItemPlace { branch, kind, item: &item };
    let standing = ticking::undo(&ctx, &app, place, body.version).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

/// Opens a branch although its opening list is not finished.
///
/// It holds for today. What is left on the list stays to be done.
#[utoipa::path(post, path = "/branches/{branch_id}/checklists/opening/override", tag = "checklists",
    request_body = OverrideOpening, params(("branch_id" = BranchId, Path)),
    security(("session" = ["opening:override"])),
    responses((status = 200, description = "How the list stands.", body = ChecklistStanding), Problems))]
async fn override_opening(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<OverrideOpening>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let standing = opening::override_list(&ctx, &app, branch, &body.reason).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

/// Resolves a problem.
///
/// An item of today in which it was found can then be ticked anew.
#[utoipa::path(post, path = "/open-items/{open_item_id}/resolve", tag = "checklists",
    request_body = ResolveOpenItem, params(("open_item_id" = OpenItemId, Path)),
    security(("session" = ["checklist:tick"])),
    responses((status = 200, description = "How today's list stands.", body = ChecklistStanding), Problems))]
async fn resolve_open_item(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<OpenItemId>,
    Json(body): Json<ResolveOpenItem>,
) -> Result<Answer<ChecklistStanding>, Problem> {
    let standing = open_items::resolve(&ctx, &app, id, body.note.as_deref()).await?;
    web::answer(&ctx, standing, ChecklistStanding::from).await
}

impl From<MarkItem> for Saying {
    fn from(body: MarkItem) -> Self {
        let state = match body.state {
            Finding::Done => ItemState::Done,
            Finding::Problem => ItemState::Problem,
            Finding::NotApplicable => ItemState::NotApplicable,
        };
        Self { state, note: body.note, version: body.version }
    }
}

impl From<Standing> for ChecklistStanding {
    fn from(standing: Standing) -> Self {
        let Standing { branch, kind, progress, overridden, item } = standing;
        let mark = item.as_ref().map(|(_, mark)| *mark);
        Self {
            branch_id: branch,
            kind,
            progress: ProgressView::of(progress, overridden),
            item: item.map(|(code, _)| code),
            state: mark.map(|mark| mark.state),
            version: mark.map(|mark| mark.version),
        }
    }
}
