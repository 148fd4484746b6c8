//! The binary's library: command line, settings, composition, the demo bank.
//!
//! # Map
//! - [`cli`]: the commands and their options.
//! - [`settings`]: file and environment become one [`app::AppConfig`].
//! - [`rooms`]: the list of rooms, in the order in which they build on each other.
//! - [`ground`]: opens database, key ring and house, for every command; [`keys_file`]: the file of the key ring.
//! - [`telemetry`]: logs, metrics, traces.
//! - [`commands`]: one file for each command.
//! - [`interface`]: the built interface inside the binary.
//! - [`demo`]: the demo bank, invented people included.

pub mod cli;
pub mod commands;
pub mod demo;
pub mod ground;
pub mod interface;
pub mod keys_file;
pub mod rooms;
pub mod settings;
mod store;
pub mod telemetry;
