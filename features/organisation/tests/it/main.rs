//! The room through its real router, on a database of its own.

#![cfg(test)]

mod accounts;
mod audit;
mod bank;
mod branches;
mod calendars;
mod counters;
mod freshness;
mod grants;
mod hours;
mod permissions;
mod rules;
mod services;
mod session;
mod shifts;
mod staff;
