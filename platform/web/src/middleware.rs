//! Trace ids and the headers that every answer carries.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// The header that names the trace of an answer.
pub const TRACE: HeaderName = HeaderName::from_static("x-trace-id");

/// Returns what a page may load: everything from our own origin, and calls to some others.
///
/// Styles are inline because the component library writes them so, and our own pages may be framed by our own pages because
/// the teller bar is.
pub fn content_policy(calls: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
         font-src 'self' data:; connect-src 'self'{calls}; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; \
         object-src 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

/// What pages may load that say nothing of it themselves.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| content_policy(""));

/// Adds the security headers of the OWASP secure-headers list that fit an application of one origin.
pub async fn secure_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(), camera=(), payment=(), usb=()",
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}
