//! Branches and what they offer.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, ServiceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Patch, Path, Problem, Problems, Query};

use crate::model::branch::{Branch, BranchKind, Facility};
use crate::service::branches;
use crate::store::branch::BranchFilter;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_branches, create_branch))
        .routes(routes!(show_branch, update_branch))
        .routes(routes!(list_offered_services, set_offered_services))
}

/// A branch 网点, or the head office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BranchView {
    /// Its id.
    id: BranchId,
    /// The branch above; `null` for the head office.
    parent_id: Option<BranchId>,
    /// What it is.
    kind: BranchKind,
    /// Its code, unique in the bank.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// Where it is, in Chinese.
    address: String,
    /// Where it is, in English; may be empty.
    address_en: String,
    /// Its telephone; may be empty.
    phone: String,
    /// What makes it usable for everybody.
    facilities: Vec<Facility>,
    /// The time zone of the clock on its wall.
    zone: String,
    /// Whose calendar of holidays it follows.
    jurisdiction: String,
    /// Whether it serves customers.
    active: bool,
    /// Rises with every change; send it back when changing.
    version: i32,
}

/// One page of branches.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BranchPage {
    /// The branches, by code.
    items: Vec<BranchView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// A branch that is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateBranch {
    /// The branch above; none for the head office.
    parent_id: Option<BranchId>,
    /// What it is.
    kind: BranchKind,
    /// Its code, unique in the bank.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// Where it is, in Chinese.
    #[serde(default)]
    address: String,
    /// Where it is, in English.
    #[serde(default)]
    address_en: String,
    /// Its telephone.
    #[serde(default)]
    phone: String,
    /// What makes it usable for everybody.
    #[serde(default)]
    facilities: Vec<Facility>,
    /// The time zone of the clock on its wall; `Asia/Shanghai` when absent.
    zone: Option<String>,
    /// Whose calendar of holidays it follows; `cn` when absent.
    jurisdiction: Option<String>,
}

/// What is to change about a branch; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateBranch {
    /// The version that the caller has seen.
    version: i32,
    /// The branch above.
    #[serde(default)]
    parent_id: Patch<BranchId>,
    /// What it is.
    #[serde(default)]
    kind: Patch<BranchKind>,
    /// Its code.
    #[serde(default)]
    code: Patch<String>,
    /// Its name, in Chinese.
    #[serde(default)]
    name: Patch<String>,
    /// Its name, in English.
    #[serde(default)]
    name_en: Patch<String>,
    /// Where it is, in Chinese.
    #[serde(default)]
    address: Patch<String>,
    /// Where it is, in English.
    #[serde(default)]
    address_en: Patch<String>,
    /// Its telephone.
    #[serde(default)]
    phone: Patch<String>,
    /// What makes it usable for everybody.
    #[serde(default)]
    facilities: Patch<Vec<Facility>>,
    /// The time zone of the clock on its wall.
    #[serde(default)]
    zone: Patch<String>,
    /// Whose calendar of holidays it follows.
    #[serde(default)]
    jurisdiction: Patch<String>,
    /// Whether it serves customers.
    #[serde(default)]
    active: Patch<bool>,
}

/// What a branch offers.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferedServices {
    /// The services, by id.
    service_ids: Vec<ServiceId>,
}

/// Which branches are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BranchQuery {
    /// Words in code, name or address.
    q: Option<String>,
    /// Only branches right below this one.
    parent_id: Option<BranchId>,
    /// Only branches that serve customers, or only those that do not.
    active: Option<bool>,
}

impl From<Branch> for BranchView {
    fn from(branch: Branch) -> Self {
        Self {
            id: branch.id,
            parent_id: branch.parent,
            kind: branch.kind,
            code: branch.code,
            name: branch.name,
            name_en: branch.name_en,
            address: branch.address,
            address_en: branch.address_en,
            phone: branch.phone,
            facilities: branch.facilities,
            zone: branch.zone,
            jurisdiction: branch.jurisdiction,
            active: branch.active,
            version: branch.version,
        }
    }
}

