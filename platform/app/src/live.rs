//! The stream of server-sent events: one per tab, several topics in it.

use access::rate::RateClass;
use access::{ClientAddress, Ctx};
use axum::extract::State;
use axum::http::HeaderMap;
use events::live::find_last_event_id;
use events::{LiveStream, Topic, Topics};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Problem, Problems, Query};

use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(follow_live))
}

/// What a screen wants to follow.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LiveQuery {
    /// Topics separated by commas: `hall:<branch>`, `board:<branch>`, `desk:<counter>`, `ticket:<token>`, `me`.
    topics: String,
}

/// Follows topics live.
///
/// Each message has a position as its id and `{topic, kind, at, data}` as its data.
/// After a break the browser names the last position by `Last-Event-ID` and gets what it missed;
/// when that is too much it gets an event named `reset` and asks for everything again.
#[utoipa::path(get, path = "/live", tag = "live", params(LiveQuery),
    responses((status = 200, description = "The stream.", content_type = "text/event-stream", body = String), Problems))]
async fn follow_live(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query<LiveQuery>,
) -> Result<LiveStream, Problem> {
    app.access.rates.check(RateClass::Live, client.0, ctx.now())?;
    let mut topics = Vec::new();
    for topic in &Topics::parse(&query.topics, ctx.staff().ok())? {
        topics.push(permit(&ctx, &app, topic).await?);
    }
    Ok(app.events.hub().subscribe(&Topics::new(topics)?, find_last_event_id(&headers)))
}

/// Asks the rooms in turn and returns the topic under which the events come; a topic that no room knows is nobody's.
async fn permit(ctx: &Ctx, app: &App, topic: &Topic) -> Result<Topic, Problem> {
    for rule in app.topics.iter() {
        if let Some(verdict) = rule(app.clone(), ctx.clone(), topic.clone()).await {
            return Ok(verdict?);
        }
    }
    match topic {
        Topic::Me(staff) if ctx.staff() == Ok(*staff) => Ok(topic.clone()),
        _ => Err(access::Denied::OutOfScope.into()),
    }
}
