//! Roles, and who was given them.

use access::{Ctx, Reach, Role, RoleGrant};
use app::App;
use axum::extract::State;
use kernel::{BranchId, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Answer, Json, Path, Problem, Problems};

use crate::service::grants;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_roles))
        .routes(routes!(list_grants, give_grant))
        .routes(routes!(take_back_grant))
}

/// A role that can be given.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleView {
    /// Its code.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// What it is for, in Chinese.
    description: String,
    /// What it is for, in English.
    description_en: String,
    /// What it allows.
    permissions: Vec<RolePermission>,
}

/// What a role allows, and how far.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RolePermission {
    /// The permission, such as `visit:call`.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// How far it reaches: `own`, `branch`, `region` or `all`.
    #[schema(value_type = String)]
    reach: Reach,
}

/// All roles.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleList {
    /// The roles, in the order of the pack.
    items: Vec<RoleView>,
}

/// A role that a member of staff has at a branch.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GrantView {
    /// Its id.
    id: Uuid,
    /// The code of the role.
    role: String,
    /// Where it holds; `null` at head office.
    branch_id: Option<BranchId>,
    /// Who gave it; `null` for the system.
    granted_by: Option<StaffId>,
    /// When it was given.
    granted_at: Timestamp,
}

/// All roles of a member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GrantList {
    /// The roles, oldest first.
    items: Vec<GrantView>,
}

/// A role that is to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveGrant {
    /// The code of the role.
    role: String,
    /// Where it holds; none at head office.
    branch_id: Option<BranchId>,
}

impl From<RoleGrant> for GrantView {
    fn from(grant: RoleGrant) -> Self {
        Self {
            id: grant.id,
            role: grant.role,
            branch_id: grant.branch,
            granted_by: grant.granted_by,
            granted_at: grant.at,
        }
    }
}

impl RoleView {
    fn new(app: &App, role: Role) -> Self {
        let permission = |(code, reach): (String, Reach)| {
            let (name, name_en) = grants::permission_name(app, &code);
            RolePermission { name: name.to_owned(), name_en: name_en.to_owned(), code, reach }
        };
        Self {
            code: role.code,
            name: role.name,
            name_en: role.name_en,
            description: role.description,
            description_en: role.description_en,
            permissions: role.permissions.into_iter().map(permission).collect(),
        }
    }
}

/// Lists the roles that can be given, with what they allow.
#[utoipa::path(get, path = "/roles", tag = "organisation",
    security(("session" = ["staff:read"])),
    responses((status = 200, description = "All roles.", body = RoleList), Problems))]
async fn list_roles(ctx: Ctx, State(app): State<App>) -> Result<Json<RoleList>, Problem> {
    let roles = grants::roles(&ctx, &app)?;
    Ok(Json(RoleList { items: roles.into_iter().map(|role| RoleView::new(&app, role)).collect() }))
}

/// Lists the roles of a member of staff.
#[utoipa::path(get, path = "/staff/{staff_id}/grants", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:read"])),
    responses((status = 200, description = "Their roles.", body = GrantList), Problems))]
async fn list_grants(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
) -> Result<Json<GrantList>, Problem> {
    let grants = grants::list(&ctx, &app, id).await?;
    Ok(Json(GrantList { items: grants.into_iter().map(GrantView::from).collect() }))
}

/// Gives a role; the person's sessions end, so that it takes effect at once.
///
/// Nobody gives a role to themselves, and who does not manage the whole bank gives nothing that they may not do.
#[utoipa::path(post, path = "/staff/{staff_id}/grants", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    request_body = GiveGrant, responses((status = 201, description = "The role given.", body = GrantView), Problems))]
async fn give_grant(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
    Json(body): Json<GiveGrant>,
) -> Result<Answer<GrantView>, Problem> {
    let change = grants::give(&ctx, &app, id, &body.role, body.branch_id).await?;
    web::created(&ctx, change, GrantView::from).await
}

/// Takes a role back; the person's sessions end.
#[utoipa::path(delete, path = "/staff/{staff_id}/grants/{grant_id}", tag = "organisation",
    security(("session" = ["staff:manage"])),
    params(("staff_id" = StaffId, Path), ("grant_id" = Uuid, Path)),
    responses((status = 200, description = "The role taken back.", body = GrantView), Problems))]
async fn take_back_grant(
    ctx: Ctx,
    State(app): State<App>,
    Path((id, grant)): Path<(StaffId, Uuid)>,
) -> Result<Answer<GrantView>, Problem> {
    let change = grants::take_back(&ctx, &app, id, grant).await?;
    web::answer(&ctx, change, GrantView::from).await
}
