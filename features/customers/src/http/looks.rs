//! Looks at unmasked fields, and who took them.

use app::App;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{CustomerId, Page, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{Ctx, Json, PageQuery, Path, Problem, Problems, Query};

use super::parts::NamedBranch;
use crate::service::looks::NamedLook;
use crate::service::{looks, unmask};

/// Which field is to be seen, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnmaskCustomer {
    /// `name`, `phone`, `birth_date`, `document:<id>` or `card:<id>`.
    field: String,
    /// A code of `unmask_reasons`.
    reason: String,
    /// What else matters, at most 200 characters; no numbers of documents, cards or phones.
    note: Option<String>,
}

/// A field as it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UnmaskedField {
    field: String,
    value: String,
}

/// One look at an unmasked field.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LookView {
    id: Uuid,
    at: Timestamp,
    staff: LookerView,
    /// Where they looked; `null` at head office.
    branch: Option<NamedBranch>,
    field: String,
    /// A code of `unmask_reasons`.
    reason: Option<String>,
    note: Option<String>,
}

/// Who looked.
#[derive(Debug, Serialize, ToSchema)]
struct LookerView {
    /// The person, or the name of a job of the system.
    id: Option<String>,
    /// The name of the person, in Chinese.
    name: Option<String>,
    /// The name of the person, in English letters.
    name_en: Option<String>,
}

/// One page of looks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LookPage {
    items: Vec<LookView>,
    /// The mark of the next page; null at the end.
    next: Option<String>,
}

/// Shows one field unmasked.
///
/// The look stands on the record, with person and reason, before the value is given.
/// The answer is not kept for repetitions of an `Idempotency-Key`: who repeats the call looks once more.
#[utoipa::path(post, path = "/customers/{id}/unmask", tag = "customers", params(("id" = CustomerId, Path)),
    security(("session" = ["customer:unmask"])),
    request_body = UnmaskCustomer,
    responses((status = 200, description = "The field as it is.", body = UnmaskedField), Problems))]
pub(super) async fn unmask_customer(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CustomerId>,
    Json(body): Json<UnmaskCustomer>,
) -> Result<Response, Problem> {
    let look = unmask::Look { field: body.field, reason: body.reason, note: body.note };
    let (field, value) = unmask::unmask(&ctx, &app, id, look).await?;
    let view = UnmaskedField { field: field.to_string(), value: value.expose().clone() };
    let secret = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((secret, Json(view)).into_response())
}

/// Lists who has looked at a customer unmasked, newest first.
///
/// For whoever may read the audit; looks at other branches are listed too.
#[utoipa::path(get, path = "/customers/{id}/looks", tag = "customers",
    security(("session" = ["customer:read", "audit:read"])),
    params(("id" = CustomerId, Path), PageQuery),
    responses((status = 200, description = "One page.", body = LookPage), Problems))]
pub(super) async fn list_looks(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<CustomerId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<LookPage>, Problem> {
    let Page { items, next } = looks::list(&ctx, &app, id, &query.into()).await?;
    let items = items.into_iter().map(LookView::from).collect();
    Ok(Json(LookPage { items, next }))
}

impl From<NamedLook> for LookView {
    fn from(NamedLook { row, name, branch }: NamedLook) -> Self {
        let text = |name| row.detail.get(name).and_then(Value::as_str).map(str::to_owned);
        let (name, name_en) = name.map(|name| (name.name, name.name_en)).unzip();
        Self {
            id: row.id,
            at: row.at,
            field: text("field").unwrap_or_default(),
            note: text("note"),
            branch: branch.as_deref().map(NamedBranch::from),
            staff: LookerView { id: row.actor_id, name, name_en },
            reason: row.reason,
        }
    }
}
