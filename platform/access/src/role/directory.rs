//! Where roles and branches are looked up: in rooms and packs that this crate does not know.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use db::{Db, DbError};
use futures::future::BoxFuture;
use kernel::BranchId;

use super::RolePack;

type Roles = Arc<dyn Fn() -> Arc<RolePack> + Send + Sync>;
type Branches = Arc<dyn Fn(Db) -> BoxFuture<'static, Result<BranchTree, DbError>> + Send + Sync>;

/// Finds the roles in force and the tree of branches; handed in where the program is put together.
#[derive(Clone)]
pub struct Directory {
    roles: Roles,
    branches: Branches,
}

impl Directory {
    /// Joins the two ways to look up.
    ///
    /// `branches` is asked only while some role reaches over a region, and then once for each finding of a session.
    pub fn new<F>(
        roles: impl Fn() -> Arc<RolePack> + Send + Sync + 'static,
        branches: impl Fn(Db) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<BranchTree, DbError>> + Send + 'static,
    {
        Self { roles: Arc::new(roles), branches: Arc::new(move |db| Box::pin(branches(db))) }
    }

    /// Returns a directory that never changes, for tests.
    pub fn fixed(roles: RolePack, branches: BranchTree) -> Self {
        let roles = Arc::new(roles);
        Self::new(move || Arc::clone(&roles), move |_| std::future::ready(Ok(branches.clone())))
    }

    /// Returns the roles in force.
    pub fn roles(&self) -> Arc<RolePack> {
        (self.roles)()
    }

    /// Loads the tree of branches.
    ///
    /// # Errors
    /// The database is away.
    pub async fn branches(&self, db: &Db) -> Result<BranchTree, DbError> {
        (self.branches)(db.clone()).await
    }
}

impl fmt::Debug for Directory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Directory").finish_non_exhaustive()
    }
}

/// Which branch stands below which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BranchTree(BTreeMap<BranchId, Vec<BranchId>>);

impl BranchTree {
    /// Builds the tree from every branch and the one above it.
    pub fn new(parents: impl IntoIterator<Item = (BranchId, Option<BranchId>)>) -> Self {
        let mut children: BTreeMap<BranchId, Vec<BranchId>> = BTreeMap::new();
        for (branch, parent) in parents {
            if let Some(parent) = parent {
                children.entry(parent).or_default().push(branch);
            }
        }
        Self(children)
    }

    /// Returns a branch and everything below it, sorted; a circle in the data ends where it began.
    pub fn below(&self, branch: BranchId) -> Vec<BranchId> {
        let mut found = BTreeSet::from([branch]);
        let mut open = vec![branch];
        while let Some(next) = open.pop() {
            let children = self.0.get(&next).map_or(&[][..], Vec::as_slice);
            open.extend(children.iter().copied().filter(|child| found.insert(*child)));
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn branch(number: u8) -> BranchId {
        BranchId::from_uuid(Uuid::from_u128(number.into()))
    }

    #[test]
    fn a_region_is_the_branch_and_all_below() {
        let tree = BranchTree::new([
            (branch(1), None),
            (branch(2), Some(branch(1))),
            (branch(3), Some(branch(2))),
            (branch(4), None),
        ]);
        assert_eq!(tree.below(branch(1)), [branch(1), branch(2), branch(3)]);
        assert_eq!(tree.below(branch(3)), [branch(3)]);
        assert_eq!(tree.below(branch(9)), [branch(9)]);
    }

    proptest! {
        #[test]
        fn circles_end_and_what_is_below_a_child_is_below_its_parent(
            edges in proptest::collection::vec((0_u8..12, 0_u8..12), 0..40),
        ) {
            let tree = BranchTree::new(
                edges.iter().map(|(child, parent)| (branch(*child), Some(branch(*parent)))),
            );
            for (child, parent) in edges {
                let above = tree.below(branch(parent));
                prop_assert!(tree.below(branch(child)).iter().all(|found| above.contains(found)));
            }
        }
    }
}
