//! How a row is written for its digest, and how rows are linked.
//!
//! `mac = HMAC(key, canonical(predecessor's mac, every field of the row))`.
//! The canonical form puts the length before every field and a mark before every optional one, so that no two
//! different rows are written alike.

use kernel::BranchId;
use vault::{Mac, Macs};

use crate::entity::Model;

/// What stands in the place of the first row's predecessor.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// The layout of the canonical form.
const VERSION: &[u8] = b"shouwen audit row 1";

/// Where a chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The position of the last row; 0 without rows.
    pub(crate) length: i64,
    /// The digest of the last row.
    pub(crate) mac: Vec<u8>,
}

impl Head {
    pub(crate) fn genesis() -> Self {
        Self { length: 0, mac: GENESIS.to_vec() }
    }
}

/// Returns the chain to which acts in a branch belong; `None` is head office.
pub(crate) fn chain_of(branch: Option<BranchId>) -> String {
    branch.map_or_else(|| "head-office".to_owned(), |branch| branch.to_string())
}

/// Puts a row behind a head: sets its position, key and digest.
pub(crate) fn link(row: &mut Model, behind: &Head, macs: &Macs) {
    let (key_id, mac) = macs.active();
    row.position = behind.length + 1;
    key_id.as_str().clone_into(&mut row.key_id);
    row.mac = digest(row, &behind.mac, mac).to_vec();
}

/// Says whether a row carries the digest of its content behind this predecessor.
pub(crate) fn is_linked(row: &Model, previous: &[u8], mac: &Mac) -> bool {
    mac.matches(&[&canonical(row, previous)], &row.mac)
}

fn digest(row: &Model, previous: &[u8], mac: &Mac) -> [u8; 32] {
    mac.sign(&[&canonical(row, previous)])
}

fn canonical(row: &Model, previous: &[u8]) -> Vec<u8> {
    let mut form = Form(Vec::with_capacity(384));
    form.field(VERSION);
    form.field(previous);
    form.field(row.id.as_bytes());
    form.field(row.chain.as_bytes());
    form.field(&row.position.to_be_bytes());
    form.field(&row.at.to_be_bytes());
    form.field(row.actor_kind.as_bytes());
    form.optional(row.actor_id.as_ref());
    form.field(row.action.as_bytes());
    form.optional(row.resource_kind.as_ref());
    form.optional(row.resource_id.as_ref());
    form.optional(row.branch_id.as_ref());
    form.optional(row.reason.as_ref());
    form.field(row.detail.as_bytes());
    form.field(row.trace.as_bytes());
    form.field(row.outcome.as_bytes());
    form.field(row.key_id.as_bytes());
    form.0
}

struct Form(Vec<u8>);

impl Form {
    fn field(&mut self, bytes: &[u8]) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(bytes);
    }

    fn optional(&mut self, value: Option<&impl AsRef<[u8]>>) {
        self.0.push(u8::from(value.is_some()));
        if let Some(value) = value {
            self.field(value.as_ref());
        }
    }
}
