//! The demo bank: a city bank that does not exist, with invented people, for trying things out and for tests.
//!
//! Nothing of it is anybody's: the bank, its city and its staff are made up; the customers' names are drawn from common
//! surnames and given names; their numbers lie in ranges that are given to nobody (see [`people`]).
//! Everything is drawn from one seed, so that two fresh demos are alike.
//!
//! # Map
//! - [`plan`]: the bank as a table: branches, counters, staff. [`words`]: names to draw from. [`people`]: customers.
//! - [`load`](mod@load): writes it all into an empty database, in one transaction. [`shifts`]: who sits where this week.
//!   [`opening`]: who has checked what before the doors open.
//! - [`appointments`]: who comes by appointment. [`past`]: the weeks before.
//! - [`accounts`]: which account a visitor gets. [`http`]: `GET /demo`, `POST /demo/session`. [`error`]: refusals.
//!
//! # Invariants
//! - The demo loads only into an empty database, and only when the operator asked for a demo.
//! - Signing in with one click works only while the operator asks for a demo *and* the demo bank is what is loaded.

pub mod accounts;
pub mod appointments;
pub mod error;
pub mod http;
pub mod load;
pub mod opening;
pub mod past;
pub mod people;
pub mod plan;
pub mod shifts;
pub mod words;

use access::Ctx;
use anyhow::Result;
use app::{App, Feature};
use kernel::{BranchId, Locale};

/// Hands the demo in as a room without tables.
pub fn feature() -> Feature {
    Feature { router: http::router(), jobs: opening::registry(), ..Feature::named("demo") }
}

/// Loads the demo bank when the operator asked for a demo and the database is empty, plans the shifts of this week, opens
/// its branches, and books appointments.
///
/// # Errors
/// The database is away.
pub async fn prepare(app: &App) -> Result<()> {
    if !app.config.demo {
        return Ok(());
    }
    let ctx = ctx(app);
    if load::is_empty(app).await? {
        organisation::api::fill_in_calendars(app, &ctx).await?;
        load::load(app, &ctx).await?;
    }
    if find(app).await?.is_some() {
        shifts::keep(app, &ctx).await?;
        opening::open(app, &ctx).await?;
        appointments::keep(app, &ctx).await?;
    } else {
        tracing::warn!(
            "a demo was asked for, but the database holds another bank; nothing was loaded"
        );
    }
    Ok(())
}

/// The demo bank as it is loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its head office.
    pub head_office: BranchId,
    /// Its branches that serve customers, by code.
    pub branches: Vec<std::sync::Arc<organisation::api::Branch>>,
}

/// Finds the demo bank; `None` unless the operator asked for a demo and the demo bank is what is loaded.
///
/// # Errors
/// The database is away.
pub async fn find(app: &App) -> Result<Option<Loaded>, db::DbError> {
    if !app.config.demo {
        return Ok(None);
    }
    let mut branches = organisation::api::branches(app).await?;
    branches.retain(|branch| plan::BRANCHES.iter().any(|plan| plan.code == branch.code));
    let head_office = branches.first().and_then(|branch| branch.parent);
    Ok(head_office.map(|head_office| Loaded { head_office, branches }))
}

/// Returns the circumstances of work on the demo bank.
fn ctx(app: &App) -> Ctx {
    Ctx { locale: Locale::ZhCn, ..Ctx::system("demo", app.clock.now(), app.ids.clone()) }
}
