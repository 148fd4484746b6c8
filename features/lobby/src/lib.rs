//! The hall 厅堂: somebody comes in, is called, is served.
//!
//! A visitor takes a number and is told honestly how long it will take.
//! A free counter calls whoever the rules put first, and everybody can read why.
//! Those who run the hall see who waits too long, who needs care, and what happens at every counter.
//!
//! ```ignore
//! let visit = lobby::api::find_visit_by_token(&app, &token).await?;
//! ```
//!
//! # Words
//! visit 到店: one person who came, with one number · line 队列: those who wait · call 呼叫: asking a number to a
//! counter · recall 重呼 · park 暂挂: setting a visit aside for a while · no-show 过号 · triage 分流: finding out what
//! somebody needs and how urgent it is · guidance 引导: suggesting a machine · care group 关爱类别 · class 排队类别:
//! what decides the order · ticket 号票: what the visitor holds · hall screen 叫号屏 · board 看板 · desk 工作台 · checklist 检查表:
//! what a branch checks before it opens and after it closes · open item 待解决问题 · handover 交接 · appointment 预约: a visit
//! booked beforehand · letter 邮件: mail about one · slot 时段 · check in 签到: turning an appointment into a number · incident 突发情况: what stops services.
//!
//! # Map
//! - [`api`]: what other rooms may use; [`permissions`]: what may be allowed; `events`: what is announced.
//! - `model`: the rules of the hall, pure: the life of a visit, classes, triage, alarms, the grounds of a call.
//! - `service`: use cases. `store`, `entity`, `migrations`: the tables. `http`: operations and views.
//! - `jobs`: what happens by itself. `error`: what can go wrong.
//!
//! # Invariants
//! - A visit changes only through the acts of `model::actions`; what has ended never changes.
//! - Every act leaves a step, an event and an audit row in its own transaction; a call also leaves its grounds.
//! - The order of calling is the queueing engine's alone: calling, the desk's list and the count of those ahead ask it.
//! - A number is given out once a business day; a ticket's secret and a visitor's words are never stored readable.
//! - A slot never takes more appointments than its capacity; an appointment is a no-show only if the bank was ready.
//! - A care customer is never left with a machine only, and never counted in figures on diversion.
//! - The first number of a business day waits for the opening checklist or a manager's word; what is two people's work has
//!   two people's names.

pub mod api;
mod entity;
mod error;
mod events;
mod http;
mod jobs;
mod migrations;
mod model;
pub mod permissions;
mod service;
mod store;

use app::Feature;

/// Returns what the house needs to know of this room.
pub fn feature() -> Feature {
    Feature {
        router: http::router(),
        migrations: migrations::migrations(),
        permissions: permissions::ALL,
        jobs: jobs::registry(),
        topics: vec![|app, ctx, topic| {
            Box::pin(async move { api::follow(&app, &ctx, &topic).await })
        }],
        packs: vec![
            model::rules::check::pack_kind(),
            model::checklist::items::pack_kind(),
            model::appointment::rules::pack_kind(),
        ],
        sealed: service::keep::SEALED,
        ..Feature::named("lobby")
    }
}
