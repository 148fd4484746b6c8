//! The routes and layers around all rooms.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{App, context, health};

/// Puts the rooms' operations behind the layers that every call passes, beside health and documents; `interface` answers
/// whatever else is asked for.
pub fn build<H, T>(app: App, operations: Router<App>, interface: H) -> Router
where
    H: Handler<T, App>,
    T: 'static,
{
    let limit = app.config.server.body_limit_bytes;
    // Streams must leave at once; everything else may be packed.
    let packed = DefaultPredicate::new().and(NotForContentType::new("text/event-stream"));
    let documents = SwaggerUi::new("/api/docs").config(Config::from("/api/openapi.json"));
    let api = operations
        .route("/api/{*rest}", any(nothing))
        .layer(from_fn_with_state(app.clone(), context::context));
    Router::new()
        .merge(api)
        .merge(health::routes())
        .merge(documents)
        .fallback(interface)
        .layer(from_fn(web::middleware::secure_headers))
        .layer(CompressionLayer::new().compress_when(packed))
        .layer(DefaultBodyLimit::max(limit))
        .layer(CatchPanicLayer::new())
        .with_state(app)
}

async fn nothing() -> Result<StatusCode, web::Problem> {
    Err(web::extract::Unreadable::Path.into())
}
