//! The stream of server-sent events: one per tab, several topics in it.

use access::rate::RateClass;
use access::{Actor, ClientAddress, Ctx, Denied, StreamHolder};
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use events::live::find_last_event_id;
use events::{LiveStream, Topic, Topics};
use kernel::Kind;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Secret;
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
/// How many streams one session or one address may hold open is limited (`access.streams`).
#[utoipa::path(get, path = "/live", tag = "live", params(LiveQuery),
    security(()),
    responses((status = 200, description = "The stream.", content_type = "text/event-stream", body = String), Problems))]
async fn follow_live(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query<LiveQuery>,
) -> Result<LiveStream, Problem> {
    app.access.rates.check(RateClass::Live, client.0, ctx.now())?;
    let asked = Topics::parse(&query.topics, ctx.staff().ok())?;
    let topics = permit_all(&ctx, &app, &asked).await?;
    let place = app.access.streams.open(holder(&ctx, client))?;
    let stream = app.events.hub().subscribe(&topics, find_last_event_id(&headers)).holding(place);
    let presented = app.access.presented(&Method::GET, &headers)?;
    Ok(match presented {
        Some(presented) if ctx.staff().is_ok() => {
            stream.until(watch(ctx, app, presented.token, asked))
        }
        _ => stream,
    })
}

/// Returns who holds the stream: the session, or the address of a page that nobody has signed in at.
fn holder(ctx: &Ctx, client: ClientAddress) -> StreamHolder {
    match ctx.principal() {
        Ok(principal) => StreamHolder::Session(principal.session),
        Err(_) => StreamHolder::Address(client.0),
    }
}

/// Returns once the session has ended or no longer reaches what was asked for.
///
/// Asked at every heartbeat; while the database is away nobody is sent off.
async fn watch(mut ctx: Ctx, app: App, token: Secret<String>, asked: Topics) {
    loop {
        tokio::time::sleep(app.config.events.heartbeat()).await;
        ctx.now = app.clock.now();
        match app.access.sessions.peek(&app.db, token.expose(), ctx.now).await {
            Ok(Some(principal)) => ctx.actor = Actor::Staff(principal),
            Ok(None) => return,
            Err(_) => continue,
        }
        match permit_all(&ctx, &app, &asked).await {
            Err(problem) if problem.kind() != Kind::Unavailable => return,
            _ => {}
        }
    }
}

async fn permit_all(ctx: &Ctx, app: &App, asked: &Topics) -> Result<Topics, Problem> {
    let mut topics = Vec::new();
    for topic in asked {
        topics.push(permit(ctx, app, topic).await?);
    }
    Ok(Topics::new(topics)?)
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
        _ => Err(Denied::OutOfScope.into()),
    }
}
