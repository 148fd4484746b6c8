//! Properties of the queueing engine, one module per promise.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod dispatch;
mod erlang;
mod estimate;
mod forecast;
mod policy;
mod simulation;
mod staffing;
mod survival;
