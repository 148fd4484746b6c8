//! The voice of customers 客户声音: what they say of a visit, and what is done about it.
//!
//! A customer rates a finished visit on the phone page, once.
//! A low rating opens a follow-up: somebody asks what went wrong until it is due, and writes down what came of it.
//! Ratings are counted by branch and time, with the share of visits that were rated at all.
//! This is what `POST /api/v1/public/tickets/<token>/rating` takes:
//!
//! ```json
//! {"satisfaction": 2, "comment": "等太久"}
//! ```
//!
//! # Words
//! rating 评价; satisfaction 满意度; effort 省力程度; recommendation 推荐意愿; follow-up 回访; outcome 处理结果.
//!
//! # Map
//! - [`api`]: what other rooms and the binary may use.
//! - `model`: ratings, the life of a follow-up, figures, and what is shown of people's words. Pure.
//! - `keeping`: the only place that seals and opens words.
//! - `service`: use cases, one file each. `store`, `entity`, `migrations`: the tables. `http`: the operations.
//! - `events`: what this room announces. `permissions`, `error`.
//!
//! # Invariants
//! - A visit is rated once, and only by whoever holds its ticket.
//! - Rating, follow-up, alert and step of the visit are one transaction.
//! - Words of customers and notes of staff are sealed in the table, shown without long numbers, and in no event.

pub mod api;
mod entity;
mod error;
mod events;
mod http;
mod keeping;
mod migrations;
mod model;
mod permissions;
mod service;
mod store;

use ::events::Subscriber;
use app::Feature;

/// Returns what the house needs to know of this room.
pub fn feature() -> Feature {
    let finished = Subscriber::projecting("voice.finished_visits", service::figures::project)
        .only(service::figures::is_finished);
    Feature {
        router: http::routes(),
        migrations: migrations::migrations(),
        permissions: permissions::ALL,
        subscribers: vec![finished],
        sealed: keeping::SEALED,
        ..Feature::named("voice")
    }
}
