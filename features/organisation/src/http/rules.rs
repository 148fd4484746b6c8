//! Rule packs, for administrators.

use access::Ctx;
use app::App;
use axum::extract::State;
use data::{PackChange, PackSummary, VersionSummary};
use jiff::civil::Date;
use kernel::{Locale, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, Path, Problem, Problems};

use crate::service::rules::{self, Checked, Pack};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_rules))
        .routes(routes!(show_rules, save_rules))
        .routes(routes!(check_rules))
        .routes(routes!(restore_rules))
}

/// A rule pack in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleSummary {
    /// Its code, such as `lobby/cn`; in addresses the slash is written `%2F`.
    pack: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// The version in force.
    version: u32,
    /// `built_in` or `override`.
    origin: String,
    /// The first day of validity.
    #[schema(value_type = String, format = Date)]
    valid_from: Date,
    /// A newer version that no longer fits this release and is left aside.
    left_aside: Option<LeftAside>,
}

/// A version that no longer fits this release.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftAside {
    /// The version.
    version: u32,
    /// What is wrong with it.
    message: String,
}

/// All rule packs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleList {
    /// The packs, by code.
    items: Vec<RuleSummary>,
}

/// A rule pack with its text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleView {
    /// What stands in the list too.
    #[serde(flatten)]
    summary: RuleSummary,
    /// The text in force, as YAML.
    content: String,
    /// The JSON Schema of the content, where there is one.
    schema: Option<Value>,
    /// Where the rules come from.
    sources: Vec<String>,
    /// All versions, newest first, the built-in one last.
    versions: Vec<RuleVersion>,
}

/// One version of a rule pack.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleVersion {
    /// The number.
    version: u32,
    /// `built_in` or `override`.
    origin: String,
    /// The first day of validity.
    #[schema(value_type = String, format = Date)]
    valid_from: Date,
    /// Who saved it; `null` for the built-in one.
    author_id: Option<StaffId>,
    /// Their name.
    author: Option<String>,
    /// Why it was saved.
    note: String,
    /// When it was saved; `null` for the built-in one.
    created_at: Option<Timestamp>,
}

/// A text that is to be checked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckRules {
    /// The text, as YAML.
    content: String,
}

/// What is wrong with a text, and what it would change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleCheck {
    /// What is wrong; empty means the text can be saved.
    problems: Vec<RuleProblem>,
    /// What differs from the version in force.
    changes: Vec<RuleChange>,
}

/// One thing that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleProblem {
    /// Where, such as `/dispatch/classes/care/base`.
    path: String,
    /// The line of the text, from 1.
    line: Option<u32>,
    /// What is wrong, in the caller's language.
    message: String,
}

/// One place that differs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleChange {
    /// Where.
    path: String,
    /// What stands there in the version in force; `null` when it is new.
    before: Option<Value>,
    /// What stands there in the text; `null` when it is removed.
    after: Option<Value>,
}

/// A text that is to be the next version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveRules {
    /// The text, as YAML; its version number is given by the server.
    content: String,
    /// Why.
    #[serde(default)]
    note: String,
    /// The version that was edited; a conflict when another one is the newest by now.
    version: Option<u32>,
}

/// Which version is to come back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestoreRules {
    /// The version.
    version: u32,
    /// Why.
    #[serde(default)]
    note: String,
}

impl RuleSummary {
    fn new(summary: PackSummary, locale: Locale) -> Self {
        let left_aside = summary.left_aside.map(|(version, problem)| LeftAside {
            version,
            message: problem.message(locale).to_owned(),
        });
        Self {
            pack: summary.header.pack,
            name: summary.header.name,
            name_en: summary.header.name_en,
            version: summary.header.version,
            origin: summary.origin.code().to_owned(),
            valid_from: summary.header.valid_from,
            left_aside,
        }
    }
}

impl RuleView {
    fn new(pack: Pack, locale: Locale) -> Self {
        Self {
            content: pack.content.as_ref().to_owned(),
            schema: pack.schema,
            sources: pack.summary.header.sources.clone(),
            versions: pack
                .versions
                .into_iter()
                .map(|(version, author)| RuleVersion::new(version, author))
                .collect(),
            summary: RuleSummary::new(pack.summary, locale),
        }
    }
}

