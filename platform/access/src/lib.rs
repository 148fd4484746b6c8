//! Who may do what: the caller and what they may see, sessions, passwords, second factors, rate limits.
//!
//! Every service function takes a [`Ctx`] first and asks it for a [`Scope`]; every query for a person takes the scope.
//!
//! ```
//! use access::{Ctx, Permission};
//! use kernel::{Clock, Ids, Locale, Timestamp};
//!
//! const BOARD_READ: Permission = Permission::new("board:read");
//! let now = "2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap();
//! let ctx = Ctx::nobody(now, Ids::seeded(1), Locale::ZhCn);
//! assert!(ctx.require(BOARD_READ).is_err());
//! ```
//!
//! # Map
//! - [`ctx`]: [`Ctx`], [`Actor`], [`Principal`]: who calls, when, in which language.
//! - [`permission`]: [`Permission`], [`Reach`], [`Grant`], [`Scope`], [`Denied`].

pub mod ctx;
pub mod permission;

pub use ctx::{Actor, Ctx, IdempotencyKey, Principal};
pub use permission::{Denied, Grant, Permission, PermissionDoc, Reach, Scope};
