//! The room through its real router, with lobby, customers and organisation beside it.

#![cfg(test)]

mod bank;
mod figures;
mod follow_ups;
mod rating;
