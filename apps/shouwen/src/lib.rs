//! The binary's library: command line, settings, composition, the demo bank.
//!
//! # Map
//! - [`cli`]: the commands and their options.
//! - [`settings`]: file and environment become one [`app::AppConfig`].
//! - [`rooms`]: the list of rooms, in the order in which they build on each other.
//! - [`telemetry`]: logs, metrics, traces.
//! - [`commands`]: one file for each command.
//! - [`demo`]: the demo bank, invented people included.

pub mod cli;
pub mod commands;
pub mod demo;
pub mod rooms;
pub mod settings;
pub mod telemetry;
