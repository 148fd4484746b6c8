//! Recording, relaying, subscribing and listening, on either database.

mod fixture;
mod live;
mod outbox;
mod relay;
mod subscribers;
