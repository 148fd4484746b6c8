//! The caller's session: signing in and out, language, branch, password, sessions elsewhere.

use access::{Account, Attempt, ClientAddress, Ctx, Device, Principal, RateClass, Session};
use app::App;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::AppendHeaders;
use kernel::{BranchId, CounterId, Locale, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use vault::Secret;
use web::{Answer, Json, Patch, Path, Problem, Problems, Query};

use super::session_permissions::{SessionPermissions, grouped};
use crate::error::OrganisationError;
use crate::model::branch::Branch;
use crate::model::staff::Staff;
use crate::sign_in::profile::{self, Profile};
use crate::sign_in::{self, SessionChange};

/// The operations on sessions and second factors.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, show_session, update_session, sign_out))
        .routes(routes!(list_sessions))
        .routes(routes!(revoke_session))
        .routes(routes!(change_password))
        .merge(super::session_factors::router())
}

/// A signed-in person, with everything their screen needs to begin.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// The person.
    pub staff: SessionStaff,
    /// The name they sign in with.
    pub username: String,
    /// The codes of their roles.
    pub roles: Vec<String>,
    /// What they may do, by how far it reaches; empty while a new password is due.
    pub permissions: Vec<SessionPermissions>,
    /// The branch they work at now; `null` at head office.
    pub branch: Option<SessionPlace>,
    /// The branches they may choose from.
    pub branches: Vec<SessionPlace>,
    /// The counter of their shift, when it names one.
    pub counter_id: Option<CounterId>,
    /// Whether a second factor is needed at sign-in.
    pub totp_enabled: bool,
    /// Whether they must choose another password before anything else.
    pub password_change_due: bool,
    /// The language they chose; `null` leaves it to the browser.
    pub locale: Option<Locale>,
    /// When the session ends if nobody uses it.
    pub expires_at: Timestamp,
    /// Whether this is the demo bank.
    pub demo: bool,
    /// The bank.
    pub bank: SessionBank,
    /// The bearer token, for programs; only in the answer of the demo's sign-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// The signed-in member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionStaff {
    /// Their id.
    pub id: StaffId,
    /// Their name in Chinese.
    pub name: String,
    /// Their name in English letters.
    pub name_en: String,
    /// What they do, in Chinese; may be empty.
    pub job_title: String,
    /// What they do, in English; may be empty.
    pub job_title_en: String,
}

/// A branch to work at.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionPlace {
    /// Its id.
    pub id: BranchId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
}

/// The bank.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SessionBank {
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
}

/// Describes a signed-in person, as `GET /session` does; also for the demo's sign-in.
///
/// # Errors
/// The session has ended, the person has no account, the database is away.
pub async fn describe(
    app: &App,
    principal: &Principal,
    now: Timestamp,
) -> Result<SessionView, OrganisationError> {
    Ok(profile::load(app, principal, now).await?.into())
}

impl From<Profile> for SessionView {
    fn from(profile: Profile) -> Self {
        let Profile { principal, staff, account, session, branch, branches, .. } = profile;
        Self {
            staff: session_staff(&principal, &account, staff.as_deref()),
            totp_enabled: account.totp_enabled(),
            password_change_due: account.must_change,
            username: account.username,
            permissions: grouped(&principal.grants),
            roles: principal.roles,
            branch: branch.as_deref().map(SessionPlace::from),
            branches: branches.iter().map(|branch| SessionPlace::from(&**branch)).collect(),
            counter_id: profile.counter,
            locale: profile.locale,
            expires_at: session.expires_at,
            demo: profile.demo,
            bank: profile.bank.as_deref().map(SessionBank::from).unwrap_or_default(),
            token: None,
        }
    }
}

/// Names the person; an account without an entry in the list of staff goes by its user name.
fn session_staff(principal: &Principal, account: &Account, staff: Option<&Staff>) -> SessionStaff {
    let unnamed = &account.username;
    SessionStaff {
        id: principal.staff,
        name: staff.map_or(unnamed, |staff| &staff.name).clone(),
        name_en: staff.map_or(unnamed, |staff| &staff.name_en).clone(),
        job_title: staff.map(|staff| staff.job_title.clone()).unwrap_or_default(),
        job_title_en: staff.map(|staff| staff.job_title_en.clone()).unwrap_or_default(),
    }
}

impl From<&Branch> for SessionPlace {
    fn from(branch: &Branch) -> Self {
        Self { id: branch.id, name: branch.name.clone(), name_en: branch.name_en.clone() }
    }
}

impl From<&Branch> for SessionBank {
    fn from(branch: &Branch) -> Self {
        Self { name: branch.name.clone(), name_en: branch.name_en.clone() }
    }
}

/// What somebody enters to sign in.
#[derive(Debug, Deserialize, ToSchema)]
struct SignIn {
    /// The user name; large and small letters are the same.
    username: String,
    /// The password.
    #[schema(value_type = String, format = Password)]
    password: Secret<String>,
    /// The code of the authenticator or a recovery code, once `session.totp_needed` asked for it.
    #[schema(value_type = Option<String>)]
    code: Option<Secret<String>>,
}

/// Signs in.
///
/// The session comes as a cookie. Whatever is wrong, the answer is the same; after several wrong attempts the account is
/// locked for a while. When a second factor is due, `session.totp_needed` asks for the same again with a code.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn,
    security(()),
    responses((status = 200, description = "The session.", body = SessionView), Problems))]
