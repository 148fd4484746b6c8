//! Customers 客户: who the bank knows, by what they are recognised, and everything that happened with them.
//!
//! The smallest honest room: identity documents, cards, name, phone, tier, care needs, and one timeline fed by the
//! events of all rooms. Everything personal is sealed in the table, found by blind index and masked in the view;
//! a look at a field as it is needs a permission and a reason, and stands on the record before the value is given.
//!
//! Whom staff may see:
//! - a plain list shows the customers whose file the caller's branches keep;
//! - a customer can be opened at the home branch and at every branch where the customer has been;
//! - a search by document, phone or card finds any customer of the bank, because a customer walks into any branch,
//!   and counts as having been there; a search by name finds only those visible anyway.
//!
//! ```
//! assert_eq!(customers::resident_id_check("11010119900307001"), Some('1'));
//! assert_eq!(customers::card_check("622202123456789012"), Some('8'));
//! ```
//!
//! # Words
//! file 档案: what the bank keeps of a customer; document 证件; card 银行卡; tier 客户等级; care need 关爱事项;
//! look 查看: seeing a field unmasked; timeline 往来记录.
//!
//! # Map
//! - [`api`]: what other rooms may use: recognising somebody, masked names, the demo bank, the change of keys.
//! - `model`: values with a grammar, a customer, the reasons for a look. Pure.
//! - `keeping`: the only place that seals, opens and indexes. `view`: a file as a clerk sees it.
//! - `service`: use cases, one file each. `store`, `entity`, `migrations`: the tables. `http`: the operations.
//! - `events`: what this room announces. `permissions`, `error`.
//!
//! # Invariants
//! - No column, event, audit row, log line or address holds a name, number or date of a person in clear.
//! - A value with a grammar exists only if it satisfies it, and never prints itself.

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
mod view;

pub use model::bank_card::{BankCard, card_check};
pub use model::document::{Document, DocumentKind};
pub use model::flaw::Flaw;
pub use model::person_name::PersonName;
pub use model::phone::Phone;
pub use model::resident_id::{ResidentId, Sex, resident_id_check};

use ::events::Subscriber;
use app::Feature;

/// Returns what the house needs to know of this room.
pub fn feature() -> Feature {
    let timeline = Subscriber::projecting("customers.timeline", service::timeline::project)
        .only(service::timeline::has_customer);
    Feature {
        router: http::routes(),
        migrations: migrations::migrations(),
        permissions: permissions::ALL,
        subscribers: vec![timeline],
        sealed: keeping::SEALED,
        ..Feature::named("customers")
    }
}
