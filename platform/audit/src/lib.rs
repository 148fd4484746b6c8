//! Who did what, and who looked: rows that cannot be changed, removed or reordered without being found out.
//!
//! Every row carries a keyed digest over its content and its predecessor's digest, so rows of one branch form a chain.
//! The heads of the chains are written to a file outside the database from time to time; with them [`Audit::verify`]
//! also finds that the end of a chain is missing, which the tables alone could not tell.
//!
//! ```no_run
//! # async fn example(db: db::Db, vault: vault::Vault, ctx: access::Ctx, branch: kernel::BranchId, visit: kernel::VisitId)
//! # -> Result<(), audit::AuditError> {
//! use audit::{Audit, AuditConfig, Entry};
//!
//! let audit = Audit::new(&vault, &AuditConfig { anchor_file: Some("shouwen-data/anchors.log".into()) });
//! let tx = db.begin_write().await?;
//! let entry = Entry::new("visit.called").on("visit", visit).branch(branch);
//! audit.record(&tx, &ctx, entry).await?;
//! tx.commit().await?;
//! assert!(audit.verify(&db).await?.ok());
//! # Ok(())
//! # }
//! ```
//!
//! # Map
//! - `entry`: [`Entry`], what a service says about its act.
//! - `recorder`: [`Audit`], recording, listing and anchoring.
//! - `chain`: how a row is written for its digest, and how rows are linked. Pure.
//! - `check`: one chain, row by row: changed, removed, reordered, truncated. Pure.
//! - `verify`: reads the tables page by page and feeds the check; `report`: [`Verification`] and [`Problem`].
//! - `anchor`: the file of heads.
//! - `list`: [`AuditRow`] and [`Filter`], the rows for auditors.
//! - `store`, `entity`, `migrations`: the tables `audit_rows` and `audit_chains`.
//!
//! # Invariants
//! - A row commits with the act it tells of, or neither does.
//! - Rows are never updated or deleted; there is no function for it.
//! - Rows hold ids and codes, never personal data.
//! - One chain for each branch, so that branches do not wait for each other.
//! - Who has the tables, the file *and* the keys can write a new history; keep the file where the database's people cannot write.

mod anchor;
mod chain;
mod check;
mod entity;
mod entry;
mod error;
mod list;
mod migrations;
mod recorder;
mod report;
mod store;
mod verify;

pub use anchor::Anchored;
pub use entry::{Entry, Outcome};
pub use error::AuditError;
pub use list::{AuditRow, Filter};
pub use migrations::migrations;
pub use recorder::{Audit, AuditConfig};
pub use report::{Problem, ProblemKind, Verification};
