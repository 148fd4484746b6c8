//! Jobs: work that outlives a request, written with the data that causes it, done by whichever node is free.
//!
//! A service enqueues a job in the transaction of its change; a worker claims it with a lease, runs it, and writes
//! down how it went.
//! Jobs run at least once: a node can die after the work and before the note, so that every job must bear a repetition.
//! Periodic work is a reconciler: it takes no input, looks at the state and brings it to where it should be.
//!
//! ```
//! use std::time::Duration;
//!
//! use access::Ctx;
//! use jobs::{Job, JobError, Registry};
//! use kernel::VisitId;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct AskForRating {
//!     visit: VisitId,
//! }
//!
//! impl Job for AskForRating {
//!     const NAME: &'static str = "voice.ask_for_rating";
//! }
//!
//! #[derive(Clone)]
//! struct App;
//!
//! async fn ask_for_rating(_app: App, _ctx: Ctx, _job: AskForRating) -> Result<(), JobError> {
//!     Ok(())
//! }
//!
//! async fn watch_waits(_app: App, _ctx: Ctx) -> Result<(), JobError> {
//!     Ok(())
//! }
//!
//! let registry = Registry::<App>::new()
//!     .on::<AskForRating>(ask_for_rating)
//!     .every("lobby.watch_waits", Duration::from_secs(5), watch_waits);
//! assert_eq!(registry.names().count(), 1);
//! ```
//!
//! # Map
//! - [`job`]: [`Job`], what a room declares, and [`JobError`], how a handler says what is to follow a failure.
//! - [`registry`]: [`Registry`], who does what.
//! - [`queue`]: [`Jobs`], the handle that services enqueue through; [`admin`]: what administrators see and may repeat.
//! - [`worker`]: [`Worker`], which claims and runs; `schedules`, its periodic half.
//! - [`config`]: the settings, [`JobsConfig`]; `store`, `entity`, `migrations`: the tables.
//!
//! # Invariants
//! - A job is enqueued in the transaction of its cause or not at all.
//! - No transaction is open while a handler runs, but the handler's own.
//! - A job whose node died comes back after its lease; one that kills every node stops after its last attempt.
//! - Payloads of older programs parse: fields are only ever added, as optional.

pub mod admin;
pub mod config;
mod entity;
pub mod job;
mod migrations;
pub mod queue;
pub mod registry;
mod schedules;
mod store;
pub mod worker;

pub use admin::{FailedJob, JobCount, JobsError, ScheduleState};
pub use config::JobsConfig;
pub use job::{BoxError, Job, JobError, JobId};
pub use migrations::migrations;
pub use queue::Jobs;
pub use registry::Registry;
pub use worker::Worker;
