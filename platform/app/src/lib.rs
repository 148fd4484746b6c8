//! The one state every handler gets, what a room hands in, and the server made of all rooms.
//!
//! # Map
//! - [`state`]: [`App`], with everything a service needs.
//! - [`config`]: [`AppConfig`], what an operator may set.
//! - [`feature`]: [`Feature`], what a room hands in, and [`compose`](feature::compose), which joins them.
//! - [`description`]: what the operations are, for machines.
//! - [`router`]: the routes and layers around all rooms.
//! - [`context`]: who calls, in which language, and whether the call is a repetition.
//! - [`live`]: the stream of server-sent events, one per tab.
//! - [`shared`]: what many ask for at once.
//! - [`health`]: liveness, readiness, metrics.
//! - [`serve`](mod@serve): the listening server and its orderly end.
//! - [`reseal`](mod@reseal): seals everything anew after a change of keys.
//! - [`start`]: opens everything in the right order.

pub mod config;
pub mod context;
pub mod description;
pub mod feature;
pub mod health;
pub mod live;
pub mod reseal;
pub mod router;
pub mod serve;
pub mod shared;
pub mod start;
pub mod state;

pub use config::AppConfig;
pub use feature::{Composition, Feature};
pub use reseal::reseal;
pub use state::App;
