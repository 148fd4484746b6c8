//! Recording, relaying, subscribing and listening, on either database.

#![cfg(test)]

mod fixture;
mod live;
mod outbox;
mod relay;
mod subscribers;
