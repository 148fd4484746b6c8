//! The hall.
mod entity;
mod migrations;
mod model;
mod store;
