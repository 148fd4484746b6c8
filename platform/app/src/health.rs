//! Liveness, readiness, metrics: for load balancers and operators, outside `/api`.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;

use crate::App;

/// Returns the routes for machines that watch this one.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .route("/api/openapi.json", get(openapi))
        .route("/docs/problems", get(problems))
}

async fn live() -> Response {
    web::Json(json!({ "status": "live" })).into_response()
}

/// Ready means: the database answers and nobody has asked this node to stop.
async fn ready(State(app): State<App>) -> Response {
    if app.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, web::Json(json!({ "status": "stopping" })))
            .into_response();
    }
    match app.db.ping().await {
        Ok(()) => web::Json(json!({ "status": "ready", "version": env!("CARGO_PKG_VERSION") }))
            .into_response(),
        Err(error) => web::Problem::from(error).into_response(),
    }
}

async fn metrics(State(app): State<App>) -> Response {
    let Some(handle) = &app.metrics else { return StatusCode::NOT_FOUND.into_response() };
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
}

async fn openapi(State(app): State<App>) -> Response {
    match app.openapi.text() {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text.to_owned()).into_response(),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "cannot write the operations"
            );
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The page that the `type` of every problem points to.
async fn problems() -> Response {
    const PAGE: &str = include_str!("../../../docs/api/problems.md");
    ([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], PAGE).into_response()
}
