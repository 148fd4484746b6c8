//! A database with a million past visits: how long the start takes then.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};

use crate::client::Client;
use crate::load::Figure;
use crate::server::Server;

/// Columns that must differ from row to row, and what they become; everything else is copied from one real visit.
const FRESH: [(&str, &str); 4] = [
    ("id", "randomblob(16)"),
    ("token_digest", "randomblob(32)"),
    ("business_day", "date('2020-01-01', '+' || (n % 2000) || ' days')"),
    ("number", "'P' || n"),
];

/// Fills a demo database with past visits, starts the server on it and measures the time to the first answer.
pub(crate) async fn start_with(program: &Path, visits: u64) -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let first = Server::start(program, folder.path(), None).await?;
    let mut client = Client::connect(&first.address).await?;
    let branches = client.get("/public/branches").await?;
    let branch = branches["items"][0]["id"].as_str().context("no branch")?.to_owned();
    let kiosk = client.get(&format!("/public/branches/{branch}/kiosk")).await?;
    let body = serde_json::json!({ "service_id": kiosk["services"][0]["id"], "channel": "kiosk" });
    client.post(&format!("/public/branches/{branch}/tickets"), &body).await?;
    first.stop().await?;
    fill(&folder.path().join("shouwen.db"), visits).await?;
    let server = Server::start(program, folder.path(), None).await?;
    let mut started = Histogram::<u64>::new_with_max(60_000_000, 3)?;
    started.saturating_record(u64::try_from(server.started_in.as_micros())?);
    let elapsed: Duration = server.started_in;
    let figure =
        Figure::new("start_1m_visits", "sqlite", 0, &started, elapsed, server.cpu()?, &server)?;
    server.stop().await?;
    Ok(figure)
}

async fn fill(file: &Path, visits: u64) -> Result<()> {
    let mut database: SqliteConnection =
        SqliteConnectOptions::new().filename(file).connect().await?;
    let columns = sqlx::query("SELECT name FROM pragma_table_info('lobby_visits')")
        .fetch_all(&mut database)
        .await?;
    let columns: Vec<String> = columns.iter().map(|row| row.get(0)).collect();
    let value = |column: &String| {
        let fresh = FRESH.iter().find(|(name, _)| name == column);
        fresh.map_or_else(|| format!("visit.{column}"), |(_, sql)| (*sql).to_owned())
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let sql = format!(
        "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {visits})
         INSERT INTO lobby_visits ({}) SELECT {} FROM counted, (SELECT * FROM lobby_visits LIMIT 1) AS visit",
        columns.join(", "),
        values.join(", ")
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut database).await?;
    sqlx::raw_sql("UPDATE lobby_visits SET state = 'finished' WHERE number LIKE 'P%'")
        .execute(&mut database)
        .await?;
    Ok(())
}
