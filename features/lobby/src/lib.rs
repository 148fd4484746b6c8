//! The hall.
mod model;
