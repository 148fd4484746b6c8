//! Accounts of staff, as those who manage staff see them.
//!
//! Requests of this page hold passwords; answers never do and may therefore be remembered for repetitions.

use access::{Account, Ctx};
use app::App;
use axum::extract::State;
use kernel::{StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Secret;
use web::{Answer, Json, Path, Problem, Problems};

use crate::service::accounts;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_account))
        .routes(routes!(reset_account_password))
        .routes(routes!(unlock_account))
        .routes(routes!(disable_account))
        .routes(routes!(reset_account_totp))
}

/// How a member of staff signs in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// The name they sign in with.
    username: String,
    /// Whether the account is shut.
    disabled: bool,
    /// Until when nobody gets in, after too many failures; `null` when it is not locked.
    locked_until: Option<Timestamp>,
    /// Whether they must choose another password before anything else.
    must_change: bool,
    /// Whether a second factor is needed at sign-in.
    totp_enabled: bool,
}

/// An account that is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateAccount {
    /// The name to sign in with: 2 to 64 characters without spaces; large and small letters are the same.
    username: String,
    /// The first password: at least 10 characters, without the user name, not a common one.
    #[schema(value_type = String, format = Password)]
    password: Secret<String>,
}

/// Another password for a member of staff.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetAccountPassword {
    /// The password: at least 10 characters, without the user name, not a common one.
    #[schema(value_type = String, format = Password)]
    password: Secret<String>,
}

/// Whether an account is to be shut.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisableAccount {
    /// True shuts it, false opens it again.
    disabled: bool,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            totp_enabled: account.totp_enabled(),
            username: account.username,
            disabled: account.disabled,
            locked_until: account.locked_until,
            must_change: account.must_change,
        }
    }
}

/// Creates an account with a first password.
///
/// The person chooses another password at the first sign-in, before anything else.
#[utoipa::path(post, path = "/staff/{staff_id}/account", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    request_body = CreateAccount,
    responses((status = 201, description = "The new account.", body = AccountView), Problems))]
async fn create_account(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
    Json(body): Json<CreateAccount>,
) -> Result<Answer<AccountView>, Problem> {
    let change = accounts::create(&ctx, &app, id, &body.username, &body.password).await?;
    web::created(&ctx, change, AccountView::from).await
}

/// Gives a member of staff another password.
///
/// Their sessions end, a lock is lifted, and they choose another password at the next sign-in.
#[utoipa::path(post, path = "/staff/{staff_id}/account/password", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    request_body = ResetAccountPassword,
    responses((status = 200, description = "The account.", body = AccountView), Problems))]
async fn reset_account_password(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
    Json(body): Json<ResetAccountPassword>,
) -> Result<Answer<AccountView>, Problem> {
    let change = accounts::reset_password(&ctx, &app, id, &body.password).await?;
    web::answer(&ctx, change, AccountView::from).await
}

/// Lifts the lock that follows too many wrong passwords.
#[utoipa::path(post, path = "/staff/{staff_id}/account/unlock", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    responses((status = 200, description = "The account.", body = AccountView), Problems))]
async fn unlock_account(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
) -> Result<Answer<AccountView>, Problem> {
    let change = accounts::unlock(&ctx, &app, id).await?;
    web::answer(&ctx, change, AccountView::from).await
}

/// Shuts an account or opens it again.
///
/// Shutting it ends the person's sessions. Nobody shuts their own account.
#[utoipa::path(post, path = "/staff/{staff_id}/account/disable", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    request_body = DisableAccount,
    responses((status = 200, description = "The account.", body = AccountView), Problems))]
async fn disable_account(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
    Json(body): Json<DisableAccount>,
) -> Result<Answer<AccountView>, Problem> {
    let change = accounts::set_disabled(&ctx, &app, id, body.disabled).await?;
    web::answer(&ctx, change, AccountView::from).await
}

/// Takes the second factor away, for a lost telephone.
///
/// The person's sessions go on.
#[utoipa::path(post, path = "/staff/{staff_id}/account/reset-totp", tag = "organisation", params(("staff_id" = StaffId, Path)),
    security(("session" = ["staff:manage"])),
    responses((status = 200, description = "The account.", body = AccountView), Problems))]
async fn reset_account_totp(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<StaffId>,
) -> Result<Answer<AccountView>, Problem> {
    let change = accounts::reset_totp(&ctx, &app, id).await?;
    web::answer(&ctx, change, AccountView::from).await
}