impl RuleVersion {
    fn new(version: VersionSummary, author: Option<String>) -> Self {
        Self {
            version: version.version,
            origin: version.origin.code().to_owned(),
            valid_from: version.valid_from,
            author_id: version.author,
            author,
            note: version.note,
            created_at: version.created_at,
        }
    }
}

impl RuleCheck {
    fn new(checked: Checked, locale: Locale) -> Self {
        let problem = |problem: data::PackProblem| RuleProblem {
            message: problem.message(locale).to_owned(),
            path: problem.path,
            line: problem.line,
        };
        let change = |PackChange { path, before, after }| RuleChange { path, before, after };
        Self {
            problems: checked.problems.into_iter().map(problem).collect(),
            changes: checked.changes.into_iter().map(change).collect(),
        }
    }
}

/// Lists the rule packs in force.
#[utoipa::path(get, path = "/rules", tag = "rules",
    security(("session" = ["rule:read"])),
    responses((status = 200, description = "All packs.", body = RuleList), Problems))]
async fn list_rules(ctx: Ctx, State(app): State<App>) -> Result<Json<RuleList>, Problem> {
    let packs = rules::list(&ctx, &app)?;
    Ok(Json(RuleList {
        items: packs.into_iter().map(|pack| RuleSummary::new(pack, ctx.locale)).collect(),
    }))
}

/// Shows a rule pack with its text and its versions.
#[utoipa::path(get, path = "/rules/{pack}", tag = "rules", params(("pack" = String, Path)),
    security(("session" = ["rule:read"])),
    responses((status = 200, description = "The pack.", body = RuleView), Problems))]
async fn show_rules(
    ctx: Ctx,
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Json<RuleView>, Problem> {
    Ok(Json(RuleView::new(rules::show(&ctx, &app, &code).await?, ctx.locale)))
}

/// Checks a text and shows what it would change; nothing is saved.
#[utoipa::path(post, path = "/rules/{pack}/check", tag = "rules", params(("pack" = String, Path)), request_body = CheckRules,
    security(("session" = ["rule:read"])),
    responses((status = 200, description = "What was found.", body = RuleCheck), Problems))]
async fn check_rules(
    ctx: Ctx,
    State(app): State<App>,
    Path(code): Path<String>,
    Json(body): Json<CheckRules>,
) -> Result<Json<RuleCheck>, Problem> {
    Ok(Json(RuleCheck::new(rules::check(&ctx, &app, &code, &body.content)?, ctx.locale)))
}

/// Saves a text as the next version; it is in force from its first day of validity on.
#[utoipa::path(put, path = "/rules/{pack}", tag = "rules", params(("pack" = String, Path)), request_body = SaveRules,
    security(("session" = ["rule:manage"])),
    responses((status = 200, description = "The new version.", body = RuleVersion), Problems))]
async fn save_rules(
    ctx: Ctx,
    State(app): State<App>,
    Path(code): Path<String>,
    Json(body): Json<SaveRules>,
) -> Result<Answer<RuleVersion>, Problem> {
    let change = rules::save(&ctx, &app, &code, &body.content, &body.note, body.version).await?;
    web::answer(&ctx, change, |version| RuleVersion::new(version, None)).await
}

/// Saves the content of an older version as the next one.
#[utoipa::path(post, path = "/rules/{pack}/restore", tag = "rules", params(("pack" = String, Path)), request_body = RestoreRules,
    security(("session" = ["rule:manage"])),
    responses((status = 200, description = "The new version.", body = RuleVersion), Problems))]
async fn restore_rules(
    ctx: Ctx,
    State(app): State<App>,
    Path(code): Path<String>,
    Json(body): Json<RestoreRules>,
) -> Result<Answer<RuleVersion>, Problem> {
    let change = rules::restore(&ctx, &app, &code, body.version, &body.note).await?;
    web::answer(&ctx, change, |version| RuleVersion::new(version, None)).await
}