async fn sign_in(
    ctx: Ctx,
    address: ClientAddress,
    State(app): State<App>,
    headers: HeaderMap,
    Json(body): Json<SignIn>,
) -> Result<(AppendHeaders<[(header::HeaderName, HeaderValue); 1]>, Json<SessionView>), Problem> {
    app.access.guard(&Method::POST, &headers)?;
    app.access.rates.check(RateClass::SignIn, address.0, ctx.now())?;
    let device = Device { user_agent: user_agent(&headers), address };
    let SignIn { username, password, code } = body;
    let attempt = Attempt { username, password, code, device };
    let token = sign_in::sign_in(&ctx, &app, attempt).await?.session.token;
    let found = app.access.sessions.resolve(&app.db, token.expose(), ctx.now()).await?;
    let principal = found.ok_or(access::Denied::SignedOut)?;
    let view = describe(&app, &principal, ctx.now()).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, app.access.cookie.set(&token))]), Json(view)))
}

/// Shows who is signed in.
#[utoipa::path(get, path = "/session", tag = "session",
    security(("session" = [])),
    responses((status = 200, description = "The session.", body = SessionView), Problems))]
async fn show_session(ctx: Ctx, State(app): State<App>) -> Result<Json<SessionView>, Problem> {
    Ok(Json(describe(&app, ctx.principal()?, ctx.now()).await?))
}

/// What a person changes about their session.
#[derive(Debug, Deserialize, ToSchema)]
struct UpdateSession {
    /// The language, from now on and at every sign-in.
    locale: Option<Locale>,
    /// The branch to work at in this session; `null` is head office.
    #[serde(default)]
    branch_id: Patch<BranchId>,
}

/// Changes language or branch.
#[utoipa::path(patch, path = "/session", tag = "session", request_body = UpdateSession,
    security(("session" = [])),
    responses((status = 200, description = "The session.", body = SessionView), Problems))]
async fn update_session(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<UpdateSession>,
) -> Result<Answer<SessionView>, Problem> {
    let change = SessionChange { locale: body.locale, branch: body.branch_id };
    web::answer(&ctx, sign_in::update(&ctx, &app, change).await?, SessionView::from).await
}

/// Signs out.
#[utoipa::path(delete, path = "/session", tag = "session",
    security(("session" = [])),
    responses((status = 204, description = "The session has ended."), Problems))]
async fn sign_out(
    ctx: Ctx,
    State(app): State<App>,
) -> Result<(StatusCode, AppendHeaders<[(header::HeaderName, HeaderValue); 1]>), Problem> {
    sign_in::sign_out(&ctx, &app).await?.commit().await?;
    let forget = AppendHeaders([(header::SET_COOKIE, app.access.cookie.clear())]);
    Ok((StatusCode::NO_CONTENT, forget))
}

/// A session as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
struct OwnSessionView {
    /// Its id.
    id: Uuid,
    /// When it began.
    created_at: Timestamp,
    /// When it was used last, to the minute.
    last_seen_at: Timestamp,
    /// When it ends if nobody uses it.
    expires_at: Timestamp,
    /// The browser, as it calls itself.
    user_agent: String,
    /// The address from which it began.
    ip: String,
    /// Whether it is the one that asks.
    current: bool,
}

/// Sessions, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct OwnSessionPage {
    /// The sessions.
    items: Vec<OwnSessionView>,
    /// Always `null`: there are at most 100.
    next: Option<String>,
}

/// Whose sessions are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SessionQuery {
    /// Somebody else, for those who may end their sessions.
    staff_id: Option<StaffId>,
}

/// Lists the sessions that are alive.
#[utoipa::path(get, path = "/sessions", tag = "session", params(SessionQuery),
    security(("session" = [])),
    responses((status = 200, description = "The sessions.", body = OwnSessionPage), Problems))]
async fn list_sessions(
    ctx: Ctx,
    State(app): State<App>,
    Query(query): Query<SessionQuery>,
) -> Result<Json<OwnSessionPage>, Problem> {
    let sessions = sign_in::list(&ctx, &app, query.staff_id).await?;
    let current = ctx.principal()?.session;
    let view = |session: Session| OwnSessionView {
        id: session.id,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        expires_at: session.expires_at,
        user_agent: session.user_agent,
        ip: session.ip,
        current: session.id == current,
    };
    Ok(Json(OwnSessionPage { items: sessions.into_iter().map(view).collect(), next: None }))
}

/// Ends a session, one's own or that of somebody at a branch one looks after.
#[utoipa::path(delete, path = "/sessions/{session_id}", tag = "session",
    security(("session" = [])),
    params(("session_id" = Uuid, Path, description = "The session.")),
    responses((status = 204, description = "The session has ended."), Problems))]
async fn revoke_session(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    sign_in::revoke(&ctx, &app, id).await?.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new password.
#[derive(Debug, Deserialize, ToSchema)]
struct ChangePassword {
    /// The present password.
    #[schema(value_type = String, format = Password)]
    current: Secret<String>,
    /// The new one: at least 10 characters, without the user name, not a common one.
    #[schema(value_type = String, format = Password)]
    new: Secret<String>,
}

/// A changed password.
#[derive(Debug, Serialize, ToSchema)]
struct PasswordChangedView {
    /// When it was changed.
    changed_at: Timestamp,
}

/// Changes the password and ends all other sessions of the caller.
#[utoipa::path(post, path = "/session/password", tag = "session", request_body = ChangePassword,
    security(("session" = [])),
    responses((status = 200, description = "It is changed.", body = PasswordChangedView), Problems))]
async fn change_password(
    ctx: Ctx,
    address: ClientAddress,
    State(app): State<App>,
    Json(body): Json<ChangePassword>,
) -> Result<Answer<PasswordChangedView>, Problem> {
    app.access.rates.check(RateClass::SignIn, address.0, ctx.now())?;
    let change = sign_in::change_password(&ctx, &app, &body.current, &body.new).await?;
    web::answer(&ctx, change, |()| PasswordChangedView { changed_at: ctx.now() }).await
}

fn user_agent(headers: &HeaderMap) -> String {
    let value = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}
