//! Prints slips for the kiosk page: a small program on the kiosk's own machine, between the browser and an ESC/POS printer.
//!
//! A browser can print, but neither cut the paper nor tell that there is none.
//! The page hands over what a slip says, never how a printer is told; the answer is what really came of it.
//!
//! ```
//! use slip_bridge::escpos::{Paper, render};
//! use slip_bridge::slip::Slip;
//!
//! let slip: Slip = serde_json::from_str(r#"{ "parts": [{ "kind": "text", "text": "A001", "size": "huge" }] }"#)?;
//! let bytes = render(&slip, Paper::default());
//! assert!(bytes.starts_with(b"\x1b@"));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Map
//! - [`slip`]: what a slip says. [`escpos`]: how a printer is told. [`printer`]: sending it there, and what came of it.
//! - [`http`]: the two operations and who may ask. [`cli`]: the command line.
//!
//! # Invariants
//! - It listens on the loopback address only, and answers one origin only.
//! - No byte of a text reaches the printer as a command.
//! - Logs say what came of a slip, never what stands on it.

pub mod cli;
pub mod escpos;
pub mod http;
pub mod printer;
pub mod slip;
