//! What everybody may ask for: the right service for a need in plain words, and a person.

use access::rate::RateClass;
use access::{ClientAddress, Ctx};
use app::App;
use axum::extract::State;
use kernel::{BranchId, ServiceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use crate::service::alerts::{self, AssistancePlace};
use crate::service::needs::{self, UnderstoodNeed};
use crate::store::alerts::AlertId;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(understand_need)).routes(routes!(ask_person))
}

/// A need in plain words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnderstandNeed {
    /// The words, at most 500 characters; neither stored nor logged.
    #[schema(max_length = 500)]
    words: String,
}

/// What the words were understood as.
#[derive(Debug, Serialize, ToSchema)]
struct NeedView {
    /// The best services first.
    matches: Vec<NeedMatchView>,
    /// Whether it is better to ask a person.
    ask_person: bool,
}

/// A service that fits.
#[derive(Debug, Serialize, ToSchema)]
struct NeedMatchView {
    /// The service.
    service_id: ServiceId,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// How well it fits, 0 to 1.
    score: f64,
    /// The phrases that were heard.
    matched: Vec<String>,
}

/// Somebody asks for a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskPerson {
    /// Where.
    place: AssistancePlace,
    /// The ticket, when there is one.
    #[serde(default)]
    token: Option<String>,
    /// What it is about, at most 500 characters; kept sealed.
    #[serde(default)]
    #[schema(max_length = 500)]
    words: Option<String>,
}

/// The request was passed on to those who run the hall.
#[derive(Debug, Serialize, ToSchema)]
struct AskedView {
    /// The alert that was raised.
    alert_id: AlertId,
}

/// Finds the services that fit a need in plain words.
///
/// When the words are not clear enough, `ask_person` is true and no service is proposed.
#[utoipa::path(post, path = "/public/branches/{branch_id}/needs", tag = "public", request_body = UnderstandNeed,
    security(()),
    params(("branch_id" = BranchId, Path)),
    responses((status = 200, description = "The services that fit.", body = NeedView), Problems))]
async fn understand_need(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<UnderstandNeed>,
) -> Result<Json<NeedView>, Problem> {
    app.access.rates.check(RateClass::Needs, client.0, ctx.now())?;
    let understood = needs::understand(&ctx, &app, branch, &body.words).await?;
    Ok(Json(understood.into()))
}

/// Asks for a person.
///
/// Those who run the hall are alerted at once.
#[utoipa::path(post, path = "/public/branches/{branch_id}/assistance", tag = "public", request_body = AskPerson,
    security(()),
    params(("branch_id" = BranchId, Path)),
    responses((status = 202, description = "Somebody was told.", body = AskedView), Problems))]
async fn ask_person(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<AskPerson>,
) -> Result<Answer<AskedView>, Problem> {
    app.access.rates.check(RateClass::Assistance, client.0, ctx.now())?;
    let (token, words) = (body.token.as_deref(), body.words.as_deref());
    let asked = alerts::assist(&ctx, &app, branch, body.place, token, words).await?;
    web::accepted(&ctx, asked, |alert_id| AskedView { alert_id }).await
}

impl From<UnderstoodNeed> for NeedView {
    fn from(understood: UnderstoodNeed) -> Self {
        let matches = understood.matches.into_iter().map(|found| NeedMatchView {
            service_id: found.service.id,
            name: found.service.name.clone(),
            name_en: found.service.name_en.clone(),
            score: (found.score * 1000.0).round() / 1000.0,
            matched: found.matched,
        });
        Self { matches: matches.collect(), ask_person: understood.ask_person }
    }
}
