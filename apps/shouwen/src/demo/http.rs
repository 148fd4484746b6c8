//! The operations of the demo.

use access::{ClientAddress, Ctx, Device, RateClass, RolePack};
use app::App;
use audit::Entry;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::AppendHeaders;
use kernel::BranchId;
use organisation::http::session::{SessionView, describe};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Secret;
use web::{Json, Problem, Problems};

use super::error::DemoError;
use super::{accounts, find, plan};

/// The operations of the demo.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_demo)).routes(routes!(open_demo_session))
}

/// What the start page of a demo shows.
#[derive(Debug, Serialize, ToSchema)]
struct DemoView {
    /// Whether the demo bank is loaded; everything else is empty when it is not.
    loaded: bool,
    /// The bank, in Chinese.
    bank: String,
    /// The bank, in English.
    bank_en: String,
    /// Its branches that serve customers.
    branches: Vec<DemoBranch>,
    /// The roles one can take.
    roles: Vec<DemoRole>,
}

/// A branch of the demo bank.
#[derive(Debug, Serialize, ToSchema)]
struct DemoBranch {
    /// Its id.
    id: BranchId,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
}

/// A role of the demo bank.
#[derive(Debug, Serialize, ToSchema)]
struct DemoRole {
    /// The code.
    role: String,
    /// The name, in Chinese.
    name: String,
    /// The name, in English.
    name_en: String,
    /// What people with this role do, in Chinese.
    description: String,
    /// What people with this role do, in English.
    description_en: String,
    /// The page they begin with.
    landing: String,
}

/// As whom to try the demo.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenDemoSession {
    /// The code of the role.
    role: String,
    /// The branch; the first one when absent. Without meaning for roles of the head office.
    branch_id: Option<BranchId>,
    /// The how-manieth person of that role at that branch, from 1; when absent, one who was away for the longest time.
    #[schema(minimum = 1)]
    ordinal: Option<usize>,
}

/// Shows the demo bank.
#[utoipa::path(get, path = "/demo", tag = "demo",
    security(()),
    responses((status = 200, description = "The demo bank, or that none is loaded.", body = DemoView), Problems))]
async fn show_demo(State(app): State<App>) -> Result<Json<DemoView>, Problem> {
    let Some(loaded) = find(&app).await? else { return Ok(Json(DemoView::none())) };
    let place = |branch: &std::sync::Arc<organisation::api::Branch>| DemoBranch {
        id: branch.id,
        name: branch.name.clone(),
        name_en: branch.name_en.clone(),
    };
    let roles = app.data.pack::<RolePack>("access")?;
    Ok(Json(DemoView {
        loaded: true,
        bank: plan::BANK.to_owned(),
        bank_en: plan::BANK_EN.to_owned(),
        branches: loaded.branches.iter().map(place).collect(),
        roles: roles.roles.iter().map(DemoRole::from).collect(),
    }))
}

/// Signs in as somebody of the demo bank, without a password.
///
/// The session comes as a cookie, and as `token` for programs. Only while the demo bank is loaded; otherwise 404.
#[utoipa::path(post, path = "/demo/session", tag = "demo", request_body = OpenDemoSession,
    security(()),
    responses((status = 200, description = "The session.", body = SessionView), Problems))]
async fn open_demo_session(
    ctx: Ctx,
    address: ClientAddress,
    State(app): State<App>,
    headers: HeaderMap,
    Json(body): Json<OpenDemoSession>,
) -> Result<(AppendHeaders<[(HeaderName, HeaderValue); 1]>, Json<SessionView>), Problem> {
    app.access.guard(&Method::POST, &headers)?;
    app.access.rates.check(RateClass::SignIn, address.0, ctx.now())?;
    let agent =
        headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let device = Device { user_agent: agent.to_owned(), address };
    let token = sign_in(&ctx, &app, &body, &device).await?;
    let principal = app.access.sessions.resolve(&app.db, token.expose(), ctx.now()).await?;
    let mut view = describe(&app, &*principal.ok_or(access::Denied::SignedOut)?, ctx.now()).await?;
    view.token = Some(token.expose().clone());
    Ok((AppendHeaders([(header::SET_COOKIE, app.access.cookie.set(&token))]), Json(view)))
}

async fn sign_in(
    ctx: &Ctx,
    app: &App,
    body: &OpenDemoSession,
    device: &Device,
) -> Result<Secret<String>, DemoError> {
    let loaded = find(app).await?.ok_or(DemoError::NotLoaded)?;
    let choice =
        accounts::choose(ctx, app, &loaded, &body.role, body.branch_id, body.ordinal).await?;
    let tx = app.db.begin_write().await?;
    let session =
        app.access.sessions.create(&tx, ctx, choice.staff.id, choice.branch, device).await?;
    let entry = Entry::new("demo.session_created").on("staff", choice.staff.id);
    app.audit
        .record(&tx, ctx, entry.detail(json!({ "session": session.id, "role": body.role })))
        .await?;
    tx.commit().await?;
    Ok(session.token)
}

impl DemoView {
    const fn none() -> Self {
        Self {
            loaded: false,
            bank: String::new(),
            bank_en: String::new(),
            branches: Vec::new(),
            roles: Vec::new(),
        }
    }
}

impl From<&access::Role> for DemoRole {
    fn from(role: &access::Role) -> Self {
        Self {
            role: role.code.clone(),
            name: role.name.clone(),
            name_en: role.name_en.clone(),
            description: role.description.clone(),
            description_en: role.description_en.clone(),
            landing: landing(&role.code).to_owned(),
        }
    }
}

/// Returns the page with which somebody of a role begins.
fn landing(role: &str) -> &'static str {
    match role {
        "teller" => "/counter",
        "lobby_manager" | "branch_manager" => "/board",
        "head_office" | "administrator" => "/settings",
        "compliance" => "/audit",
        "kiosk" => "/kiosk",
        _ => "/",
    }
}
