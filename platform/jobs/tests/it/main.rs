//! Enqueuing, claiming, repeating and periodic work, on either database.

mod admin;
mod fixture;
mod schedules;
mod work;
