//! Rolls of pre-printed numbers.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::BranchId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use crate::model::roll::{Roll, RollReason};
use crate::service::rolls;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_roll, set_roll))
}

/// The roll of pre-printed numbers of a branch.
#[derive(Debug, Serialize, ToSchema)]
struct RollView {
    /// Whether the branch uses it; otherwise numbers are printed.
    active: bool,
    /// What stands before the digits on the paper.
    prefix: String,
    /// How many digits stand on the paper.
    digits: u32,
    /// What stands on the next paper.
    next: i64,
    /// The same with letters and leading zeros.
    next_number: String,
    /// Rises with every change by hand; 0 while nobody said anything.
    version: i32,
}

/// How the roll of a branch stands.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetRoll {
    /// Whether the branch uses it.
    active: bool,
    /// What stands before the digits on the paper, at most two capital letters; often nothing.
    #[serde(default)]
    prefix: String,
    /// How many digits stand on the paper, 2 to 5.
    #[schema(minimum = 2, maximum = 5)]
    digits: u32,
    /// What stands on the next paper.
    next: i64,
    /// Why it is set.
    reason: RollReason,
    /// The version that was read.
    version: i32,
}

/// Shows which paper is next.
#[utoipa::path(get, path = "/branches/{branch_id}/roll", tag = "kiosks", params(("branch_id" = BranchId, Path)),
    security(("session" = ["visit:issue"])),
    responses((status = 200, description = "The roll.", body = RollView), Problems))]
async fn show_roll(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Json<RollView>, Problem> {
    Ok(Json(rolls::show(&ctx, &app, branch).await?.into()))
}

/// Sets which paper is next, and whether the branch uses a roll of pre-printed numbers at all.
#[utoipa::path(put, path = "/branches/{branch_id}/roll", tag = "kiosks", params(("branch_id" = BranchId, Path)),
    request_body = SetRoll, security(("session" = ["visit:issue"])),
    responses((status = 200, description = "The roll.", body = RollView), Problems))]
async fn set_roll(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<SetRoll>,
) -> Result<Answer<RollView>, Problem> {
    let SetRoll { active, prefix, digits, next, reason, version } = body;
    let roll = Roll { prefix: prefix.trim().to_owned(), digits, next, active, version };
    let roll = rolls::set(&ctx, &app, branch, roll, reason).await?;
    web::answer(&ctx, roll, RollView::from).await
}

impl From<Roll> for RollView {
    fn from(roll: Roll) -> Self {
        let next_number = roll.number(roll.next).to_string();
        let Roll { prefix, digits, next, active, version } = roll;
        Self { active, prefix, digits, next, next_number, version }
    }
}
