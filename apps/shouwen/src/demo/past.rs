//! What the demo bank did in the weeks before: written once, so that what-if, staffing and lists have days to show.

use anyhow::Result;
use app::App;
use lobby::api::write_past_for_demo;

use super::{ctx, find};

/// How many days back.
const DAYS: u16 = 21;

/// Writes the past of every branch of the demo bank that has none.
///
/// # Errors
/// The database is away or full.
pub async fn write(app: &App) -> Result<()> {
    let Some(loaded) = find(app).await? else { return Ok(()) };
    let ctx = ctx(app);
    for branch in &loaded.branches {
        let visits = write_past_for_demo(app, &ctx, branch.id, DAYS).await?;
        tracing::info!(branch.code = branch.code, demo.visits = visits, "wrote the weeks before");
    }
    Ok(())
}
