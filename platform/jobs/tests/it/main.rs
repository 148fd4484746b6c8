//! Enqueuing, claiming, repeating and periodic work, on either database.

#![cfg(test)]

mod admin;
mod fixture;
mod schedules;
mod work;
