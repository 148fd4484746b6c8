//! The built interface inside the binary; here and not in `platform`, so that building it anew builds nothing else anew.
//!
//! Staff pages are one application (`index.html`), public pages another and smaller one (`public.html`).
//! Files under `assets/` carry a hash in their name and never change; everything else is asked for again each time.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Built;

/// What stands where the interface would be when it has not been built.
const ABSENT: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>首问 Shouwen</title>\
<body><h1>首问 Shouwen</h1><p>界面尚未构建。请运行 <code>cargo xtask ui</code>，再重新编译服务器。</p>\
<p lang=\"en\">The interface has not been built. Run <code>cargo xtask ui</code> and build the server again.</p>\
<p><a href=\"/api/docs\">API</a></p></body></html>";

/// Public pages, served by the small application.
const PUBLIC: [&str; 5] = ["/book", "/finder", "/hall", "/kiosk", "/phone"];

/// Where the kiosk's page alone may call, too: the slip printer of the machine on which it is open.
const OWN_MACHINE: &str = " http://127.0.0.1:* http://localhost:*";

/// Answers what no other route answers: a file of the interface, or one of its two pages.
pub async fn serve(request: Request) -> Response {
    let (method, uri) = (request.method(), request.uri());
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(response) = file(path, request.headers()) {
        return response;
    }
    if path.starts_with("assets/")
        || path.starts_with("api/")
        || path.rsplit('/').next().is_some_and(|name| name.contains('.'))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = file(page(uri), request.headers()).unwrap_or_else(absent);
    if uri.path().starts_with("/kiosk/") {
        let policy = web::middleware::content_policy(OWN_MACHINE);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn page(uri: &Uri) -> &'static str {
    let path = uri.path();
    let public = PUBLIC.iter().any(|page| {
        path == *page || path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/'))
    });
    if public { "public.html" } else { "index.html" }
}

fn absent() -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], ABSENT).into_response()
}

/// Finds a file, in the best encoding that the browser takes.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let original = Built::get(path)?;
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepted.contains(encoding))
        .find_map(|(encoding, ending)| {
            Built::get(&format!("{path}.{ending}")).map(|file| (encoding, file))
        });
    let tag = format!("\"{}\"", hex::encode(&original.metadata.sha256_hash()[..16]));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Some((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    Some(respond(path, &original, packed, &tag))
}

fn respond(
    path: &str,
    original: &EmbeddedFile,
    packed: Option<(&'static str, EmbeddedFile)>,
    tag: &str,
) -> Response {
    let fresh = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let encoding = packed.as_ref().map(|(encoding, _)| *encoding);
    let data = packed.map_or_else(|| original.data.clone(), |(_, file)| file.data);
    let mut response = Response::new(match data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    });
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(original.metadata.mimetype());
    headers.insert(
        header::CONTENT_TYPE,
        kind.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(fresh));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
