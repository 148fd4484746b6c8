//! The hall through its operations, on a database of its own.

#![cfg(test)]

mod appointments;
mod attendance;
mod bank;
mod board;
mod desk;
mod needs;
mod over;
mod privacy;
mod refusals;
mod retired;
mod rivals;
mod scope;
mod shared;
mod story;
mod tickets;
mod watch;
