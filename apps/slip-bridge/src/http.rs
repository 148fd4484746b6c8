//! The two operations of the bridge, and who may ask.
//!
//! A page of another origin that is open on the same machine is told nothing and prints nothing: browsers name the origin of
//! every such call, and only one is answered. A name that a hostile site points at this machine is refused by its `Host`.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State as Shared};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use tokio::sync::Mutex;

use crate::escpos::{Paper, render};
use crate::printer::{Printer, State};
use crate::slip::Slip;

/// The largest slip, in bytes.
const LARGEST: usize = 32 * 1024;

/// Asked for before a public page may call a private address.
const ASKS_PRIVATE: HeaderName = HeaderName::from_static("access-control-request-private-network");

/// Allows a public page to call a private address.
const ALLOWS_PRIVATE: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// What the bridge stands on.
pub struct Bridge {
    /// The only origin that is answered, such as `https://queue.bank.example`.
    pub origin: HeaderValue,
    /// Where slips go.
    pub printer: Printer,
    /// On what they are printed.
    pub paper: Paper,
    /// One slip is printed at a time.
    pub turn: Mutex<()>,
}

/// Returns the two operations.
pub fn router(bridge: Arc<Bridge>) -> Router {
    Router::new()
        .route("/print", post(print))
        .route("/status", get(status))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(from_fn_with_state(Arc::clone(&bridge), admit))
        .with_state(bridge)
}

/// Prints a slip and answers what came of it.
async fn print(Shared(bridge): Shared<Arc<Bridge>>, body: Bytes) -> Response {
    let slip = serde_json::from_slice::<Slip>(&body).ok().filter(Slip::is_reasonable);
    let Some(slip) = slip else { return StatusCode::UNPROCESSABLE_ENTITY.into_response() };
    let _turn = bridge.turn.lock().await;
    let state = bridge.printer.print(&render(&slip, bridge.paper)).await;
    tracing::info!(?state, "slip");
    told(state)
}

/// Answers how the printer stands.
async fn status(Shared(bridge): Shared<Arc<Bridge>>) -> Response {
    let _turn = bridge.turn.lock().await;
    told(bridge.printer.ask().await)
}

fn told(state: State) -> Response {
    let body = serde_json::json!({ "state": state }).to_string();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Lets only the kiosk's own page through, and answers its browser's question beforehand.
async fn admit(Shared(bridge): Shared<Arc<Bridge>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if headers.get(header::ORIGIN) != Some(&bridge.origin) || !is_local(headers) {
        tracing::warn!("refused a call of another origin");
        return StatusCode::FORBIDDEN.into_response();
    }
    let asks_private = headers.contains_key(ASKS_PRIVATE);
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let allowed = response.headers_mut();
    allowed.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, bridge.origin.clone());
    allowed.insert(header::VARY, HeaderValue::from_static("origin"));
    allowed.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    allowed.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    if asks_private {
        allowed.insert(ALLOWS_PRIVATE, HeaderValue::from_static("true"));
    }
    response
}

/// Tells whether this machine was called by its own name.
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}
