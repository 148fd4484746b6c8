//! The hall.
mod error;
mod entity;
mod events;
pub mod permissions;
mod service;
mod migrations;
mod model;
mod store;
