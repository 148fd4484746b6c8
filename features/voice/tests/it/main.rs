//! The room through its real router, with lobby, customers and organisation beside it.

mod bank;
mod figures;
mod follow_ups;
mod rating;
