//! The hall through its operations, on a database of its own.

#![cfg(test)]

mod appointments;
mod attendance;
mod bank;
mod board;
mod checklists;
mod desk;
mod handovers;
mod incidents;
mod needs;
mod nights;
mod offline;
mod opening;
mod over;
mod photos;
mod privacy;
mod refusals;
mod retired;
mod rivals;
mod rolls;
mod scope;
mod shared;
mod story;
mod tickets;
mod watch;
mod what_if;
