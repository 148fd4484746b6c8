//! The record of acts, for auditors.

use access::Ctx;
use app::App;
use audit::{AuditRow, Filter, Problem as Finding, Verification};
use axum::extract::State;
use kernel::{BranchId, Locale, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Json, PageQuery, Problem, Problems, Query};

use crate::model::staff::StaffName;
use crate::service::audit as service;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_audit)).routes(routes!(verify_audit))
}

/// One act that was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditView {
    /// The row's own id.
    id: Uuid,
    /// The chain, a branch id or `head-office`.
    chain: String,
    /// The place in the chain, from 1.
    seq: i64,
    /// When it happened.
    at: Timestamp,
    /// Who acted.
    actor: AuditActor,
    /// The act, such as `visit.called`.
    action: String,
    /// The kind of thing it was done to.
    resource: Option<String>,
    /// The id of the thing.
    resource_id: Option<String>,
    /// The branch; `null` at head office.
    branch_id: Option<BranchId>,
    /// Why, as given by the person.
    reason: Option<String>,
    /// `done`, `refused` or `failed`.
    outcome: String,
    /// What else matters; ids and codes only.
    detail: serde_json::Value,
    /// The id under which the call's logs are found.
    trace_id: String,
}

/// Who acted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditActor {
    /// `staff`, `system` or `nobody`.
    kind: String,
    /// The id of the person, or the name of the job.
    id: Option<String>,
    /// The name of the person, in Chinese.
    name: Option<String>,
    /// The name of the person, in English letters.
    name_en: Option<String>,
}

/// One page of recorded acts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditPage {
    /// The acts, newest first.
    items: Vec<AuditView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// Whether the record is whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditVerification {
    /// Whether nothing is wrong.
    ok: bool,
    /// How many rows were read.
    rows: u64,
    /// How many chains there are.
    chains: u64,
    /// How many chains were held against an anchor outside the database.
    anchored: u64,
    /// What is wrong, at most 1 000 of it.
    problems: Vec<AuditFinding>,
    /// How many problems there are, also those not listed.
    problem_count: u64,
}

/// One place where the record is not what was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditFinding {
    /// The chain: a branch id, `head-office`, or `anchors` for the file.
    chain: String,
    /// The first position concerned.
    seq: i64,
    /// The last position concerned.
    until: i64,
    /// What happened, in the caller's language.
    message: String,
}

/// Which acts are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// Only acts of this person (id) or job (name).
    actor: Option<String>,
    /// Only acts on this kind of thing, such as `visit`.
    resource: Option<String>,
    /// Only acts on the thing with this id.
    resource_id: Option<String>,
    /// Only this act, such as `visit.called`.
    action: Option<String>,
    /// Only acts in this branch.
    branch_id: Option<BranchId>,
    /// From this instant on.
    from: Option<Timestamp>,
    /// Before this instant.
    to: Option<Timestamp>,
}

impl From<AuditQuery> for Filter {
    fn from(query: AuditQuery) -> Self {
        Self {
            branch: query.branch_id,
            actor: query.actor,
            resource_kind: query.resource,
            resource_id: query.resource_id,
            action: query.action,
            since: query.from,
            until: query.to,
        }
    }
}

impl AuditView {
    fn new(row: AuditRow, name: Option<StaffName>) -> Self {
        let (name, name_en) = name.map(|name| (name.name, name.name_en)).unzip();
        Self {
            id: row.id,
            chain: row.chain,
            seq: row.position,
            at: row.at,
            actor: AuditActor { kind: row.actor_kind, id: row.actor_id, name, name_en },
            action: row.action,
            resource: row.resource_kind,
            resource_id: row.resource_id,
            branch_id: row.branch_id,
            reason: row.reason,
            outcome: row.outcome,
            detail: row.detail,
            trace_id: row.trace,
        }
    }
}

impl AuditVerification {
    fn new(found: &Verification, locale: Locale) -> Self {
        let finding = |problem: &Finding| AuditFinding {
            chain: problem.chain.clone(),
            seq: problem.position,
            until: problem.until,
            message: problem.sentence(locale),
        };
        Self {
            ok: found.ok(),
            rows: found.rows,
            chains: found.chains,
            anchored: found.anchored,
            problems: found.problems.iter().map(finding).collect(),
            problem_count: found.problem_count,
        }
    }
}

/// Lists recorded acts of the branches that the caller may see, newest first.
#[utoipa::path(get, path = "/audit", tag = "audit", params(PageQuery, AuditQuery),
    security(("session" = ["audit:read"])),
    responses((status = 200, description = "A page of acts.", body = AuditPage), Problems))]
async fn list_audit(
    ctx: Ctx,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<AuditPage>, Problem> {
    let page = service::list(&ctx, &app, &query.into(), &page.into()).await?;
    let page = page.map(|(row, name)| AuditView::new(row, name));
    Ok(Json(AuditPage { items: page.items, next: page.next }))
}

/// Reads every row of the record and says whether it is whole; takes a while on a long record.
#[utoipa::path(get, path = "/audit/verification", tag = "audit",
    security(("session" = ["audit:read"])),
    responses((status = 200, description = "What was found.", body = AuditVerification), Problems))]
async fn verify_audit(
    ctx: Ctx,
    State(app): State<App>,
) -> Result<Json<AuditVerification>, Problem> {
    Ok(Json(AuditVerification::new(&service::verify(&ctx, &app).await?, ctx.locale)))
}