impl CreateBranch {
    fn into_branch(self, id: BranchId) -> Branch {
        Branch {
            id,
            parent: self.parent_id,
            kind: self.kind,
            code: self.code,
            name: self.name,
            name_en: self.name_en,
            address: self.address,
            address_en: self.address_en,
            phone: self.phone,
            facilities: self.facilities,
            zone: self.zone.unwrap_or_else(|| "Asia/Shanghai".to_owned()),
            jurisdiction: self.jurisdiction.unwrap_or_else(|| "cn".to_owned()),
            active: true,
            version: 1,
        }
    }
}

impl UpdateBranch {
    fn apply(self, branch: &mut Branch) {
        self.parent_id.apply(&mut branch.parent);
        self.kind.apply_required(&mut branch.kind);
        self.code.apply_required(&mut branch.code);
        self.name.apply_required(&mut branch.name);
        self.name_en.apply_required(&mut branch.name_en);
        self.address.apply_required(&mut branch.address);
        self.address_en.apply_required(&mut branch.address_en);
        self.phone.apply_required(&mut branch.phone);
        self.facilities.apply_required(&mut branch.facilities);
        self.zone.apply_required(&mut branch.zone);
        self.jurisdiction.apply_required(&mut branch.jurisdiction);
        self.active.apply_required(&mut branch.active);
    }
}

/// Lists the branches that the caller may see, by code.
#[utoipa::path(get, path = "/branches", tag = "organisation", params(PageQuery, BranchQuery),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "A page of branches.", body = BranchPage), Problems))]
async fn list_branches(
    ctx: Ctx,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
    Query(query): Query<BranchQuery>,
) -> Result<Json<BranchPage>, Problem> {
    let filter = BranchFilter { words: query.q, parent: query.parent_id, active: query.active };
    let page = branches::list(&ctx, &app, &filter, &page.into()).await?.map(BranchView::from);
    Ok(Json(BranchPage { items: page.items, next: page.next }))
}

/// Shows a branch.
#[utoipa::path(get, path = "/branches/{branch_id}", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "The branch.", body = BranchView), Problems))]
async fn show_branch(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<BranchId>,
) -> Result<Json<BranchView>, Problem> {
    Ok(Json(branches::show(&ctx, &app, id).await?.into()))
}

/// Creates a branch; only who manages the whole bank may.
#[utoipa::path(post, path = "/branches", tag = "organisation", request_body = CreateBranch,
    security(("session" = ["branch:manage"])),
    responses((status = 201, description = "The new branch.", body = BranchView), Problems))]
async fn create_branch(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<CreateBranch>,
) -> Result<Answer<BranchView>, Problem> {
    let change = branches::create(&ctx, &app, body.into_branch(ctx.id())).await?;
    web::created(&ctx, change, BranchView::from).await
}

/// Changes a branch.
///
/// A branch that no longer serves customers is set inactive and stays for the record.
#[utoipa::path(patch, path = "/branches/{branch_id}", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:manage"])),
    request_body = UpdateBranch, responses((status = 200, description = "The changed branch.", body = BranchView), Problems))]
async fn update_branch(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<BranchId>,
    Json(body): Json<UpdateBranch>,
) -> Result<Answer<BranchView>, Problem> {
    let change =
        branches::update(&ctx, &app, id, body.version, |branch| body.apply(branch)).await?;
    web::answer(&ctx, change, BranchView::from).await
}

/// Lists what a branch offers, active or not.
#[utoipa::path(get, path = "/branches/{branch_id}/services", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "What the branch offers.", body = OfferedServices), Problems))]
async fn list_offered_services(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<BranchId>,
) -> Result<Json<OfferedServices>, Problem> {
    let service_ids = branches::offered(&ctx, &app, id).await?;
    Ok(Json(OfferedServices { service_ids }))
}

/// Replaces what a branch offers; who waits for a service that is taken away goes on waiting.
#[utoipa::path(put, path = "/branches/{branch_id}/services", tag = "organisation", params(("branch_id" = BranchId, Path)),
    security(("session" = ["branch:manage"])),
    request_body = OfferedServices, responses((status = 200, description = "What the branch offers now.", body = OfferedServices), Problems))]
async fn set_offered_services(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<BranchId>,
    Json(body): Json<OfferedServices>,
) -> Result<Answer<OfferedServices>, Problem> {
    let change = branches::set_offered(&ctx, &app, id, body.service_ids).await?;
    web::answer(&ctx, change, |service_ids| OfferedServices { service_ids }).await
}
