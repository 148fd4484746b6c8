//! News from other nodes through PostgreSQL.
//!
//! The relay announces the positions it has given, and a node that does not relay announces that it has committed.
//! Both go out by themselves, never inside a business transaction, where they would make commits wait for each other.
//! An announcement can be lost; whoever listens therefore also looks by itself now and then.

use std::time::Duration;

use db::{Backend, Db, DbError};
use sea_orm::{ConnectionTrait as _, DbErr, RuntimeErr};
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio_util::sync::CancellationToken;

use crate::Events;

/// Positions were given; the payload is `<first>-<last>`.
const RELAYED: &str = "shouwen_events";

/// Events were committed by a node that does not relay.
const RECORDED: &str = "shouwen_recorded";

/// How long to wait before connecting again.
const AGAIN: Duration = Duration::from_secs(1);

/// Tells the other nodes which positions were given.
pub(crate) async fn announce_relayed(db: &Db, first: i64, last: i64) -> Result<(), DbError> {
    notify(db, RELAYED, &format!("{first}-{last}")).await
}

/// Tells the relay, wherever it runs, that there is something to relay.
pub(crate) async fn announce_recorded(db: &Db) -> Result<(), DbError> {
    notify(db, RECORDED, "").await
}

async fn notify(db: &Db, channel: &str, payload: &str) -> Result<(), DbError> {
    if db.backend() == Backend::Postgres {
        let sql = format!("SELECT pg_notify('{channel}', '{payload}')");
        db.reader().execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Feeds the hub of this node with what others relay, until `stop`; ends at once on SQLite.
pub(crate) async fn listen(events: &Events, stop: &CancellationToken) {
    if events.db().backend() != Backend::Postgres {
        return;
    }
    stop.run_until_cancelled(async {
        loop {
            if let Err(error) = hear(events).await {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "lost the news from other nodes, connecting again");
            }
            tokio::time::sleep(AGAIN).await;
        }
    })
    .await;
}

async fn hear(events: &Events) -> Result<(), DbError> {
    let Some(options) = events.db().postgres_options() else { return Ok(()) };
    // A pool of its own, so that listening takes no connection from the requests.
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    let mut listener = PgListener::connect_with(&pool).await.map_err(lost)?;
    listener.listen_all([RELAYED, RECORDED]).await.map_err(lost)?;
    events.hub().catch_up().await?;
    loop {
        match listener.try_recv().await.map_err(lost)? {
            Some(news) if news.channel() == RECORDED => {
                events.announced().send_replace(());
            }
            Some(news) if is_known(events, news.payload()) => (),
            // New positions, or a connection that was lost and made again.
            Some(_) | None => events.hub().catch_up().await?,
        }
    }
}

fn is_known(events: &Events, payload: &str) -> bool {
    let last = payload.split_once('-').and_then(|(_, last)| last.parse::<i64>().ok());
    last.is_some_and(|last| last <= events.hub().position())
}

fn lost(error: sqlx::Error) -> DbError {
    DbError::Query(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}
