//! The organisation 机构: branches, counters, services, staff, skills, shifts, opening hours and calendars;
//! and the pages of those who run the house: roles, rule packs, the record of acts.
//!
//! Other rooms ask [`api`]; everything they need many times a second comes from memory.
//!
//! ```no_run
//! # async fn example(app: app::App, id: kernel::BranchId) -> Result<(), organisation::api::OrganisationError> {
//! let branch = organisation::api::find_branch(&app, id).await?;
//! let services = organisation::api::offered_services(&app, id).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Words
//! branch 网点: a place where customers are served, or the head office above them · counter 柜台: where one customer is
//! served at a time · service 业务: what customers come for · offering: a service that a branch offers ·
//! skill 技能: what a service asks of a teller · shift 班次: who works where and when.
//!
//! # Map
//! - [`api`]: what other rooms may use. [`permissions`]: what may be allowed.
//! - `model`: types and rules a clerk could state, pure. `packs`: the rule packs of this room.
//! - `entity`, `store`, `migrations`: the tables. `cache`: what is kept in memory, and how fresh it is.
//! - `service`: use cases, one file for each thing. `http`: routes and views, likewise. `error`: what can go wrong.
//!
//! # Invariants
//! - Nothing is deleted that a visit may point to: branches, counters, services and staff become inactive.
//! - Every change raises the count in `organisation_revisions` in its own transaction; caches rest on it.
//! - Every change leaves a row in the record of acts.
//! - A day of a year whose calendar is not published follows its weekday, and every answer about it says so (`known: false`).

pub mod api;
mod cache;
mod entity;
mod error;
pub mod http;
mod migrations;
mod model;
mod packs;
pub mod permissions;
mod service;
mod sign_in;
mod store;

use std::time::Duration;

use app::{App, Feature};

/// How often the built-in calendars are looked through for days that are missing in the tables.
const FILL_IN_EVERY: Duration = Duration::from_hours(1);

/// Hands this room in.
pub fn feature() -> Feature {
    Feature {
        router: http::router(),
        migrations: migrations::migrations(),
        permissions: permissions::ALL,
        jobs: jobs::Registry::new().every(
            "organisation.fill_in_calendars",
            FILL_IN_EVERY,
            fill_in_calendars,
        ),
        packs: packs::kinds(),
        branches: Some(|db| Box::pin(api::branch_tree(db))),
        ..Feature::named("organisation")
    }
}

async fn fill_in_calendars(app: App, ctx: access::Ctx) -> Result<(), jobs::JobError> {
    service::calendars::fill_in(&ctx, &app).await.map_err(jobs::JobError::retry)?;
    Ok(())
}
