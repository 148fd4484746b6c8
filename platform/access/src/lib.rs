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
//! - [`role`]: [`RolePack`] from the data pack, [`RoleGrant`], and what they come to; [`matrix`]: the same as a table.
//! - [`state`]: [`Access`], what a running server holds of all that follows; [`config`]: its settings.
//! - [`account`]: who can sign in with which name, lock-out. [`password`]: Argon2id and the rules for new passwords.
//! - [`sign_in`](mod@sign_in): name, password and code become a session. [`session`]: [`Sessions`], found by token.
//! - [`second_factor`], [`totp`]: codes of an authenticator, recovery codes.
//! - [`cookie`], [`cross_site`], [`address`], [`rate`], [`streams`]: what the web layer asks before it lets a request in.
//! - `entity`, `store`, [`migrations`](mod@migrations): the tables.
//!
//! # Invariants
//! - Neither passwords nor tokens nor recovery codes are stored; their hashes are.
//! - Why a sign-in was refused is in the record, never in the answer.
//! - A revoked session is refused at once on this node, and within [`session::FRESH`] on every other.

pub mod account;
pub mod address;
pub mod config;
pub mod cookie;
pub mod cross_site;
pub mod ctx;
mod entity;
mod error;
pub mod matrix;
pub mod migrations;
pub mod password;
pub mod permission;
pub mod rate;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod sign_in;
pub mod state;
mod store;
pub mod streams;
pub mod totp;

pub use account::{Account, NewAccount, Username};
pub use address::{ClientAddress, Network};
pub use config::AccessConfig;
pub use cookie::{CookieStyle, Presented};
pub use ctx::{Actor, Ctx, IdempotencyKey, Principal};
pub use error::AccessError;
pub use migrations::migrations;
pub use password::Passwords;
pub use permission::{Denied, Grant, Grants, Permission, PermissionDoc, Reach, Scope};
pub use rate::{Rate, RateClass, RateLimits, TooOften};
pub use role::{BranchTree, Directory, Role, RoleGrant, RolePack};
pub use session::{Device, NewSession, Session, Sessions};
pub use sign_in::{
    Attempt, Refusal, SEALED, SignedIn, Verdict, Workplace, change_password, sign_in,
    turn_off_factor,
};
pub use state::Access;
pub use streams::{OpenStreams, StreamHolder, StreamPlace, TooManyStreams};
pub use totp::Enrolment;
