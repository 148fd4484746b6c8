//! The caller's second factor.
//!
//! Answers of this page hold secrets and are therefore never remembered for repetitions.

use access::{Ctx, Enrolment};
use app::App;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Secret;
use web::{Json, Problem, Problems};

use crate::sign_in::{self, factors};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(begin_totp))
        .routes(routes!(confirm_totp))
        .routes(routes!(turn_off_totp))
}

/// What an authenticator application needs; shown this once.
#[derive(Serialize, ToSchema)]
struct TotpEnrolmentView {
    /// The secret in base 32, for typing.
    secret: String,
    /// The same as an address, for the QR code that the application reads.
    otpauth_url: String,
}

impl From<Enrolment> for TotpEnrolmentView {
    fn from(enrolment: Enrolment) -> Self {
        Self {
            secret: enrolment.secret.expose().clone(),
            otpauth_url: enrolment.otpauth_url.expose().clone(),
        }
    }
}

/// Begins to set up a second factor.
///
/// Nothing changes at sign-in before it is confirmed with a code.
#[utoipa::path(post, path = "/session/totp", tag = "session",
    security(("session" = [])),
    responses((status = 200, description = "What the telephone needs.", body = TotpEnrolmentView), Problems))]
async fn begin_totp(ctx: Ctx, State(app): State<App>) -> Result<Json<TotpEnrolmentView>, Problem> {
    let enrolment = factors::begin(&ctx, &app).await?.commit().await?;
    Ok(Json(enrolment.into()))
}

/// The first code of a new second factor.
#[derive(Debug, Deserialize, ToSchema)]
struct ConfirmTotp {
    /// The six digits that the authenticator shows now.
    #[schema(value_type = String)]
    code: Secret<String>,
}

/// Codes for the day the telephone is lost; shown this once.
#[derive(Serialize, ToSchema)]
struct RecoveryCodesView {
    /// Ten codes; each signs in one time in place of a code of the authenticator.
    recovery_codes: Vec<String>,
}

/// Puts the second factor in force.
#[utoipa::path(post, path = "/session/totp/confirm", tag = "session", request_body = ConfirmTotp,
    security(("session" = [])),
    responses((status = 200, description = "It is in force.", body = RecoveryCodesView), Problems))]
async fn confirm_totp(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<ConfirmTotp>,
) -> Result<Json<RecoveryCodesView>, Problem> {
    let codes = factors::confirm(&ctx, &app, &body.code).await?.commit().await?;
    let recovery_codes = codes.iter().map(|code| code.expose().clone()).collect();
    Ok(Json(RecoveryCodesView { recovery_codes }))
}

/// A code of the second factor that is to be turned off.
#[derive(Debug, Deserialize, ToSchema)]
struct TurnOffTotp {
    /// The six digits that the authenticator shows now, or a recovery code.
    #[schema(value_type = String)]
    code: Secret<String>,
}

/// Turns the second factor off, for a code of it; its recovery codes are void.
#[utoipa::path(post, path = "/session/totp/turn-off", tag = "session", request_body = TurnOffTotp,
    security(("session" = [])),
    responses((status = 204, description = "It is off."), Problems))]
async fn turn_off_totp(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<TurnOffTotp>,
) -> Result<StatusCode, Problem> {
    sign_in::turn_off_factor(&ctx, &app, &body.code).await?.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
