//! Properties of the queueing engine, one module per promise.

mod dispatch;
mod policy;
mod simulation;
mod wait;
