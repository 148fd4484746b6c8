//! Rule packs: what belongs to a bank or a jurisdiction is data with a version and a validity, not code.
//!
//! The packs of the repository's `data/` folder are built into the program.
//! An administrator may put an own version in force; it is kept in `data_overrides` and every node takes it up
//! within [`POLL_EVERY`], the node that saved it at once.
//! A pack is a YAML file with a header ([`Header`]) and a body that a room reads as its own type.
//!
//! ```
//! use data::{PackKind, Report};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Fees { most: u32, least: u32 }
//!
//! fn rules(fees: &Fees, report: &mut Report) {
//!     if fees.least > fees.most {
//!         report.add("/least", "最低费用高于最高费用", "the least fee is above the most");
//!     }
//! }
//!
//! let kind = PackKind::of::<Fees>("fees", rules);
//! let text = "pack: fees/cn\nversion: 1\nname: 费用\nname_en: Fees\nvalid_from: 2026-01-01\nsources: []\nmost: 1\nleast: 2\n";
//! let problems = kind.check(text);
//! assert_eq!((problems[0].path.as_str(), problems[0].line), ("/least", Some(8)));
//! ```
//!
//! # Map
//! - [`kind`]: [`PackKind`], how a room teaches the house to check its packs.
//! - [`document`]: reading header and body in one pass; [`header`]: [`Header`]; [`outline`]: paths, lines and differences.
//! - `flaw`: what is wrong with a text, in sentences.
//! - [`problem`]: [`PackProblem`], [`Report`], [`DataError`].
//! - [`check`]: [`check_files`], for `shouwen check data`.
//! - [`live`]: [`Data`], the packs in force on this node; [`versions`]: saving and restoring versions.
//! - [`built_in`]: the files inside the binary. [`memory`]: what rooms keep in memory on this node.
//!
//! # Invariants
//! - What is in force has been checked; a version that no longer fits its type is left aside, visibly, for the built-in one.
//! - A reader holds an `Arc` and never sees half of a change.

pub mod built_in;
pub mod check;
pub mod document;
mod entity;
mod flaw;
pub mod header;
pub mod kind;
pub mod live;
pub mod memory;
mod migrations;
pub mod outline;
pub mod problem;
mod store;
pub mod versions;

pub use check::check_files;
pub use header::Header;
pub use kind::PackKind;
pub use live::{Data, Origin, POLL_EVERY, PackSummary};
pub use memory::Memory;
pub use migrations::migrations;
pub use outline::{PackChange, changes};
pub use problem::{DataError, PackProblem, Report};
pub use versions::VersionSummary;
