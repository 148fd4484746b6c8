//! Staff.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, StaffId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Patch, Path, Problem, Problems, Query};

use super::accounts::AccountView;
use super::grants::GrantView;
use crate::model::staff::Staff;
use crate::service::staff;
use crate::store::staff::{Profile, StaffFilter};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_staff, create_staff))
        .routes(routes!(show_staff, update_staff))
}

/// A member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffView {
    /// Their id.
    id: StaffId,
    /// The number on the badge, unique in the bank.
    employee_number: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English letters.
    name_en: String,
    /// What they do, in Chinese; may be empty.
    job_title: String,
    /// What they do, in English; may be empty.
    job_title_en: String,
    /// Where they belong.
    branch_id: BranchId,
    /// The name they sign in with; `null` without an account.
    username: Option<String>,
    /// How they sign in; `null` without an account, and for callers who do not manage this person.
    account: Option<AccountView>,
    /// The codes of their skills.
    skills: Vec<String>,
    /// Their roles.
    grants: Vec<GrantView>,
    /// Whether they work here.
    active: bool,
    /// Rises with every change; send it back when changing.
    version: i32,
}

/// One page of staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffPage {
    /// The staff, by number.
    items: Vec<StaffView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// A member of staff who is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateStaff {
    /// The number on the badge, unique in the bank.
    employee_number: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English letters.
    name_en: String,
    /// What they do, in Chinese.
    #[serde(default)]
    job_title: String,
    /// What they do, in English.
    #[serde(default)]
    job_title_en: String,
    /// Where they belong.
    branch_id: BranchId,
    /// The codes of their skills.
    #[serde(default)]
    skills: Vec<String>,
}

/// What is to change about a member of staff; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateStaff {
    /// The version that the caller has seen.
    version: i32,
    /// The number on the badge.
    #[serde(default)]
    employee_number: Patch<String>,
    /// The name, in Chinese.
    #[serde(default)]
    name: Patch<String>,
    /// The name, in English letters.
    #[serde(default)]
    name_en: Patch<String>,
    /// What they do, in Chinese.
    #[serde(default)]
    job_title: Patch<String>,
    /// What they do, in English.
    #[serde(default)]
    job_title_en: Patch<String>,
    /// Where they belong.
    #[serde(default)]
    branch_id: Patch<BranchId>,
    /// The codes of their skills.
    #[serde(default)]
    skills: Patch<Vec<String>>,
    /// Whether they work here; who has left cannot sign in.
    #[serde(default)]
    active: Patch<bool>,
}

/// Which staff are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StaffQuery {
    /// Words in number, name or title.
    q: Option<String>,
    /// Only who belongs to this branch.
    branch_id: Option<BranchId>,
    /// Only who works here, or only who has left.
    active: Option<bool>,
}

impl From<Profile> for StaffView {
    fn from(profile: Profile) -> Self {
        let Profile { staff, username, account, grants } = profile;
        Self {
            id: staff.id,
            employee_number: staff.employee_number,
            name: staff.name,
            name_en: staff.name_en,
            job_title: staff.job_title,
            job_title_en: staff.job_title_en,
            branch_id: staff.branch,
            username,
            account: account.map(AccountView::from),
            skills: staff.skills,
            grants: grants.into_iter().map(GrantView::from).collect(),
            active: staff.active,
            version: staff.version,
        }
    }
}

impl CreateStaff {
    fn into_staff(self, id: StaffId) -> Staff {
        let mut skills = self.skills;
        skills.sort_unstable();
        skills.dedup();
        Staff {
            id,
            employee_number: self.employee_number,
            name: self.name,
            name_en: self.name_en,
            job_title: self.job_title,
            job_title_en: self.job_title_en,
            branch: self.branch_id,
            skills,
            active: true,
            version: 1,
        }
    }
}

impl UpdateStaff {
    fn apply(self, staff: &mut Staff) {
        self.employee_number.apply_required(&mut staff.employee_number);
        self.name.apply_required(&mut staff.name);
        self.name_en.apply_required(&mut staff.name_en);
        self.job_title.apply_required(&mut staff.job_title);
        self.job_title_en.apply_required(&mut staff.job_title_en);
        self.branch_id.apply_required(&mut staff.branch);
        self.skills.apply_required(&mut staff.skills);
        self.active.apply_required(&mut staff.active);
    }
}

/// Lists the staff whom the caller may see, by number.
#[utoipa::path(get, path = "/staff", tag = "organisation", params(PageQuery, StaffQuery),
    security(("session" = ["staff:read"])),
    responses((status = 200, description = "A page of staff.", body = StaffPage), Problems))]
async fn list_staff(
    ctx: Ctx,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
    Query(query): Query<StaffQuery>,
) -> Result<Json<StaffPage>, Problem> {
    let filter = StaffFilter { words: query.q, branch: query.branch_id, active: query.active };
    let page = staff::list(&ctx, &app, &filter, &page.into()).await?.map(StaffView::from);
    Ok(Json(StaffPage { items: page.items, next: page.next }))
}

/// Shows a member of staff.
#[utoipa::path(get, path = "/staff/{staff_id}", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:read"])),
    responses((status = 200, description = "The member of staff.", body = StaffView), Problems))]
async fn show_staff(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
) -> Result<Json<StaffView>, Problem> {
    Ok(Json(staff::show(&ctx, &app, id).await?.into()))
}

/// Creates a member of staff, without an account and without roles.
#[utoipa::path(post, path = "/staff", tag = "organisation", request_body = CreateStaff,
    security(("session" = ["staff:manage"])),
    responses((status = 201, description = "The new member of staff.", body = StaffView), Problems))]
async fn create_staff(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<CreateStaff>,
) -> Result<Answer<StaffView>, Problem> {
    let change = staff::create(&ctx, &app, body.into_staff(ctx.id())).await?;
    web::created(&ctx, change, StaffView::from).await
}

/// Changes a member of staff.
///
/// Who leaves is set inactive: their sessions end and they cannot sign in, what they did stays under their name.
#[utoipa::path(patch, path = "/staff/{staff_id}", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    request_body = UpdateStaff, responses((status = 200, description = "The changed member of staff.", body = StaffView), Problems))]
async fn update_staff(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
    Json(body): Json<UpdateStaff>,
) -> Result<Answer<StaffView>, Problem> {
    let change = staff::update(&ctx, &app, id, body.version, |staff| body.apply(staff)).await?;
    web::answer(&ctx, change, StaffView::from).await
}
