//! Skills that services ask for.

use access::Ctx;
use app::App;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Patch, Path, Problem, Problems};

use crate::model::catalogue::{Skill, SkillId};
use crate::service::skills;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_skills, create_skill)).routes(routes!(update_skill))
}

/// A skill 技能.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkillView {
    /// Its id.
    id: SkillId,
    /// Its code, unique in the bank; services and staff name it.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
}

/// All skills.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkillList {
    /// The skills, by code.
    items: Vec<SkillView>,
}

/// A skill that is to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateSkill {
    /// Its code, unique in the bank.
    code: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
}

/// The names that are to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateSkill {
    /// Its name, in Chinese.
    #[serde(default)]
    name: Patch<String>,
    /// Its name, in English.
    #[serde(default)]
    name_en: Patch<String>,
}

impl From<Skill> for SkillView {
    fn from(skill: Skill) -> Self {
        Self { id: skill.id, code: skill.code, name: skill.name, name_en: skill.name_en }
    }
}

/// Lists all skills, by code.
#[utoipa::path(get, path = "/skills", tag = "organisation",
    security(("session" = ["branch:read"])),
    responses((status = 200, description = "All skills.", body = SkillList), Problems))]
async fn list_skills(ctx: Ctx, State(app): State<App>) -> Result<Json<SkillList>, Problem> {
    let skills = skills::list(&ctx, &app).await?;
    Ok(Json(SkillList { items: skills.into_iter().map(SkillView::from).collect() }))
}

/// Creates a skill.
#[utoipa::path(post, path = "/skills", tag = "organisation", request_body = CreateSkill,
    security(("session" = ["service:manage"])),
    responses((status = 201, description = "The new skill.", body = SkillView), Problems))]
async fn create_skill(
    ctx: Ctx,
    State(app): State<App>,
    Json(body): Json<CreateSkill>,
) -> Result<Answer<SkillView>, Problem> {
    let skill = Skill { id: ctx.id(), code: body.code, name: body.name, name_en: body.name_en };
    let change = skills::create(&ctx, &app, skill).await?;
    web::created(&ctx, change, SkillView::from).await
}

/// Changes the names of a skill.
#[utoipa::path(patch, path = "/skills/{skill_id}", tag = "organisation", params(("skill_id" = SkillId, Path)),
    security(("session" = ["service:manage"])),
    request_body = UpdateSkill, responses((status = 200, description = "The changed skill.", body = SkillView), Problems))]
async fn update_skill(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<SkillId>,
    Json(body): Json<UpdateSkill>,
) -> Result<Answer<SkillView>, Problem> {
    let rename = |skill: &mut Skill| {
        body.name.apply_required(&mut skill.name);
        body.name_en.apply_required(&mut skill.name_en);
    };
    let change = skills::rename(&ctx, &app, id, rename).await?;
    web::answer(&ctx, change, SkillView::from).await
}
