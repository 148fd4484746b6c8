//! Events: what happened, written with the data it happened to, and told to subscribers and live screens afterwards.
//!
//! A service records an event in the transaction of its change: one insert into the outbox.
//! One relay at a time, chosen by a lease, gives the committed rows their positions, feeds the live hub of its node,
//! tells the other nodes, and runs the subscribers.
//!
//! ```
//! use events::{Event, Topic};
//! use kernel::{BranchId, VisitId};
//! use serde::Serialize;
//!
//! #[derive(Serialize)]
//! struct VisitCalled {
//!     branch: BranchId,
//!     visit: VisitId,
//!     number: String,
//! }
//!
//! impl Event for VisitCalled {
//!     const KIND: &'static str = "visit.called";
//!
//!     fn topics(&self) -> Vec<String> {
//!         vec![Topic::Hall(self.branch).to_string(), Topic::Board(self.branch).to_string()]
//!     }
//!
//!     fn branch(&self) -> Option<BranchId> {
//!         Some(self.branch)
//!     }
//! }
//! ```
//!
//! # Map
//! - [`event`]: [`Event`], what a room declares, and [`Recorded`], what a subscriber is given.
//! - [`config`]: the settings, [`EventsConfig`].
//! - [`outbox`]: [`Events`], the handle that services record through.
//! - [`relay`]: [`Relay`], the one that gives positions, and its lease.
//! - [`subscriber`]: [`Subscriber`], and how its cursor moves.
//! - [`topic`]: [`Topic`] and [`Topics`], what a live stream may ask for.
//! - [`hub`]: [`Hub`], who listens to what on this node; [`live`]: [`LiveStream`], one browser tab.
//! - `listener`: news from other nodes through PostgreSQL; `store`, `entity`, `migrations`: the tables.
//!
//! # Invariants
//! - An event is recorded in the transaction of its cause or not at all; a committed event is never lost.
//! - Positions rise by one from event to event, without gap, in the order in which they are given out.
//! - Nothing is notified from inside a business transaction.
//! - A slow screen is told to start over; nothing waits for it and nothing is kept for it.
//! - Events carry ids and numbers, never personal data.

pub mod config;
mod entity;
pub mod event;
pub mod hub;
mod listener;
pub mod live;
mod message;
mod migrations;
pub mod outbox;
pub mod relay;
mod store;
pub mod subscriber;
pub mod topic;

pub use config::EventsConfig;
pub use event::{BoxError, Event, EventActor, Recorded};
pub use hub::Hub;
pub use live::LiveStream;
pub use migrations::migrations;
pub use outbox::Events;
pub use relay::Relay;
pub use subscriber::{Subscriber, SubscriberState};
pub use topic::{Topic, TopicError, Topics};
