//! Problems: what a caller is told when something cannot be done (RFC 9457).
//!
//! A [`Problem`] carries the fault itself.
//! It becomes text only on the way out, in [`render`], where the caller's language and the trace id are known;
//! an internal fault is logged there, once, and the caller sees only the trace id.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;

use access::PermissionDoc;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Fault, Kind, Locale};
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

/// A fault on its way to the caller.
#[derive(Clone)]
pub struct Problem(Arc<dyn Fault + Send + Sync>);

impl fmt::Debug for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Problem").field(&self.0.code()).finish()
    }
}

impl<F: Fault + Send + Sync + 'static> From<F> for Problem {
    fn from(fault: F) -> Self {
        Self(Arc::new(fault))
    }
}

/// The body of a problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A link to the page that explains the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The status of the answer, repeated.
    pub status: u16,
    /// A stable code for programs, such as `visit.too_few_recalls`.
    pub code: String,
    /// One sentence in the caller's language: what happened and what to do now.
    pub detail: String,
    /// The id under which the house finds what happened.
    pub trace_id: String,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// After how many seconds it makes sense to try again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
    /// The permission that the caller lacks, such as `visit:call`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<&'static str>,
}

/// For whom a problem is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    /// The caller's language.
    pub locale: Locale,
    /// The id under which the house finds what happened.
    pub trace: &'a str,
    /// Everything that may be allowed, to name a permission that is missing.
    pub permissions: &'a [PermissionDoc],
}

impl Reader<'_> {
    /// Says in words which permission is missing; by its code when no room has named it.
    fn tell_missing(&self, code: &str) -> String {
        let named = self.permissions.iter().find(|doc| doc.permission.code() == code);
        match self.locale {
            Locale::ZhCn => {
                let name = named.map_or(code, |doc| doc.name);
                format!("需要“{name}”权限，如需办理请联系管理员。")
            }
            Locale::En => {
                let name = named.map_or(code, |doc| doc.name_en);
                format!(" It takes the permission “{name}”; please ask an administrator.")
            }
        }
    }
}

/// One field that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The JSON pointer of the field.
    pub pointer: String,
    /// A stable code for programs.
    pub code: String,
    /// One sentence that stands beside the field.
    pub detail: String,
}

const fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const fn title(kind: Kind, locale: Locale) -> &'static str {
    let (zh, en) = match kind {
        Kind::Invalid => ("填写的内容需要修改", "Something in the request needs correcting"),
        Kind::Unauthenticated => ("需要登录", "Sign-in needed"),
        Kind::Forbidden => ("没有权限", "Not permitted"),
        Kind::NotFound => ("没有找到", "Not found"),
        Kind::Conflict => ("当前状态不能这样操作", "Not possible in the present state"),
        Kind::TooMany => ("操作过于频繁", "Too many requests"),
        Kind::Unavailable => ("系统暂时不可用", "Temporarily unavailable"),
        Kind::Internal => ("系统出现异常", "Something went wrong here"),
    };
    locale.pick(zh, en)
}

impl Problem {
    /// Returns the code of the fault inside.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// Returns which kind of fault is inside.
    pub fn kind(&self) -> Kind {
        self.0.kind()
    }

    /// Writes the problem for the caller; an internal fault keeps its text to itself.
    pub fn body(&self, reader: &Reader<'_>) -> ProblemBody {
        let Reader { locale, trace, .. } = *reader;
        let kind = self.0.kind();
        let internal = kind == Kind::Internal;
        let code = if internal { "web.internal" } else { self.0.code() };
        let fields = if internal { Vec::new() } else { self.0.fields(locale) };
        let field = |field: kernel::FieldFault| FieldProblem {
            pointer: field.pointer,
            code: field.code.to_owned(),
            detail: field.detail,
        };
        ProblemBody {
            kind: format!("/docs/problems#{code}"),
            title: title(kind, locale).to_owned(),
            status: status(kind).as_u16(),
            code: code.to_owned(),
            detail: self.detail(reader),
            trace_id: trace.to_owned(),
            errors: fields.into_iter().map(field).collect(),
            retry_after_s: self.0.retry_after_s(),
            permission: self.0.permission(),
        }
    }

    fn detail(&self, reader: &Reader<'_>) -> String {
        if self.0.kind() == Kind::Internal {
            let sentence = reader.locale.pick(
                "系统出现异常，操作可能没有完成，请稍后重试；如仍不成功，请把编号告诉技术人员：",
                "Something went wrong and your request may not be done. Please try again later; if it fails again, give this number to support: ",
            );
            return format!("{sentence}{}", reader.trace);
        }
        let mut detail = self.0.sentence(reader.locale);
        if let Some(code) = self.0.permission() {
            detail.push_str(&reader.tell_missing(code));
        }
        detail
    }

    fn log(&self, trace: &str) {
        if self.0.kind() != Kind::Internal && self.0.kind() != Kind::Unavailable {
            return;
        }
        let mut chain = self.0.to_string();
        let mut source = self.0.source();
        while let Some(error) = source {
            let _ = write!(chain, ": {error}");
            source = error.source();
        }
        tracing::error!(trace, code = self.0.code(), error = %chain, "request failed: {chain}");
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = answer_with(&self.body(&Reader::default()));
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders the problem inside a response, if there is one, for the caller.
pub fn render(response: Response, reader: &Reader<'_>) -> Response {
    let Some(problem) = response.extensions().get::<Problem>().cloned() else { return response };
    problem.log(reader.trace);
    let rendered = answer_with(&problem.body(reader));
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(rendered.headers().clone());
    Response::from_parts(parts, rendered.into_body())
}

fn answer_with(body: &ProblemBody) -> Response {
    let text = serde_json::to_vec(body).unwrap_or_default();
    let mut response = Response::new(Body::from(text));
    *response.status_mut() =
        StatusCode::from_u16(body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = body.retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Describes all problem answers in the API document.
#[derive(Debug)]
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::response::Response>> {
        let reference = || {
            let schema = utoipa::openapi::Ref::from_schema_name(ProblemBody::name());
            ContentBuilder::new()
                .schema(Some(RefOr::<utoipa::openapi::Schema>::Ref(schema)))
                .build()
        };
        let describe = |text: &str| {
            ResponseBuilder::new()
                .description(text)
                .content("application/problem+json", reference())
                .build()
                .into()
        };
        [
            ("401", "Nobody is signed in."),
            ("403", "The permission is missing; `permission` names it."),
            ("404", "Not found, or outside the caller's branches."),
            ("409", "Not possible in the present state."),
            ("422", "Something in the request is wrong; `errors` names the fields."),
            ("429", "Too many requests; try again after `Retry-After`."),
            ("503", "The database is locked, full or away; try again after `Retry-After`."),
        ]
        .into_iter()
        .map(|(code, text)| (code.to_owned(), describe(text)))
        .collect()
    }
}

/// Returns the schema of a problem, for the document's components.
pub fn schema() -> (String, RefOr<utoipa::openapi::Schema>) {
    (ProblemBody::name().into_owned(), ProblemBody::schema())
}

/// Returns the schema of one wrong field, for the document's components.
pub fn field_schema() -> (String, RefOr<utoipa::openapi::Schema>) {
    (FieldProblem::name().into_owned(), FieldProblem::schema())
}
