//! Who calls, in which language, and whether the call is a repetition.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use access::{Actor, ClientAddress, Ctx};
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Locale;
use web::{Problem, extract::Unreadable, idempotency, middleware::TRACE, problem};

use crate::App;

/// Gives every call its [`Ctx`], turns away who may not use the operation, renders problems in the caller's language, and counts.
pub async fn context(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let operation = operation(&request);
    let locale = locale(&request);
    let trace = trace(&app);
    let span = tracing::info_span!("request", trace = %trace, operation = %operation);
    let caller =
        identify(&app, request.method().clone(), request.headers().clone(), locale, &trace).await;
    let admitted = caller.and_then(|ctx| {
        app.gate.check(&ctx, &operation)?;
        Ok(ctx)
    });
    let response = match admitted {
        Ok(ctx) => {
            let client = client(&app, &request);
            request.extensions_mut().insert(client);
            request.extensions_mut().insert(ctx.clone());
            let answer = once(&app, ctx, request, next);
            tracing::Instrument::instrument(answer, span.clone()).await
        }
        Err(refused) => refused.into_response(),
    };
    let reader = problem::Reader { locale, trace: &trace, permissions: &app.permissions };
    let mut response = problem::render(response, &reader);
    if let Ok(value) = HeaderValue::from_str(&trace) {
        response.headers_mut().insert(TRACE, value);
    }
    tracing::debug!(
        parent: &span,
        http.status = response.status().as_u16(),
        elapsed_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        "answered"
    );
    count(&operation, &response, started);
    response
}

/// Names the operation by its route, never by its path: paths carry ids and tokens.
fn operation(request: &Request) -> String {
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str);
    format!("{} {route}", request.method())
}

fn count(operation: &str, response: &Response, started: Instant) {
    let status = response.status().as_u16().to_string();
    let labels = [("operation", operation.to_owned()), ("status", status)];
    metrics::counter!("shouwen_http_requests_total", &labels).increment(1);
    metrics::histogram!("shouwen_http_request_seconds", "operation" => operation.to_owned())
        .record(started.elapsed().as_secs_f64());
}

fn trace(app: &App) -> Arc<str> {
    let id: uuid::Uuid = app.ids.next(app.clock.now());
    id.simple().to_string().into()
}

fn locale(request: &Request) -> Locale {
    let accepted =
        request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Locale::from_accept_language(accepted.unwrap_or_default())
}

/// Method and headers come as copies: a request cannot be looked at by another thread while its body has not come.
async fn identify(
    app: &App,
    method: Method,
    headers: HeaderMap,
    locale: Locale,
    trace: &Arc<str>,
) -> Result<Ctx, Problem> {
    let now = app.clock.now();
    let mut actor = Actor::Nobody;
    if let Some(presented) = app.access.presented(&method, &headers)? {
        let token = presented.token.expose();
        if let Some(principal) = app.access.sessions.resolve(&app.db, token, now).await? {
            actor = Actor::Staff(principal);
        }
    }
    Ok(Ctx {
        actor,
        now,
        locale,
        trace: Arc::clone(trace),
        ids: app.ids.clone(),
        idempotency: None,
    })
}

/// Answers a repeated POST from the record, everything else by doing it.
async fn once(app: &App, mut ctx: Ctx, request: Request, next: Next) -> Response {
    let key = request.headers().get(idempotency::HEADER).cloned();
    let Some(key) = key.filter(|_| request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, app.config.server.body_limit_bytes).await else {
        return Problem::from(Unreadable::TooLong).into_response();
    };
    let bound = match idempotency::bind(&ctx, &app.vault, &key, &parts.method, &parts.uri, &body) {
        Ok(bound) => bound,
        Err(unusable) => return Problem::from(unusable).into_response(),
    };
    match idempotency::find(&app.db, &bound).await {
        Ok(None) => {}
        Ok(Some(remembered)) => return remembered,
        Err(unusable) => return Problem::from(unusable).into_response(),
    }
    ctx.idempotency = Some(bound.clone());
    parts.extensions.insert(ctx);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if idempotency::lost_race(&response)
        && let Ok(Some(remembered)) = idempotency::find(&app.db, &bound).await
    {
        return remembered;
    }
    response
}

/// Finds the address of the caller; a proxy's word counts only when the proxy is trusted.
fn client(app: &App, request: &Request) -> ClientAddress {
    match request.extensions().get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(peer)) => app.access.client_address(peer.ip(), request.headers()),
        None => ClientAddress::UNKNOWN,
    }
}
