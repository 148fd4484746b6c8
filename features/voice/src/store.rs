//! The queries of this room, by table.

pub(crate) mod finished;
pub(crate) mod follow_ups;
pub(crate) mod ratings;

use kernel::BranchId;
use uuid::Uuid;

/// The place of a row in a list: instant, then id.
pub(crate) type Mark = (i64, Uuid);

fn uuids(branches: &[BranchId]) -> Vec<Uuid> {
    branches.iter().map(|branch| branch.uuid()).collect()
}
